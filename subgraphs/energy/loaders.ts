import DataLoader from 'dataloader';
import type { BookContact } from '../../kit/department/contact.ts';
import type { Day } from '../../kit/rules/dates.ts';
import type { Ledger } from '../../kit/ledger/ledger.ts';
import { BATCH, loaderByKeys } from '../../kit/department/loader.ts';
import { interestLoader, type InterestLoader } from '../../kit/department/late-interest.ts';
import type { LedgerRow } from './model.ts';
import type { EnergySource } from './source/source.ts';

interface LoaderContext {
  source: EnergySource;
  ledger: Ledger;
  today: () => Day;
}

/** Batched reads of one request. */
export interface EnergyLoaders {
  /** By the debt's id; null where no ledger lists it, or none has been read that does. */
  ledgerRow: DataLoader<string, LedgerRow | null>;
  contactOfRow: DataLoader<LedgerRow, BookContact | null, string>;
  /** By the unit's name in normal form. */
  contactOfUnit: DataLoader<string, BookContact | null>;
  /** Null where the debt is not there on the day, or has no due date. */
  lateInterest: InterestLoader;
}

/** Loaders made anew for each request. */
export function energyLoaders(context: LoaderContext): EnergyLoaders {
  return {
    ledgerRow: new DataLoader((ids) => ledgerRowsByIds(context, ids), BATCH),
    contactOfRow: new DataLoader((rows) => context.source.contactsByLines(rows), {
      ...BATCH,
      cacheKeyFn: ({ id }) => id,
    }),
    contactOfUnit: loaderByKeys(() => context.source.contactsByUnits(), null),
    lateInterest: interestLoader(context.ledger),
  };
}

/** A digest does not say whose ledger lists it, the facts do; the rows themselves are read now. */
async function ledgerRowsByIds(
  { source, ledger, today }: LoaderContext,
  ids: readonly string[],
): Promise<(LedgerRow | null)[]> {
  const units = new Set((await ledger.bundleKeysByIds(ids)).values());
  const rows = units.size === 0 ? [] : await source.ledgerRowsByUnits([...units], today());
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
