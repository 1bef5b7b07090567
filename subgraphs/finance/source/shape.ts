import { tableShape, type TableShape } from '../../../kit/database/shape.ts';

/** Every table and column that is read, conditions included. */
export const shape: readonly TableShape[] = [
  tableShape(
    'BAS_AGENCY_INFO',
    {
      text: 'AGENCY_ID AGENCY_CODE AGENCY_NAME UNIFSOC_CRED_CODE AGENCY_TYPE_CODE LEADER',
      number: 'IS_DELETED',
      localTime: 'UPDATE_TIME',
    },
    'AGENCY_CODE UPDATE_TIME',
  ),
  tableShape(
    'PM_PROJECT_INFO',
    {
      text: 'PRO_ID PRO_CODE PRO_NAME FISCAL_YEAR AGENCY_CODE FUND_PROOF_NO',
      number: 'PRO_TOTAL_AMT IS_ADVANCED IS_DELETED',
      date: 'APPROVE_DATE START_DATE',
      localTime: 'UPDATE_TIME',
    },
    'PRO_CODE',
  ),
  tableShape(
    'CT_CONTRACT_INFO',
    {
      text: 'CT_ID CONTRACT_NO CONTRACT_NAME PRO_CODE AGENCY_CODE SUPPLIER_NAME SUPPLIER_CRED_CODE SUPPLIER_SCALE SUPPLIER_OWNERSHIP CT_TYPE',
      number: 'CT_AMT PAY_TERM_DAYS LATE_RATE_DAILY IS_DELETED',
      date: 'SIGN_DATE',
      localTime: 'UPDATE_TIME',
    },
    'CT_ID CONTRACT_NO AGENCY_CODE SUPPLIER_CRED_CODE PRO_CODE UPDATE_TIME',
  ),
  tableShape(
    'AP_PAYABLE',
    {
      text: 'PAYABLE_ID CT_ID BILL_NO CAUSE_CODE CAUSE_NOTE VERIFY_STATE',
      number: 'PAYABLE_AMT IS_WAGE IS_DISPUTED IS_DELETED',
      date: 'DELIVER_DATE DUE_DATE',
      localTime: 'UPDATE_TIME',
    },
    'PAYABLE_ID CT_ID UPDATE_TIME',
  ),
  tableShape(
    'PAY_VOUCHER_BILL',
    {
      text: 'VOUCHER_ID PAYABLE_ID PAY_CERT_NO VOUCHER_STATUS FUND_SOURCE',
      number: 'PAY_AMT IS_DELETED',
      date: 'PAY_DATE',
      localTime: 'UPDATE_TIME',
    },
    'PAYABLE_ID UPDATE_TIME',
  ),
  tableShape(
    'REPAY_PLAN',
    {
      text: 'PLAN_ID PAYABLE_ID PLAN_MONTH FUND_SOURCE',
      number: 'REVISION SEQ PLAN_AMT APPROVED',
      localTime: 'UPDATE_TIME',
    },
    'PAYABLE_ID',
  ),
  tableShape(
    'ARCHIVE_DOC',
    { text: 'DOC_ID PAYABLE_ID DOC_TYPE FILE_NAME FILE_SHA256', localTime: 'UPDATE_TIME' },
    'PAYABLE_ID',
  ),
  tableShape(
    'CLEAR_FUND',
    {
      text: 'FUND_ID FISCAL_YEAR FUND_SOURCE FUND_NAME',
      number: 'ARRANGED_AMT ALLOCATED_AMT',
      localTime: 'UPDATE_TIME',
    },
    'FUND_ID',
  ),
  tableShape(
    'TAX_ARREARS',
    { text: 'TAX_ID TAXPAYER_NAME TAXPAYER_CODE', number: 'OWED_AMT RECOVERED_AMT', localTime: 'UPDATE_TIME' },
    'TAX_ID UPDATE_TIME',
  ),
];
