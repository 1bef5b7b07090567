import type { TruthDomain } from '../../demo/truth.ts';
import type { Database } from '../../kit/database/database.ts';
import { localDay } from '../../kit/rules/dates.ts';
import type { Books } from '../../kit/rules/fact.ts';
import { energySource } from '../../subgraphs/energy/source/source.ts';
import { financeSource } from '../../subgraphs/finance/source/source.ts';
import { housingConstructionSource } from '../../subgraphs/housing-construction/source/source.ts';
import { soeSource } from '../../subgraphs/soe/source/source.ts';
import { insert as insertEnergy } from '../energy/books.ts';
import { insert as insertFinance } from '../finance/books.ts';
import { CONTRACT_ROWS, insert as insertConstruction } from '../housing-construction/books.ts';
import { insert as insertSoe } from '../soe/books.ts';

/** The day of the stories: energy's books have no clock, and are watched for the months around the real one. */
export const TODAY = localDay(new Date());

/**
 * What happens in a department's books: debt A of 1,000 yuan with 400 paid is there from the start, debt B of 500 comes
 * later.
 */
export interface Story {
  domain: TruthDomain;
  source: (database: Database) => Books;
  /** The bundles that hold A and B. */
  bundles: { a: string; b: string };
  /** An instant as the rows' own clocks have it. */
  clock: (now: Date) => string;
  /** Turns the clocks of all rows far back, so that the next to change is the only one that tells of it. */
  age: string[];
  /** Rows with old clocks. */
  start: string[];
  /** Statements by which something happens at a time of the rows' clocks. */
  happenings: {
    /** A becomes 1,100, and nothing in the books tells when. */
    typedOver: string[];
    /** A becomes 1,200. */
    amountChanged: (clock: string) => string[];
    debtAdded: (clock: string) => string[];
    /** 100 are paid on B. */
    paymentAdded: (clock: string) => string[];
    /** A is deleted in the way of these books, and then is not. */
    softDeleted: (clock: string) => string[];
    unDeleted: (clock: string) => string[];
    /** What is paid on B is gone from the table. */
    paymentDeleted: string[];
    /** What holds A, a contract, a document or a ledger, is deleted in the way of these books. */
    takenDown: (clock: string) => string[];
    /** B is gone from the tables, with all that belongs to it. */
    debtDeleted: string[];
  };
}

const seconds = (instant: Date): string => instant.toISOString().slice(0, 19).replace('T', ' ');
const localSeconds = (instant: Date): string => seconds(new Date(instant.getTime() + 8 * 3_600_000));

const finance: Story = {
  domain: 'finance',
  source: financeSource,
  bundles: { a: 'c1', b: 'c2' },
  clock: localSeconds,
  age: ['CT_CONTRACT_INFO', 'AP_PAYABLE', 'PAY_VOUCHER_BILL'].map(
    (table) => `UPDATE ${table} SET UPDATE_TIME = '2025-01-01 00:00:00'`,
  ),
  start: [
    insertFinance('BAS_AGENCY_INFO', { AGENCY_ID: 'a1' }),
    insertFinance('CT_CONTRACT_INFO', { CT_ID: 'c1' }),
    insertFinance('AP_PAYABLE', { PAYABLE_ID: 'p1' }),
    insertFinance('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v1' }),
  ],
  happenings: {
    typedOver: ["UPDATE AP_PAYABLE SET PAYABLE_AMT = '1100.00' WHERE PAYABLE_ID = 'p1'"],
    amountChanged: (clock) => [
      `UPDATE AP_PAYABLE SET PAYABLE_AMT = '1200.00', UPDATE_TIME = '${clock}' WHERE PAYABLE_ID = 'p1'`,
    ],
    debtAdded: (clock) => [
      insertFinance('CT_CONTRACT_INFO', { CT_ID: 'c2', UPDATE_TIME: clock }),
      insertFinance('AP_PAYABLE', { PAYABLE_ID: 'p2', CT_ID: 'c2', PAYABLE_AMT: '500.00', UPDATE_TIME: clock }),
    ],
    paymentAdded: (clock) => [
      insertFinance('PAY_VOUCHER_BILL', { VOUCHER_ID: 'v2', PAYABLE_ID: 'p2', PAY_AMT: '100.00', UPDATE_TIME: clock }),
    ],
    softDeleted: (clock) => [`UPDATE AP_PAYABLE SET IS_DELETED = 1, UPDATE_TIME = '${clock}' WHERE PAYABLE_ID = 'p1'`],
    unDeleted: (clock) => [`UPDATE AP_PAYABLE SET IS_DELETED = 2, UPDATE_TIME = '${clock}' WHERE PAYABLE_ID = 'p1'`],
    paymentDeleted: ["DELETE FROM PAY_VOUCHER_BILL WHERE VOUCHER_ID = 'v2'"],
    takenDown: (clock) => [`UPDATE CT_CONTRACT_INFO SET IS_DELETED = 1, UPDATE_TIME = '${clock}' WHERE CT_ID = 'c1'`],
    debtDeleted: ["DELETE FROM AP_PAYABLE WHERE PAYABLE_ID = 'p2'", "DELETE FROM CT_CONTRACT_INFO WHERE CT_ID = 'c2'"],
  },
};

