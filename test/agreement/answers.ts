import type { Debt } from '../oracle/debts.ts';
import { yuanOf } from '../oracle/figures.ts';
import { differenceOf, type Recording } from '../oracle/recordings.ts';
import { DIMENSIONS, type Group, type Totals } from '../oracle/totals.ts';

/** Totals as they are asked for and as they come. */
export const TOTALS = 'count amount paid outstanding clearanceRate';

export interface TotalsAnswer {
  count: number;
  amount: string;
  paid: string;
  outstanding: string;
  clearanceRate: number | null;
}

/** Amounts are compared as text, to the fen; of the rate, a float, nine places. */
export function comparableTotals({ clearanceRate, ...others }: TotalsAnswer): TotalsAnswer {
  return { ...others, clearanceRate: clearanceRate === null ? null : Number(clearanceRate.toFixed(9)) };
}

export function totalsAnswer({ count, amount, paid, outstanding, clearanceRate }: Totals): TotalsAnswer {
  return comparableTotals({
    count,
    amount: yuanOf(amount),
    paid: yuanOf(paid),
    outstanding: yuanOf(outstanding),
    clearanceRate,
  });
}

/** Fields of a debt that are the same in the truth and in the graph; figures and parties are compared beside them. */
const PLAIN_FIELDS = [
  ...([
    'id',
    'asOf',
    'debtorName',
    'creditorName',
    'contractNo',
    'contractName',
    'category',
    'wages',
    'cause',
    'causeNote',
  ] as const),
  ...([
    'disputed',
    'verified',
    'incurredOn',
    'dueOn',
    'dueBasis',
    'daysOverdue',
    'ageBucket',
    'status',
    'protected',
  ] as const),
] satisfies (keyof Debt)[];

/** A debt as it is asked for and as it comes. */
export const DEBT = `${PLAIN_FIELDS.join(' ')} amount paid outstanding domain { code } debtor { id } creditor { id }`;

export interface DebtAnswer {
  id: string;
  domain: { code: string };
  debtor: { id: string };
  creditor: { id: string };
  amount: string;
  paid: string;
  outstanding: string;
}

export function debtAnswer(debt: Debt): DebtAnswer {
  return {
    ...Object.fromEntries(PLAIN_FIELDS.map((field) => [field, debt[field]])),
    id: debt.id,
    domain: { code: debt.domain },
    debtor: { id: debt.debtorId },
    creditor: { id: debt.creditorId },
    amount: yuanOf(debt.amount),
    paid: yuanOf(debt.paid),
    outstanding: yuanOf(debt.outstanding),
  };
}

/** Every department's record of a debt as it is asked for and as it comes. */
export const RECORDINGS = 'recordings { domain { code } debtId outstanding amount basis record { id } } difference';

export function recordingsAnswer(recordings: readonly Recording[]): object {
  const answers = recordings.map(({ record: { id, domain, outstanding, amount }, basis }) => ({
    domain: { code: domain },
    debtId: id,
    outstanding: yuanOf(outstanding),
    amount: yuanOf(amount),
    basis,
    record: { id },
  }));
  return { recordings: answers, difference: yuanOf(differenceOf(recordings)) };
}

/** A cell of a report as it is asked for and as it comes: dimensions that were not asked for are null. */
export const GROUP = `domain { code } status category ageBucket cause debtor { id } debtorKind creditor { id } creditorScale
  wages disputed incurredYear totals { ${TOTALS} }`;

export interface GroupAnswer {
  domain: { code: string } | null;
  debtor: { id: string } | null;
  creditor: { id: string } | null;
  totals: TotalsAnswer;
}

/** A cell under a text that no other cell has: what it is of. */
interface ComparableGroup {
  of: string;
  totals: TotalsAnswer;
}

const NAMES = Object.values(DIMENSIONS).map(([name]) => name);

export function comparableGroup({ domain, debtor, creditor, totals, ...others }: GroupAnswer): ComparableGroup {
  const of = { ...others, domain: domain?.code, debtorId: debtor?.id, creditorId: creditor?.id };
  return { of: cellText(of), totals: comparableTotals(totals) };
}

export function groupAnswer({ of, totals }: Group): ComparableGroup {
  return { of: cellText(of), totals: totalsAnswer(totals) };
}

function cellText(of: Readonly<Record<string, unknown>>): string {
  return NAMES.map((name) => `${name}=${JSON.stringify(of[name] ?? null)}`).join(' ');
}
