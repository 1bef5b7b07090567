import type { LedgerRow, LedgerRowFilter } from '../model.ts';
import { isDisputed } from './debts.ts';

/** Whether a bureau's filter picks a record; what reporting unit it is of has been seen to. */
export function picks(filter: LedgerRowFilter, row: LedgerRow): boolean {
  return (
    isListed(filter.month, row) &&
    contains(row.debtor?.trim() ? row.debtor : row.reportingUnit, filter.debtor) &&
    contains(row.creditor, filter.creditor) &&
    contains(row.debtType, filter.debtType) &&
    (filter.disputed === null || filter.disputed === isDisputed(row.disputedAsTyped))
  );
}

function isListed(month: string | null, { standing, history }: LedgerRow): boolean {
  return month === null ? standing === 'LISTED' : history.some((listed) => listed.month === month);
}

function contains(text: string | null, part: string | null): boolean {
  return part === null || (text ?? '').includes(part);
}
