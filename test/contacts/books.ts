import type { TruthDomain } from '../../demo/truth.ts';
import { department as energy } from '../../subgraphs/energy/index.ts';
import { department as finance } from '../../subgraphs/finance/index.ts';
import { department as housingConstruction } from '../../subgraphs/housing-construction/index.ts';
import { department as soe } from '../../subgraphs/soe/index.ts';
import { insert as energyRow } from '../energy/books.ts';
import { insert as financeRow } from '../finance/books.ts';
import { insert as constructionRow } from '../housing-construction/books.ts';
import { insert as soeRow } from '../soe/books.ts';
import { openDepartment, type OpenDepartment } from './department.ts';

interface BookedContact {
  /** As a caller who may read contacts sees it. */
  person: string | null;
  phone: string | null;
}

/** Small books of a department, and the contacts in them by what `key` says of a record. */
export interface ContactBooks {
  domain: TruthDomain;
  open: (databaseUrl: string) => Promise<OpenDepartment>;
  rows: string[];
  /**
   * A root field that lists the records, and the field of a record that tells them apart. The first record by its order
   * has no contact.
   */
  list: string;
  key: string;
  contacts: Record<string, BookedContact | null>;
  /** Statements for the contacts of any number of records, beside those for the records. */
  cost: number;
}

/** Records that are alike, so that many can be asked for. */
const many = (rowsOf: (number: number) => string[]): string[] => Array.from({ length: 30 }, (_, i) => rowsOf(i)).flat();

const payable = (key: string, agency: string): string[] => [
  financeRow('CT_CONTRACT_INFO', { CT_ID: `c${key}`, AGENCY_CODE: agency }),
  financeRow('AP_PAYABLE', { PAYABLE_ID: key, CT_ID: `c${key}` }),
];

const financeBooks: ContactBooks = {
  domain: 'finance',
  open: (url) => openDepartment(finance, url),
  list: 'financePayables',
  key: 'id',
  rows: [
    financeRow('BAS_AGENCY_INFO', { AGENCY_ID: 'a1', AGENCY_CODE: '101', LEADER: ' 王静 ' }),
    financeRow('BAS_AGENCY_INFO', {
      AGENCY_ID: 'a2',
      AGENCY_CODE: '101',
      LEADER: '李旧',
      IS_DELETED: 1,
      UPDATE_TIME: '2025-06-01 00:00:00',
    }),
    financeRow('BAS_AGENCY_INFO', { AGENCY_ID: 'a3', AGENCY_CODE: '102', LEADER: null }),
    ...[payable('1', '102'), payable('2', '101'), payable('3', '404')].flat(),
    ...many((i) => [
      financeRow('BAS_AGENCY_INFO', { AGENCY_ID: `m${i}`, AGENCY_CODE: `2${i}`, LEADER: '张伟' }),
      ...payable(`m${i}`, `2${i}`),
    ]),
  ],
  contacts: { 'finance:1': null, 'finance:2': { person: '王静', phone: null }, 'finance:3': null },
  cost: 2,
};

const bill = (id: number, contractor: number): string[] => [
  constructionRow('hc_contract', { id: 100 + id, contractor_id: contractor }),
  constructionRow('hc_bill', { id, contract_id: 100 + id }),
];

const constructionBooks: ContactBooks = {
  domain: 'housing-construction',
  open: (url) => openDepartment(housingConstruction, url),
  list: 'constructionBills',
  key: 'id',
  rows: [
    constructionRow('hc_org', { id: 1, contact: '赵主任', phone: '13800000000' }),
    constructionRow('hc_project'),
    constructionRow('hc_org', { id: 2, contact: '巴特尔', phone: '138 0000 5678', deleted: 1 }),
    constructionRow('hc_org', { id: 3, contact: '旧人', phone: '13900000000', merged_into: 4 }),
    constructionRow('hc_org', { id: 4, contact: null, phone: null, merged_into: 2 }),
    constructionRow('hc_org', { id: 5, contact: '', phone: '无' }),
    ...[bill(1, 5), bill(2, 2), bill(3, 3), bill(4, 99)].flat(),
    ...many((i) => [
      constructionRow('hc_org', { id: 1000 + i, contact: '张伟', phone: null }),
      ...bill(1000 + i, 1000 + i),
    ]),
  ],
  contacts: {
    'housing-construction:1': null,
    'housing-construction:2': { person: '巴特尔', phone: '138 0000 5678' },
    'housing-construction:3': { person: '巴特尔', phone: '138 0000 5678' },
    'housing-construction:4': null,
  },
  cost: 3,
};

