import DataLoader from 'dataloader';
import type { Ledger } from '../ledger/ledger.ts';
import type { Day } from '../rules/dates.ts';
import { groupedBy } from '../rules/group.ts';
import { lateInterestOf, RATE_PLACES, type LateInterest } from '../rules/interest.ts';
import { decimalText, type Fen } from '../rules/money.ts';
import { BATCH } from './loader.ts';
import type { AskedRecord } from './record.ts';

export interface InterestQuestion {
  /** `<domain>:<key>`. */
  debtId: string;
  asOf: Day;
}

export type InterestLoader = DataLoader<InterestQuestion, LateInterest | null, string>;

/**
 * Late interest of a department's debts; null for one without a due date, and for one that is not in the books on that
 * day.
 */
export function interestLoader(ledger: Ledger): InterestLoader {
  const cacheKeyFn = ({ debtId, asOf }: InterestQuestion): string => `${asOf} ${debtId}`;
  return new DataLoader((questions) => lateInterests(ledger, questions), { ...BATCH, cacheKeyFn });
}

/** One statement a day asked for, of which a request has one or two. */
async function lateInterests(ledger: Ledger, questions: readonly InterestQuestion[]): Promise<(LateInterest | null)[]> {
  const days = [...groupedBy(questions, ({ asOf }) => asOf)];
  const termsOfDay = async ([asOf, asked]: [Day, InterestQuestion[]]) =>
    [
      asOf,
      await ledger.interestTermsByIds(
        asked.map(({ debtId }) => debtId),
        asOf,
      ),
    ] as const;
  const terms = new Map(await Promise.all(days.map(termsOfDay)));
  return questions.map(({ debtId, asOf }) => {
    const found = terms.get(asOf)?.get(debtId);
    return found ? lateInterestOf(found, asOf) : null;
  });
}

interface InterestContext {
  loaders: { lateInterest: InterestLoader };
  today: () => Day;
}

type InterestField<Record, Answer> = (
  record: Record,
  args: { asOf?: Day | null | undefined },
  context: InterestContext,
) => Promise<Answer>;

interface InterestFields<Record> {
  asOf: (record: Record, args: object, context: InterestContext) => Day;
  lateInterest: InterestField<Record, Fen | null>;
  lateInterestBreakdown: InterestField<Record, (Omit<LateInterest, 'dailyRate'> & { dailyRate: string }) | null>;
}

/**
 * The fields of every record type that tell its day and the late interest up to it, for a record whose debt has this
 * id.
 */
export function interestResolvers<Record extends AskedRecord>(
  debtIdOf: (record: Record) => string,
): InterestFields<Record> {
  const load: InterestField<Record, LateInterest | null> = (record, { asOf }, { loaders, today }) =>
    loaders.lateInterest.load({ debtId: debtIdOf(record), asOf: asOf ?? record.asOf ?? today() });
  return {
    asOf: (record, _, { today }) => record.asOf ?? today(),
    lateInterest: async (...asked) => (await load(...asked))?.amount ?? null,
    lateInterestBreakdown: async (...asked) => {
      const interest = await load(...asked);
      return interest && { ...interest, dailyRate: decimalText(interest.dailyRate, RATE_PLACES) };
    },
  };
}
