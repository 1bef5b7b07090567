import { tableShape, type TableShape } from '../../../kit/database/shape.ts';

/** Every table and column that is read, conditions included. */
export const shape: readonly TableShape[] = [
  tableShape(
    'hc_org',
    { text: 'name credit_code contact phone', number: 'id org_kind scale merged_into deleted', utcTime: 'updated_at' },
    'id merged_into updated_at',
  ),
  tableShape(
    'hc_project',
    {
      text: 'project_no name town_code approval_no',
      number: 'id owner_org_id budget_fen deleted',
      date: 'started_at accepted_at settled_at',
      utcTime: 'updated_at',
    },
    'id owner_org_id updated_at',
  ),
  tableShape(
    'hc_contract',
    {
      text: 'contract_no finance_ct_no',
      number: 'id project_id contractor_id contract_kind amount_fen retention_months late_rate_daily deleted',
      date: 'signed_on',
      utcTime: 'updated_at',
    },
    'id project_id contractor_id updated_at',
  ),
  tableShape(
    'hc_bill',
    {
      text: 'bill_no cause',
      number: 'id contract_id bill_type amount_fen disputed status deleted',
      date: 'confirmed_at due_on',
      utcTime: 'updated_at',
    },
    'id contract_id updated_at',
  ),
  tableShape(
    'hc_payment',
    { text: 'voucher_no', number: 'id bill_id amount_fen reversed deleted', date: 'paid_at', utcTime: 'updated_at' },
    'bill_id updated_at',
  ),
  tableShape(
    'hc_repay_plan',
    { text: 'funding', number: 'id bill_id seq amount_fen cancelled', date: 'due_on' },
    'bill_id',
  ),
  tableShape(
    'hc_document',
    { text: 'kind file_name sha256', number: 'id bill_id deleted', date: 'uploaded_at' },
    'bill_id',
  ),
  tableShape(
    'hc_deposit',
    { text: 'kind', number: 'id contract_id amount_fen deleted', date: 'paid_on returned_on' },
    'id contract_id',
  ),
];