const housingConstruction: Story = {
  domain: 'housing-construction',
  source: housingConstructionSource,
  bundles: { a: '100', b: '101' },
  clock: (now) => `${seconds(now)}.000`,
  age: ['hc_contract', 'hc_bill', 'hc_payment'].map(
    (table) => `UPDATE ${table} SET updated_at = '2025-01-01 00:00:00.000'`,
  ),
  start: [...CONTRACT_ROWS, insertConstruction('hc_bill'), insertConstruction('hc_payment', { id: 5000 })],
  happenings: {
    typedOver: ['UPDATE hc_bill SET amount_fen = 110000 WHERE id = 1000'],
    amountChanged: (clock) => [`UPDATE hc_bill SET amount_fen = 120000, updated_at = '${clock}' WHERE id = 1000`],
    debtAdded: (clock) => [
      insertConstruction('hc_contract', { id: 101, updated_at: clock }),
      insertConstruction('hc_bill', { id: 1001, contract_id: 101, amount_fen: 50_000, updated_at: clock }),
    ],
    paymentAdded: (clock) => [
      insertConstruction('hc_payment', { id: 5001, bill_id: 1001, amount_fen: 10_000, updated_at: clock }),
    ],
    softDeleted: (clock) => [`UPDATE hc_bill SET deleted = 1, updated_at = '${clock}' WHERE id = 1000`],
    unDeleted: (clock) => [`UPDATE hc_bill SET deleted = 0, updated_at = '${clock}' WHERE id = 1000`],
    paymentDeleted: ['DELETE FROM hc_payment WHERE id = 5001'],
    takenDown: (clock) => [`UPDATE hc_contract SET deleted = 1, updated_at = '${clock}' WHERE id = 100`],
    debtDeleted: ['DELETE FROM hc_bill WHERE id = 1001', 'DELETE FROM hc_contract WHERE id = 101'],
  },
};

const soe: Story = {
  domain: 'soe',
  source: soeSource,
  bundles: { a: 'doc1', b: 'doc2' },
  clock: localSeconds,
  age: ['arap_djzb', 'arap_djfb', 'arap_verify'].map((table) => `UPDATE ${table} SET ts = '2025-01-01 00:00:00'`),
  start: ['bd_corp', 'bd_cubasdoc', 'arap_djzb', 'arap_djfb', 'arap_verify'].map((table) => insertSoe(table)),
  happenings: {
    typedOver: ["UPDATE arap_djfb SET dfbbje = '1100.00000000' WHERE fb_oid = 'line1'"],
    amountChanged: (clock) => [`UPDATE arap_djfb SET dfbbje = '1200.00000000', ts = '${clock}' WHERE fb_oid = 'line1'`],
    debtAdded: (clock) => [
      insertSoe('arap_djzb', { vouchid: 'doc2', ts: clock }),
      insertSoe('arap_djfb', { fb_oid: 'line2', vouchid: 'doc2', dfbbje: '500.00000000', ts: clock }),
    ],
    paymentAdded: (clock) => [
      insertSoe('arap_verify', { pk_verify: 'ver2', yf_oid: 'line2', hxbbje: '100.00000000', ts: clock }),
    ],
    softDeleted: (clock) => [`UPDATE arap_djfb SET dr = 1, ts = '${clock}' WHERE fb_oid = 'line1'`],
    unDeleted: (clock) => [`UPDATE arap_djfb SET dr = 0, ts = '${clock}' WHERE fb_oid = 'line1'`],
    paymentDeleted: ["DELETE FROM arap_verify WHERE pk_verify = 'ver2'"],
    takenDown: (clock) => [`UPDATE arap_djzb SET dr = 1, ts = '${clock}' WHERE vouchid = 'doc1'`],
    debtDeleted: ["DELETE FROM arap_djfb WHERE fb_oid = 'line2'", "DELETE FROM arap_djzb WHERE vouchid = 'doc2'"],
  },
};

const MONTH = TODAY.slice(0, 7).replace('-', '');
const [UNIT_A, UNIT_B] = ['星河能源公司', '天河能源公司'];

/** A unit sends its ledger of the month once more: one row, in 万元. */
const imported = (填报单位: string, 导入批次: number, amount: string, paid: string): string =>
  insertEnergy('清欠台账', {
    填报单位,
    导入批次,
    填报月份: MONTH,
    '欠款金额（万元）': amount,
    '已付金额（万元）': paid,
  });

/** Energy's rows have no clocks, and it deletes nothing softly: what a unit no longer reports is no longer there. */
const energy: Story = {
  domain: 'energy',
  source: energySource,
  bundles: { a: UNIT_A, b: UNIT_B },
  clock: seconds,
  age: [],
  start: [imported(UNIT_A, 1, '0.1', '0.04')],
  happenings: {
    typedOver: ["UPDATE `清欠台账` SET `欠款金额（万元）` = '0.11'"],
    amountChanged: () => [
      `DELETE FROM \`清欠台账\` WHERE \`填报单位\` = '${UNIT_A}'`,
      imported(UNIT_A, 2, '0.12', '0.04'),
    ],
    debtAdded: () => [imported(UNIT_B, 1, '0.05', '')],
    paymentAdded: () => [imported(UNIT_B, 2, '0.05', '0.01')],
    softDeleted: () => [
      insertEnergy('清欠台账', { 填报单位: UNIT_A, 导入批次: 3, 填报月份: MONTH, 备注: '清零', ...NOTHING }),
    ],
    unDeleted: () => [imported(UNIT_A, 4, '0.12', '0.04')],
    paymentDeleted: [`DELETE FROM \`清欠台账\` WHERE \`填报单位\` = '${UNIT_B}' AND \`导入批次\` = 2`],
    takenDown: () => [`DELETE FROM \`清欠台账\` WHERE \`填报单位\` = '${UNIT_A}'`],
    debtDeleted: [`DELETE FROM \`清欠台账\` WHERE \`填报单位\` = '${UNIT_B}'`],
  },
};

/** The fields of a row that reports nothing owed. */
const NOTHING = { 债权企业: null, '欠款金额（万元）': null, 形成时间: null };

/** The departments' stories; they are told alike. */
export const stories: readonly [Story, ...Story[]] = [finance, housingConstruction, energy, soe];
