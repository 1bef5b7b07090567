import type { LedgerDimension, LedgerTotals } from '../../schema/generated/department.ts';

/** Where a total says what it is the total of. */
export const FIELD_OF_DIMENSION = {
  STATUS: 'status',
  CATEGORY: 'category',
  AGE_BUCKET: 'ageBucket',
  CAUSE: 'cause',
  DEBTOR: 'debtorKey',
  DEBTOR_KIND: 'debtorKind',
  CREDITOR: 'creditorKey',
  CREDITOR_SCALE: 'creditorScale',
  WAGES: 'wages',
  DISPUTED: 'disputed',
  INCURRED_YEAR: 'incurredYear',
} as const satisfies Readonly<Record<LedgerDimension, keyof LedgerTotals>>;
