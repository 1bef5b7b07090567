import type {
  Agency,
  ClearingFund,
  Contract,
  Document,
  Payable,
  PlanLine,
  Project,
  TaxArrears,
  Voucher,
  VoucherStatus,
} from '../model.ts';
import {
  agencyKinds,
  categories,
  causes,
  documentKinds,
  fundingSources,
  ownerships,
  scales,
  verifyStates,
  voucherStatuses,
} from './codes.ts';
import {
  code,
  day,
  decimal,
  fineAmount,
  holding,
  mark,
  money,
  optionalText,
  orElse,
  partyCode,
  partyName,
  text,
  typedDay,
  whole,
} from '../../../kit/source/columns.ts';
import { RATE_PLACES } from '../../../kit/rules/interest.ts';
import { shapeOf } from '../../../kit/source/table-shape.ts';
import type { Table, Column } from '../../../kit/source/table.ts';

const inForce = holding('number', mark('IS_DELETED', { 1: false, 2: true }, false));
const yes = (name: string): Column<boolean> => holding('number', mark(name, { 1: true, 2: false }, false));
const updatedAt = holding('localTime', text('UPDATE_TIME'));
const keyed = (column: string): Required<Table<unknown>>['key'] => ({ column: text(column), clock: updatedAt });
const fundingSource = code('FUND_SOURCE', fundingSources, 'OTHER');

/** 责任人 of an agency: personal, and read by `contacts.ts` alone. */
export const leader = optionalText('LEADER');

/** 预算单位. */
export const agencies: Table<Agency> = {
  name: 'BAS_AGENCY_INFO',
  key: keyed('AGENCY_ID'),
  columns: {
    id: text('AGENCY_ID'),
    code: text('AGENCY_CODE'),
    name: partyName('AGENCY_NAME'),
    creditCode: partyCode('UNIFSOC_CRED_CODE'),
    kind: orElse(code('AGENCY_TYPE_CODE', agencyKinds, 'OTHER'), 'OTHER'),
    inForce,
    updatedAt,
  },
  soughtBy: ['AGENCY_CODE', 'UPDATE_TIME'],
  also: [leader],
};

/** 采购/工程合同. */
export const contracts: Table<Contract> = {
  name: 'CT_CONTRACT_INFO',
  key: keyed('CT_ID'),
  columns: {
    id: text('CT_ID'),
    number: text('CONTRACT_NO'),
    name: text('CONTRACT_NAME'),
    projectCode: optionalText('PRO_CODE'),
    agencyCode: text('AGENCY_CODE'),
    supplierName: partyName('SUPPLIER_NAME'),
    supplierCode: partyCode('SUPPLIER_CRED_CODE'),
    scale: code('SUPPLIER_SCALE', scales),
    ownership: code('SUPPLIER_OWNERSHIP', ownerships),
    category: code('CT_TYPE', categories),
    amount: money('CT_AMT'),
    signedOn: day('SIGN_DATE'),
    payTermDays: whole('PAY_TERM_DAYS'),
    lateRate: decimal('LATE_RATE_DAILY', RATE_PLACES),
    inForce,
  },
  soughtBy: ['CT_ID', 'CONTRACT_NO', 'AGENCY_CODE', 'SUPPLIER_CRED_CODE', 'PRO_CODE', 'UPDATE_TIME'],
};

/** 应付账款; a row below zero is a credit note. */
export const payables: Table<Payable> = {
  name: 'AP_PAYABLE',
  key: keyed('PAYABLE_ID'),
  columns: {
    id: text('PAYABLE_ID'),
    contractId: text('CT_ID'),
    billNo: optionalText('BILL_NO'),
    amount: fineAmount('PAYABLE_AMT'),
    shownAmount: money('PAYABLE_AMT'),
    deliveredOn: typedDay('DELIVER_DATE'),
    dueOn: typedDay('DUE_DATE'),
    wages: yes('IS_WAGE'),
    causeCode: optionalText('CAUSE_CODE'),
    cause: code('CAUSE_CODE', causes, 'OTHER'),
    causeNote: optionalText('CAUSE_NOTE'),
    disputed: yes('IS_DISPUTED'),
    verifyState: mark('VERIFY_STATE', verifyStates, 'UNVERIFIED'),
    inForce,
  },
  soughtBy: ['PAYABLE_ID', 'CT_ID', 'UPDATE_TIME'],
};

