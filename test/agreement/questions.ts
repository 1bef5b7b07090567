import type { TruthDomain } from '../../demo/truth.ts';
import type { Debt } from '../oracle/debts.ts';
import { notBelowZero, yuanOf } from '../oracle/figures.ts';
import type { Conditions, DebtFilter } from '../oracle/filter.ts';
import type { DebtOrder } from '../oracle/order.ts';
import { DIMENSIONS, type Dimension } from '../oracle/totals.ts';
import { numberBetween, oneOf, someOf, type Random } from './random.ts';

export const DOMAINS: readonly TruthDomain[] = ['finance', 'housing-construction', 'energy', 'soe'];
const STATUSES = ['NOT_YET_DUE', 'IN_ARREARS', 'CLEARED'] as const;
const CATEGORIES = ['GOODS', 'WORKS', 'SERVICES'] as const;
const CAUSES = ['FUNDS', 'ACCEPTANCE', 'SETTLEMENT', 'DISPUTE', 'PAPERWORK', 'OTHER'] as const;
const AGE_BUCKETS = [
  'D1_30',
  'D31_60',
  'D61_90',
  'D91_180',
  'D181_365',
  'Y1_2',
  'Y2_3',
  'Y3_5',
  'OVER_5Y',
  'UNKNOWN',
] as const;
const DEBTOR_KINDS = ['GOVERNMENT', 'PUBLIC_INSTITUTION', 'TOWN', 'SOE', 'OTHER'] as const;
const SCALES = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const;
const ORDER_FIELDS = ['OUTSTANDING', 'AMOUNT', 'DUE_ON', 'INCURRED_ON'] as const;

/** What a condition is drawn from: a debt that the filter should pick, and all there are. */
interface Draw {
  random: Random;
  sample: Debt;
  debts: readonly Debt[];
}

type Draws = { [Field in keyof Conditions]: (draw: Draw) => Conditions[Field] };

/**
 * A condition for each field, nearly always one that the sample fulfils, and as often as can be with the sample right
 * on its edge.
 */
const CONDITIONS: Draws = {
  ids: ({ random, sample, debts }) => [sample.id, ...someOf(random, debts, 20).map(({ id }) => id)],
  domains: ({ random, sample }) => among(random, DOMAINS, sample.domain),
  statuses: ({ random, sample }) => among(random, STATUSES, sample.status),
  categories: ({ random, sample }) => among(random, CATEGORIES, sample.category),
  causes: ({ random, sample }) => among(random, CAUSES, sample.cause),
  ageBuckets: ({ random, sample }) => among(random, AGE_BUCKETS, sample.ageBucket),
  debtorIds: ({ random, sample, debts }) => [sample.debtorId, oneOf(random, debts).debtorId],
  debtorKinds: ({ random, sample }) => among(random, DEBTOR_KINDS, sample.debtorKind),
  creditorIds: ({ random, sample, debts }) => [sample.creditorId, oneOf(random, debts).creditorId],
  creditorScales: ({ random, sample }) => among(random, SCALES, sample.scale),
  wages: ({ sample }) => sample.wages,
  disputed: ({ sample }) => sample.disputed,
  verified: ({ random, sample }) => sample.verified ?? random() < 0.5,
  search: ({ random, sample }) => partOf(random, oneOf(random, textsOf(sample))),
  minOutstanding: ({ random, sample }) =>
    yuanOf(notBelowZero(sample.outstanding - oneOf(random, [-1n, 0n, 10_000_000n]))),
  maxOutstanding: ({ random, sample }) =>
    yuanOf(notBelowZero(sample.outstanding + oneOf(random, [-1n, 0n, 10_000_000n]))),
  incurredFrom: ({ sample }) => sample.incurredOn ?? sample.asOf,
  incurredTo: ({ sample }) => sample.incurredOn ?? sample.asOf,
  dueFrom: ({ sample }) => sample.dueOn ?? sample.asOf,
  dueTo: ({ sample }) => sample.dueOn ?? sample.asOf,
  minDaysOverdue: ({ random, sample }) => (sample.daysOverdue ?? 0) + numberBetween(random, 0, 1),
  scope: ({ random }) => oneOf(random, ['PROTECTED', 'ALL', 'ALL']),
};

/** A filter of up to four fields, mostly of few, so that lists are long; and mostly one that picks something. */
export function randomFilter(random: Random, debts: readonly Debt[]): DebtFilter {
  if (debts.length === 0) return {};
  const draw = { random, sample: oneOf(random, debts), debts };
  const fields = someOf(random, Object.keys(CONDITIONS) as (keyof Conditions)[], oneOf(random, [0, 0, 1, 1, 2, 3, 4]));
  return Object.fromEntries(fields.map((field) => [field, CONDITIONS[field](draw)]));
}

export function randomOrder(random: Random): DebtOrder {
  return { field: oneOf(random, ORDER_FIELDS), direction: oneOf(random, ['ASC', 'DESC']) };
}

/** Up to three dimensions, none among them now and then. */
export function randomDimensions(random: Random): Dimension[] {
  return someOf(random, Object.keys(DIMENSIONS) as Dimension[], numberBetween(random, 0, 3));
}

/** An odd page size that takes a list of this length in no more than about five pages. */
export function oddPageSize(random: Random, length: number): number {
  const sizes = [1, 3, 7, 13, 37, 97, 199].filter((size) => size * 5 >= length);
  return sizes.length === 0 ? 499 : oneOf(random, sizes);
}

/** A few of these; once in a long while none. */
function among<T>(random: Random, choices: readonly T[], wanted: T | null): T[] {
  if (random() < 0.02) return [];
  const others = someOf(random, choices, numberBetween(random, 0, 2));
  return [...new Set([wanted ?? oneOf(random, choices), ...others])];
}

function textsOf({ debtorName, creditorName, contractNo, contractName }: Debt): string[] {
  return [debtorName, creditorName, contractNo ?? '', contractName ?? ''];
}

function partOf(random: Random, text: string): string {
  const characters = Array.from(text);
  const start = numberBetween(random, 0, Math.max(0, characters.length - 2));
  return characters.slice(start, start + numberBetween(random, 1, 6)).join('');
}
