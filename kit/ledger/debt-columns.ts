import type {
  AgeBucket,
  DebtCategory,
  DebtCause,
  DebtorKind,
  DebtStatus,
  DueBasis,
  EnterpriseScale,
  LedgerDebt,
} from '../../schema/generated/department.ts';
import { count, day, fen, flag, numbered, orNull, text, word, type RowOf } from './columns.ts';

/** Days overdue up to which a debt in arrears is in each age bucket; beyond them it is in the next. */
const LAST_DAYS = [30, 60, 90, 180, 365, 730, 1095, 1825];
const AGE_BUCKETS: readonly AgeBucket[] = [
  ...(['D1_30', 'D31_60', 'D61_90', 'D91_180', 'D181_365', 'Y1_2', 'Y2_3', 'Y3_5', 'OVER_5Y'] as const),
  'UNKNOWN',
];
const STATUSES: readonly DebtStatus[] = ['CLEARED', 'IN_ARREARS', 'NOT_YET_DUE'];

/** Whether a debt is in arrears on a day. */
export const inArrears = (on: string): string => `overdue_on <= ${on}`;

/** Numbers of what depends on the day, which are worked out for every row that is grouped, in place of texts. */
function ageBucketOn(on: string): string {
  const beyond = LAST_DAYS.map((last) => `(due_on < ${on} - ${last})::TINYINT`).join(' + ');
  return `CASE WHEN ${inArrears(on)} THEN coalesce(${beyond}, ${AGE_BUCKETS.indexOf('UNKNOWN')}) END::INTEGER`;
}

const statusOn = (on: string): string =>
  `CASE WHEN outstanding = 0 THEN 0 WHEN ${inArrears(on)} THEN 1 ELSE 2 END::INTEGER`;

/** Whether a debt is in one of these age buckets on a day. */
export const isOfAge = (buckets: readonly AgeBucket[], on: string): string =>
  `${ageBucketOn(on)} IN (${buckets.map((bucket) => AGE_BUCKETS.indexOf(bucket)).join(', ')})`;

const PARTIES = {
  debtorKey: text('debtor_key'),
  debtorName: text('debtor_name'),
  debtorOrganisationCode: orNull(text('debtor_organisation_code')),
  debtorCreditCode: orNull(text('debtor_credit_code')),
  debtorKind: word<DebtorKind>('debtor_kind'),
  creditorKey: text('creditor_key'),
  creditorName: text('creditor_name'),
  creditorOrganisationCode: orNull(text('creditor_organisation_code')),
  creditorCreditCode: orNull(text('creditor_credit_code')),
};

/** What may be asked of a debt that stands on a day, `on` in SQL, by the names of the department contract. */
export const debtOn = (on: string) =>
  ({
    id: text('id'),
    ...PARTIES,
    contractNo: orNull(text('contract_no')),
    contractName: orNull(text('contract_name')),
    category: orNull(word<DebtCategory>('category')),
    wages: flag('wages'),
    cause: orNull(word<DebtCause>('cause')),
    causeNote: orNull(text('cause_note')),
    disputed: flag('disputed'),
    verified: orNull(flag('verified')),
    incurredOn: orNull(day('incurred_on')),
    dueOn: orNull(day('due_on')),
    dueBasis: word<DueBasis>('due_basis'),
    daysOverdue: orNull(count(`CASE WHEN ${inArrears(on)} THEN (${on} - due_on)::INTEGER END`)),
    ageBucket: orNull(numbered(AGE_BUCKETS, ageBucketOn(on))),
    status: numbered(STATUSES, statusOn(on)),
    protected: flag('protected'),
    amount: fen('amount'),
    paid: fen('paid'),
    outstanding: fen('outstanding'),
  }) as const;

/** What totals may be grouped by, beside what a debt tells. */
export const dimensionsOn = (on: string) =>
  ({
    ...debtOn(on),
    creditorScale: orNull(word<EnterpriseScale>('creditor_scale')),
    incurredYear: orNull(count('year(incurred_on)::INTEGER')),
  }) as const;

export type DebtRow = RowOf<ReturnType<typeof debtOn>>;

export const debtOfRow = (row: DebtRow): LedgerDebt => ({
  ...row,
  debtor: {
    key: row.debtorKey,
    name: row.debtorName,
    organisationCode: row.debtorOrganisationCode,
    creditCode: row.debtorCreditCode,
  },
  creditor: {
    key: row.creditorKey,
    name: row.creditorName,
    organisationCode: row.creditorOrganisationCode,
    creditCode: row.creditorCreditCode,
  },
});
