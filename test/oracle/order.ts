import type { TruthDomain } from '../../demo/truth.ts';
import type { Debt } from './debts.ts';

/** The contract's DebtOrder. */
export interface DebtOrder {
  field: 'OUTSTANDING' | 'AMOUNT' | 'DUE_ON' | 'INCURRED_ON';
  direction: 'ASC' | 'DESC';
}

/** In what order departments stand where a sort value is the same. */
const DOMAINS: readonly TruthDomain[] = ['finance', 'housing-construction', 'energy', 'soe'];

/** Without a value last, whatever the direction; equal ones by department, then by id. */
export function inOrder(debts: readonly Debt[], { field, direction }: DebtOrder): Debt[] {
  const sign = direction === 'ASC' ? 1 : -1;
  return debts.toSorted(
    (a, b) =>
      Number(sortValue(a, field) === null) - Number(sortValue(b, field) === null) ||
      sign * compare<bigint | string>(sortValue(a, field) ?? '', sortValue(b, field) ?? '') ||
      DOMAINS.indexOf(a.domain) - DOMAINS.indexOf(b.domain) ||
      compare(a.id, b.id),
  );
}

function sortValue(debt: Debt, field: DebtOrder['field']): bigint | string | null {
  switch (field) {
    case 'OUTSTANDING':
      return debt.outstanding;
    case 'AMOUNT':
      return debt.amount;
    case 'DUE_ON':
      return debt.dueOn;
    case 'INCURRED_ON':
      return debt.incurredOn;
  }
}

/** Below, above or at 0 as `a` is before, after or the same as `b`. */
export function compare<T extends bigint | number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
