import DataLoader from 'dataloader';
import type { Day } from '../rules/dates.ts';
import { userError } from '../graphql/errors.ts';
import type { DocumentKind } from '../rules/fact.ts';
import { groupedBy } from '../rules/group.ts';
import { lateInterestOf, type LateInterest } from '../rules/interest.ts';
import type { Fen } from '../rules/money.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** As many keys as a statement is given at once. */
export const BATCH = { maxBatchSize: 500 } as const;

/** Loads by key; what `missing` says where there is nothing. One read for all that is asked for in a tick. */
export function loaderByKeys<Found, Missing>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
  missing: Missing,
): DataLoader<string, Found | Missing> {
  return new DataLoader(async (keys) => {
    const found = await read(keys);
    return keys.map((key) => found.get(key) ?? missing);
  }, BATCH);
}

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

/** A record as it was asked for: the day of the debt that it stands in, where it stands in one. */
interface AskedRecord {
  asOf?: Day;
}

/** What a record is referred to by. */
interface RecordReference {
  /** That of its debt. */
  id: string;
  asOf: Day;
}

/**
 * A debt's record, to be answered as of the debt's day: an error where the books have none, so that it is not missing
 * without a word.
 */
export async function recordOn<Record extends AskedRecord>(
  { id, asOf }: RecordReference,
  loaded: Promise<Record | null> | null,
): Promise<Record> {
  const record = await loaded;
  if (record === null) throw userError('NOT_FOUND', `The books have no record ${id}.`);
  return { ...record, asOf };
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
      return interest && { ...interest, dailyRate: rateText(interest.dailyRate) };
    },
  };
}

/** A daily rate in 10⁻⁷ as a decimal: 5000n → "0.0005000". */
export function rateText(rate: bigint): string {
  const digits = rate.toString().padStart(8, '0');
  return `${digits.slice(0, -7)}.${digits.slice(-7)}`;
}

/** What the file of every debt is to hold (一笔账一档案). */
const REQUIRED_DOCUMENTS: readonly DocumentKind[] = ['CONTRACT', 'PLAN', 'VOUCHER'];

/** Of contract, plan and voucher, those that are not among the kinds a file holds. */
export function missingDocuments(kinds: readonly DocumentKind[]): DocumentKind[] {
  return REQUIRED_DOCUMENTS.filter((kind) => !kinds.includes(kind));
}
