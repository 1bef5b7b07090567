import {
  code,
  fineAmount,
  holding,
  mark,
  money,
  optionalMoney,
  optionalText,
  orElse,
  partyCode,
  partyName,
  rounded,
  text,
  typedDay as day,
  whole,
} from '../../../kit/source/columns.ts';
import { shapeOf } from '../../../kit/source/table-shape.ts';
import type { Table, Column } from '../../../kit/source/table.ts';
import type { TypedDay } from '../../../kit/rules/dates.ts';
import type {
  AssetDisposal,
  Attachment,
  Company,
  Document,
  DocumentState,
  PayableLine,
  PlanLine,
  Supplier,
  SupplierProperty,
  WriteOff,
} from '../model.ts';
import {
  documentKinds,
  documentStates,
  fundingSources,
  ownerships,
  scales,
  standings,
  supplierProperties,
  undoings,
  yesOrNo,
} from './codes.ts';

/** The ERP's clock is a text. */
const keyed = (column: string): Required<Table<unknown>>['key'] => ({ column: text(column), clock: text('ts') });
const inForce = holding('number', mark('dr', standings, false));
/** Days are texts of ten characters. */
const typedDay = (name: string): Column<TypedDay> => holding('text', day(name));
/** 联系人 and 电话 of a supplier: personal, and read by `contacts.ts` alone. */
export const supplierContact = { person: optionalText('linkman'), phone: optionalText('phone1') };

export const companies: Table<Company> = {
  name: 'bd_corp',
  key: keyed('pk_corp'),
  columns: {
    id: text('pk_corp'),
    code: text('unitcode'),
    name: partyName('unitname'),
    creditCode: partyCode('creditcode'),
    parentId: optionalText('fathercorp'),
    closed: orElse(code('seal', yesOrNo), false),
    inForce,
  },
  soughtBy: ['pk_corp', 'ts'],
};

export const suppliers: Table<Supplier> = {
  name: 'bd_cubasdoc',
  key: keyed('pk_cubasdoc'),
  columns: {
    id: text('pk_cubasdoc'),
    code: text('custcode'),
    name: partyName('custname'),
    taxpayerId: partyCode('taxpayerid'),
    property: holding('number', mark<SupplierProperty | null>('custprop', supplierProperties, null)),
    ownership: code('freecust', ownerships),
    scale: code('corpscale', scales),
    inForce,
  },
  soughtBy: ['pk_cubasdoc', 'ts'],
  also: Object.values(supplierContact),
};

export const documents: Table<Document> = {
  name: 'arap_djzb',
  key: keyed('vouchid'),
  columns: {
    id: text('vouchid'),
    number: text('djbh'),
    companyId: text('dwbm'),
    date: typedDay('djrq'),
    state: holding('number', mark<DocumentState | null>('djzt', documentStates, null)),
    comment: optionalText('scomment'),
    inForce,
  },
  soughtBy: ['vouchid', 'dwbm', 'ts'],
  also: [text('djdl')],
};

/**
 * yf and jf are in the document's currency and in yuan (bb): df credit, what became payable; jf debit, what was paid.
 */
export const lines: Table<PayableLine> = {
  name: 'arap_djfb',
  key: keyed('fb_oid'),
  columns: {
    id: text('fb_oid'),
    documentId: text('vouchid'),
    lineNo: orElse(whole('flbh'), 0),
    supplierId: text('hbbm'),
    currency: text('bzbm'),
    exchangeRate: rounded('bbhl', 8),
    amountInCurrency: rounded('dfybje', 8),
    payableAmount: fineAmount('dfbbje'),
    shownAmount: money('dfbbje'),
    paidByLine: money('jfbbje'),
    effectiveOn: typedDay('qxrq'),
    dueOn: typedDay('dqrq'),
    invoiceNo: optionalText('fph'),
    contractNo: optionalText('contractno'),
    contractName: optionalText('contractname'),
    purchased: optionalText('chmc'),
    categoryTyped: optionalText('zyx1'),
    causeNote: optionalText('zyx2'),
    disputed: mark('zyx3', yesOrNo, false),
    inForce,
  },
  soughtBy: ['fb_oid', 'vouchid', 'hbbm', 'ts'],
};

export const writeOffs: Table<WriteOff> = {
  name: 'arap_verify',
  key: keyed('pk_verify'),
  columns: {
    id: text('pk_verify'),
    lineId: text('yf_oid'),
    paymentLineId: optionalText('fk_oid'),
    amount: fineAmount('hxbbje'),
    shownAmount: money('hxbbje'),
    settledOn: typedDay('hxrq'),
    undone: mark('undone', undoings, true),
    inForce,
  },
  soughtBy: ['yf_oid', 'ts'],
};

export const planLines: Table<PlanLine> = {
  name: 'arap_plan',
  key: keyed('pk_plan'),
  columns: {
    id: text('pk_plan'),
    lineId: text('yf_oid'),
    dueOn: typedDay('planrq'),
    amount: money('planje'),
    fundingSource: code('zjly', fundingSources, 'OTHER'),
  },
  soughtBy: ['yf_oid'],
  also: [inForce],
};

export const attachments: Table<Attachment> = {
  name: 'arap_attach',
  key: keyed('pk_attach'),
  columns: {
    id: text('pk_attach'),
    lineId: text('yf_oid'),
    kind: orElse(code('doctype', documentKinds), 'OTHER'),
    fileName: text('filename'),
  },
  soughtBy: ['yf_oid'],
  also: [inForce],
};

export const disposals: Table<AssetDisposal> = {
  name: 'am_disposal',
  key: keyed('pk_disposal'),
  columns: {
    id: text('pk_disposal'),
    companyId: text('pk_corp'),
    assetName: text('assetname'),
    appraised: money('evaluate_je'),
    soldFor: optionalMoney('deal_je'),
    soldOn: typedDay('deal_rq'),
  },
  soughtBy: ['pk_disposal'],
  also: [text('forclear'), inForce],
};

/** All that is read of the books. */
export const shape = shapeOf([companies, suppliers, documents, lines, writeOffs, planLines, attachments, disposals]);
