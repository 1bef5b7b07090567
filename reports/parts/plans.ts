import type { Row } from '../../gateway/reports/shape.ts';

/** An instalment of a repayment plan; its amount in yuan. */
interface Instalment {
  dueOn: string;
  amount: string;
  fundingSource: string | null;
}

/** A payment; its amount in yuan. */
interface Payment {
  paidOn: string;
  amount: string;
}

interface DebtRecord {
  plan?: readonly Instalment[];
  payments?: readonly Payment[];
}

/** The department’s record in a row; without anything where it does not answer. */
const recordOf = ({ record }: Row): DebtRecord => record ?? {};

export const planOf = (row: Row): readonly Instalment[] => recordOf(row).plan ?? [];
export const paymentsOf = (row: Row): readonly Payment[] => recordOf(row).payments ?? [];

/** A plan as a text: `2026-12-31 5000.00元；2027-06-30 5000.00元`. */
export const planText = (row: Row): string | null =>
  planOf(row)
    .map(({ dueOn, amount }) => `${dueOn} ${amount}元`)
    .join('；') || null;