/** 国库集中支付凭证. */
export const vouchers: Table<Voucher> = {
  name: 'PAY_VOUCHER_BILL',
  key: keyed('VOUCHER_ID'),
  columns: {
    id: text('VOUCHER_ID'),
    payableId: text('PAYABLE_ID'),
    certificateNo: text('PAY_CERT_NO'),
    amount: fineAmount('PAY_AMT'),
    shownAmount: money('PAY_AMT'),
    paidOn: typedDay('PAY_DATE'),
    status: mark<VoucherStatus | null>('VOUCHER_STATUS', voucherStatuses, null),
    fundingSource,
    inForce,
  },
  soughtBy: ['PAYABLE_ID', 'UPDATE_TIME'],
};

/** 还款计划, every revision. */
export const planLines: Table<PlanLine> = {
  name: 'REPAY_PLAN',
  key: keyed('PLAN_ID'),
  columns: {
    payableId: text('PAYABLE_ID'),
    revision: orElse(whole('REVISION'), 0),
    sequence: orElse(whole('SEQ'), 0),
    month: text('PLAN_MONTH'),
    amount: money('PLAN_AMT'),
    fundingSource,
    signed: yes('APPROVED'),
  },
  soughtBy: ['PAYABLE_ID'],
};

/** 一笔账一档案. */
export const documents: Table<Document> = {
  name: 'ARCHIVE_DOC',
  key: keyed('DOC_ID'),
  columns: {
    id: text('DOC_ID'),
    payableId: text('PAYABLE_ID'),
    kind: orElse(code('DOC_TYPE', documentKinds, 'OTHER'), 'OTHER'),
    fileName: text('FILE_NAME'),
    sha256: optionalText('FILE_SHA256'),
  },
  soughtBy: ['PAYABLE_ID'],
};

/** 预算项目: a row a fiscal year. */
export const projects: Table<Project> = {
  name: 'PM_PROJECT_INFO',
  key: keyed('PRO_ID'),
  columns: {
    code: text('PRO_CODE'),
    name: text('PRO_NAME'),
    fiscalYear: text('FISCAL_YEAR'),
    agencyCode: text('AGENCY_CODE'),
    totalAmount: money('PRO_TOTAL_AMT'),
    approvedOn: day('APPROVE_DATE'),
    startedOn: day('START_DATE'),
    fundProofNo: optionalText('FUND_PROOF_NO'),
    advanced: yes('IS_ADVANCED'),
  },
  soughtBy: ['PRO_CODE'],
  also: [inForce],
};

/** 清欠资金来源与安排. */
export const clearingFunds: Table<ClearingFund> = {
  name: 'CLEAR_FUND',
  key: keyed('FUND_ID'),
  columns: {
    id: text('FUND_ID'),
    fiscalYear: text('FISCAL_YEAR'),
    fundingSource,
    name: text('FUND_NAME'),
    arranged: money('ARRANGED_AMT'),
    allocated: money('ALLOCATED_AMT'),
  },
  soughtBy: ['FUND_ID'],
};

/** 企业欠税欠费. */
export const taxArrears: Table<TaxArrears> = {
  name: 'TAX_ARREARS',
  key: keyed('TAX_ID'),
  columns: {
    id: text('TAX_ID'),
    taxpayerName: partyName('TAXPAYER_NAME'),
    taxpayerCode: partyCode('TAXPAYER_CODE'),
    owed: money('OWED_AMT'),
    recovered: money('RECOVERED_AMT'),
  },
  soughtBy: ['TAX_ID', 'UPDATE_TIME'],
};

/** All that is read of the books. */
export const shape = shapeOf([
  agencies,
  projects,
  contracts,
  payables,
  vouchers,
  planLines,
  documents,
  clearingFunds,
  taxArrears,
]);
