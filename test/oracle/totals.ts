import type { Debt } from './debts.ts';
import type { Figures } from './figures.ts';
import { compare } from './order.ts';

export interface Totals extends Figures {
  count: number;
  /** Paid over amount; null where nothing is owed. */
  clearanceRate: number | null;
}

export function totalsOf(debts: readonly Debt[]): Totals {
  const sum = (figure: keyof Figures): bigint => debts.reduce((total, debt) => total + debt[figure], 0n);
  const [amount, paid, outstanding] = [sum('amount'), sum('paid'), sum('outstanding')];
  return {
    count: debts.length,
    amount,
    paid,
    outstanding,
    clearanceRate: amount === 0n ? null : Number(paid) / Number(amount),
  };
}

/**
 * The contract's DebtDimensions: the name under which a group has it, and what it is of a debt. Parties are given by
 * their identifiers.
 */
export const DIMENSIONS = {
  DOMAIN: ['domain', (debt) => debt.domain],
  STATUS: ['status', (debt) => debt.status],
  CATEGORY: ['category', (debt) => debt.category],
  AGE_BUCKET: ['ageBucket', (debt) => debt.ageBucket],
  CAUSE: ['cause', (debt) => debt.cause],
  DEBTOR: ['debtorId', (debt) => debt.debtorId],
  DEBTOR_KIND: ['debtorKind', (debt) => debt.debtorKind],
  CREDITOR: ['creditorId', (debt) => debt.creditorId],
  CREDITOR_SCALE: ['creditorScale', (debt) => debt.scale],
  WAGES: ['wages', (debt) => debt.wages],
  DISPUTED: ['disputed', (debt) => debt.disputed],
  INCURRED_YEAR: ['incurredYear', (debt) => (debt.incurredOn === null ? null : Number(debt.incurredOn.slice(0, 4)))],
} as const satisfies Record<string, readonly [string, (debt: Debt) => DimensionValue]>;

type DimensionValue = string | number | boolean | null;
export type Dimension = keyof typeof DIMENSIONS;

/** One cell of a report: what its debts have in common, by the names of the dimensions asked for. */
export interface Group {
  of: Record<string, DimensionValue>;
  totals: Totals;
}

/** The groups into which dimensions cut some debts, in no order. */
export function groupsOf(debts: readonly Debt[], dimensions: readonly Dimension[]): Group[] {
  const cells = groupBy(debts, (debt) => JSON.stringify(cellOf(debt, dimensions)));
  return [...cells].map(([cell, members]) => ({ of: JSON.parse(cell) as Group['of'], totals: totalsOf(members) }));
}

function cellOf(debt: Debt, dimensions: readonly Dimension[]): Record<string, DimensionValue> {
  return Object.fromEntries(dimensions.map((dimension) => [DIMENSIONS[dimension][0], DIMENSIONS[dimension][1](debt)]));
}

export interface PartyTotals {
  id: string;
  totals: Totals;
}

/** What each creditor is owed, or each debtor owes: the most first, then by id. */
export function partyTotalsOf(debts: readonly Debt[], role: 'creditorId' | 'debtorId'): PartyTotals[] {
  return [...groupBy(debts, (debt) => debt[role])]
    .map(([id, theirs]) => ({ id, totals: totalsOf(theirs) }))
    .sort((a, b) => compare(b.totals.outstanding, a.totals.outstanding) || compare(a.id, b.id));
}

/** Debts by what they have in common, in the order in which they came. */
export function groupBy(debts: readonly Debt[], keyOf: (debt: Debt) => string): Map<string, Debt[]> {
  const groups = new Map<string, Debt[]>();
  for (const debt of debts) groups.set(keyOf(debt), [...(groups.get(keyOf(debt)) ?? []), debt]);
  return groups;
}
