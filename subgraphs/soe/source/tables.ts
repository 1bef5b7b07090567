import type { AssetDisposal, Attachment, Company, Document, PayableLine, PlanLine, Supplier, WriteOff } from '../model.ts';
import { documentKinds, documentStates, fundingSources, ownerships, scales, supplierProperties } from './codes.ts';
import { amountIn, decimalIn, givenIn, isYes, meaningIn, textIn, typedDayIn } from './fields.ts';
import type { Table } from './reading.ts';

export const companies: Table<Company> = {
  name: 'bd_corp',
  columns: ['pk_corp', 'unitcode', 'unitname', 'creditcode', 'fathercorp', 'seal'],
  noun: (row) => ({
    id: textIn(row, 'pk_corp'),
    code: textIn(row, 'unitcode'),
    name: textIn(row, 'unitname'),
    creditCode: givenIn(row, 'creditcode'),
    parentId: givenIn(row, 'fathercorp'),
    closed: isYes(row, 'seal'),
  }),
};

export const suppliers: Table<Supplier> = {
  name: 'bd_cubasdoc',
  columns: ['pk_cubasdoc', 'custcode', 'custname', 'taxpayerid', 'custprop', 'freecust', 'corpscale'],
  noun: (row) => ({
    id: textIn(row, 'pk_cubasdoc'),
    code: textIn(row, 'custcode'),
    name: textIn(row, 'custname'),
    taxpayerId: givenIn(row, 'taxpayerid'),
    property: meaningIn(row, 'custprop', supplierProperties),
    ownership: meaningIn(row, 'freecust', ownerships),
    scale: meaningIn(row, 'corpscale', scales),
  }),
};

export const documents: Table<Document> = {
  name: 'arap_djzb',
  columns: ['vouchid', 'djbh', 'dwbm', 'djrq', 'djzt', 'scomment'],
  noun: (row) => ({
    id: textIn(row, 'vouchid'),
    number: textIn(row, 'djbh'),
    companyId: textIn(row, 'dwbm'),
    date: typedDayIn(row, 'djrq'),
    state: meaningIn(row, 'djzt', documentStates),
    comment: givenIn(row, 'scomment'),
  }),
};

/** yf and jf are in the document's currency and in yuan (bb): df credit, what became payable; jf debit, what was paid. */
export const lines: Table<PayableLine> = {
  name: 'arap_djfb',
  columns: [
    ...['fb_oid', 'vouchid', 'flbh', 'hbbm', 'bzbm', 'bbhl', 'dfybje', 'dfbbje', 'jfbbje', 'qxrq', 'dqrq'],
    ...['fph', 'contractno', 'contractname', 'chmc', 'zyx1', 'zyx2', 'zyx3'],
  ],
  noun: (row) => ({
    id: textIn(row, 'fb_oid'),
    documentId: textIn(row, 'vouchid'),
    lineNo: Number(textIn(row, 'flbh')),
    supplierId: textIn(row, 'hbbm'),
    currency: textIn(row, 'bzbm'),
    exchangeRate: amountIn(row, 'bbhl'),
    amountInCurrency: amountIn(row, 'dfybje'),
    payableAmount: amountIn(row, 'dfbbje'),
    paidByLine: amountIn(row, 'jfbbje'),
    effectiveOn: typedDayIn(row, 'qxrq'),
    dueOn: typedDayIn(row, 'dqrq'),
    invoiceNo: givenIn(row, 'fph'),
    contractNo: givenIn(row, 'contractno'),
    contractName: givenIn(row, 'contractname'),
    purchased: givenIn(row, 'chmc'),
    categoryTyped: givenIn(row, 'zyx1'),
    causeNote: givenIn(row, 'zyx2'),
    disputed: isYes(row, 'zyx3'),
  }),
};

/** undone is 'N' where the write-off stands; only such ones count. */
export const writeOffs: Table<WriteOff> = {
  name: 'arap_verify',
  columns: ['pk_verify', 'yf_oid', 'fk_oid', 'hxbbje', 'hxrq', 'undone'],
  noun: (row) => ({
    id: textIn(row, 'pk_verify'),
    lineId: textIn(row, 'yf_oid'),
    paymentLineId: givenIn(row, 'fk_oid'),
    amount: amountIn(row, 'hxbbje'),
    settledOn: typedDayIn(row, 'hxrq'),
    undone: givenIn(row, 'undone') !== 'N',
  }),
};

export const planLines: Table<PlanLine> = {
  name: 'arap_plan',
  columns: ['pk_plan', 'yf_oid', 'planrq', 'planje', 'zjly'],
  noun: (row) => ({
    id: textIn(row, 'pk_plan'),
    lineId: textIn(row, 'yf_oid'),
    dueOn: typedDayIn(row, 'planrq'),
    amount: amountIn(row, 'planje'),
    fundingSource: givenIn(row, 'zjly') === null ? null : (meaningIn(row, 'zjly', fundingSources) ?? 'OTHER'),
  }),
};

export const attachments: Table<Attachment> = {
  name: 'arap_attach',
  columns: ['pk_attach', 'yf_oid', 'doctype', 'filename'],
  noun: (row) => ({
    id: textIn(row, 'pk_attach'),
    lineId: textIn(row, 'yf_oid'),
    kind: meaningIn(row, 'doctype', documentKinds) ?? 'OTHER',
    fileName: textIn(row, 'filename'),
  }),
};

export const disposals: Table<AssetDisposal> = {
  name: 'am_disposal',
  columns: ['pk_disposal', 'pk_corp', 'assetname', 'evaluate_je', 'deal_je', 'deal_rq'],
  noun: (row) => ({
    id: textIn(row, 'pk_disposal'),
    companyId: textIn(row, 'pk_corp'),
    assetName: textIn(row, 'assetname'),
    appraised: amountIn(row, 'evaluate_je'),
    soldFor: decimalIn(row, 'deal_je'),
    soldOn: typedDayIn(row, 'deal_rq'),
  }),
};