const line = (creditor: string, values: Parameters<typeof energyRow>[1] = {}): string =>
  energyRow('清欠台账', { 债权企业: creditor, 责任人: null, 联系电话: null, ...values });

const energyBooks: ContactBooks = {
  domain: 'energy',
  open: (url) => openDepartment(energy, url),
  list: 'energyLedgerRows',
  key: 'creditor',
  rows: [
    energyRow('填报单位', { 单位名称: '乙（集团）单位', 联系人: '刘敏' }),
    energyRow('填报单位', { 单位名称: '丙单位', 联系人: '暂无' }),
    line('甲一', { 填报单位: '丙单位' }),
    line('甲二', { 填报单位: '乙(集团)单位', 填报月份: '202501', 责任人: '旧人', 联系电话: '13900000000' }),
    line('甲二', { 填报单位: '乙(集团)单位', 导入批次: 1, 责任人: '旧人', 联系电话: '13900000000' }),
    line('甲二', { 填报单位: '乙(集团)单位', 导入批次: 2, 责任人: '王静', 联系电话: '0477-8581234' }),
    line('甲三', { 填报单位: '乙(集团)单位', 导入批次: 2, 序号: 2, 责任人: '无', 联系电话: ' ' }),
    line('甲四', { 填报单位: '乙(集团)单位', 导入批次: 2, 序号: null, 联系电话: '13812345678/8581234' }),
    line('甲五', { 填报单位: '不在名单的单位' }),
    ...many((i) => [line(`公司${i}`, { 填报单位: `单位${i % 5}`, 责任人: '张伟' })]),
  ],
  contacts: {
    甲一: null,
    甲二: { person: '王静', phone: '0477-8581234' },
    甲三: { person: '刘敏', phone: null },
    甲四: { person: null, phone: '13812345678/8581234' },
    甲五: null,
  },
  cost: 2,
};

const supplier = (id: string, values: Parameters<typeof soeRow>[1]): string =>
  soeRow('bd_cubasdoc', { pk_cubasdoc: id, ...values });
const soeLine = (id: string, supplierId: string): string => soeRow('arap_djfb', { fb_oid: id, hbbm: supplierId });

const soeBooks: ContactBooks = {
  domain: 'soe',
  open: (url) => openDepartment(soe, url),
  list: 'soePayableLines',
  key: 'id',
  rows: [
    soeRow('arap_djzb'),
    supplier('cust1', { linkman: null, phone1: '' }),
    supplier('cust2', { linkman: '李芳', phone1: '13812345678' }),
    supplier('cust3', { linkman: '陈涛', phone1: '8581234', dr: 1 }),
    ...[soeLine('line1', 'cust1'), soeLine('line2', 'cust2'), soeLine('line3', 'cust3'), soeLine('line4', 'nobody')],
    ...many((i) => [supplier(`many${i}`, { linkman: '张伟' }), soeLine(`many${i}`, `many${i}`)]),
  ],
  contacts: {
    'soe:line1': null,
    'soe:line2': { person: '李芳', phone: '13812345678' },
    'soe:line3': { person: '陈涛', phone: '8581234' },
    'soe:line4': null,
  },
  cost: 1,
};

/** Books of every department. */
export const contactBooks: readonly ContactBooks[] = [financeBooks, constructionBooks, energyBooks, soeBooks];
