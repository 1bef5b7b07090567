import type { DebtOrder, DebtOrderField } from '../../../schema/generated/coordination.ts';
import type { LedgerDebt } from '../../../schema/generated/ledger-client.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { rankOf } from '../../../kit/departments.ts';
import { yuanOf, type Fen } from '../../../kit/rules/money.ts';
import { compareTexts } from '../compare.ts';
import type { Debt } from '../model.ts';

/** An order of debts, with nothing left to guess. */
export type DebtSort = Required<DebtOrder>;

/** What is owed most first. */
export const USUAL_ORDER = { field: 'OUTSTANDING', direction: 'DESC' } as const satisfies DebtSort;

/** A debt and whose books it stands in. */
type Placed = Pick<Debt, 'domain' | 'ledger'>;

/** What a debt is ordered by; null: nothing, and so among the last. */
export function sortValue(debt: LedgerDebt, field: DebtOrderField): Fen | Day | null {
  const values = {
    OUTSTANDING: debt.outstanding,
    AMOUNT: debt.amount,
    DUE_ON: debt.dueOn,
    INCURRED_ON: debt.incurredOn,
  };
  return values[field] ?? null;
}

/** As the department contract has it in bounds. */
export const valueText = (value: Fen | Day | null): string | null =>
  typeof value === 'bigint' ? yuanOf(value) : value;

/** The one order of all books' debts: by value, then by domain, then by id. */
export function orderOf({ field, direction }: DebtSort): (a: Placed, b: Placed) => number {
  const sign = direction === 'DESC' ? -1 : 1;
  return (a, b) => {
    const [one, other] = [sortValue(a.ledger, field), sortValue(b.ledger, field)];
    const byValue =
      one === null || other === null ? Number(one === null) - Number(other === null) : sign * compareValues(one, other);
    return byValue || rankOf(a.domain) - rankOf(b.domain) || compareTexts(a.ledger.id, b.ledger.id);
  };
}

/** The smaller or earlier first. */
const compareValues = (a: Fen | Day, b: Fen | Day): number => (a > b ? 1 : a < b ? -1 : 0);
