import type { Database } from '../../../kit/database/database.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { unitKey } from '../facts/texts.ts';
import type { DirectoryEntry, LedgerLine, UnitEntry } from '../model.ts';

export const LEDGER = '清欠台账';
export const UNIT_LIST = '填报单位';
const MONTH = '填报月份';
const UNIT = '填报单位';
const BATCH = '导入批次';

/** 责任人 and 联系电话 are personal: only `contacts.ts` reads them, for one answer, and no fact is made of them. */
export const LINE_COLUMNS: Readonly<Record<keyof LedgerLine, string>> = {
  batch: BATCH,
  rowNumber: '序号',
  month: MONTH,
  reportingUnit: UNIT,
  debtor: '欠款单位',
  creditor: '债权企业',
  creditCode: '统一社会信用代码',
  contractName: '合同名称',
  contractNo: '合同编号',
  debtType: '欠款类型',
  amountAsTyped: '欠款金额（万元）',
  paidAsTyped: '已付金额（万元）',
  outstandingAsTyped: '未付金额（万元）',
  incurredAsTyped: '形成时间',
  dueAsTyped: '约定付款时间',
  disputedAsTyped: '是否有分歧',
  cause: '拖欠原因',
  repaymentPlan: '还款计划',
  remarks: '备注',
};
const DIRECTORY_COLUMNS: Readonly<Record<keyof DirectoryEntry, string>> = {
  name: '企业名称',
  formerName: '曾用名',
  creditCode: '统一社会信用代码',
  scale: '企业规模',
  ownership: '企业性质',
};
const UNIT_COLUMNS: Readonly<Record<keyof UnitEntry, string>> = {
  name: '单位名称',
  creditCode: '统一社会信用代码',
  category: '单位类别',
};

/** The whole directory of enterprises; it is small. */
export async function directoryEntries(database: Database): Promise<DirectoryEntry[]> {
  return database('企业名录').select<DirectoryEntry[]>(DIRECTORY_COLUMNS);
}

/** The whole list of reporting units; it is small. */
export async function unitEntries(database: Database): Promise<UnitEntry[]> {
  return database(UNIT_LIST).select<UnitEntry[]>(UNIT_COLUMNS);
}

/** A reporting unit that has ledgers: one, however its name was typed. */
export interface Reporter {
  /** Its name in normal form. */
  key: string;
  /** Its name as it stands in rows. */
  typedNames: string[];
  /** 填报月份 as they stand in its rows. */
  months: string[];
}

/** A database compares names by a collation of its own; their bytes tell those apart that it takes for the same. */
const unitBytes = (database: Database): ReturnType<Database['raw']> => database.raw('hex(??) as ??', [UNIT, 'bytes']);

/** Every unit that has ledgers, by name. Read from the index on month and unit alone. */
export async function reporters(database: Database): Promise<Reporter[]> {
  const rows: { month: string; unit: string }[] = await database(LEDGER).distinct(
    { month: MONTH, unit: UNIT },
    unitBytes(database),
  );
  const units = groupedBy(rows, ({ unit }) => unitKey(unit));
  const all = [...units].map(([key, group]) => ({
    key,
    typedNames: [...new Set(group.map(({ unit }) => unit))],
    months: [...new Set(group.map(({ month }) => month))],
  }));
  return all.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** All lines of some units' ledgers of the months that are named with them, by the units' keys. One statement. */
export async function linesByReporters(
  database: Database,
  units: readonly Reporter[],
): Promise<Map<string, LedgerLine[]>> {
  const months = new Set(units.flatMap((unit) => unit.months));
  const names = units.flatMap((unit) => unit.typedNames);
  const lines = (await database(LEDGER)
    .select(LINE_COLUMNS)
    .whereIn(MONTH, [...months])
    .whereIn(UNIT, names)) as LedgerLine[];
  return groupedBy(lines, ({ reportingUnit }) => unitKey(reportingUnit));
}

/** What tells whether a unit has sent a month's ledger again. */
interface ImportRow {
  month: string;
  unit: string;
  batch: string;
  rows: string;
}

/** The last import and the number of rows of each month and unit, from a month on. */
export async function importsFrom(database: Database, month: string): Promise<ImportRow[]> {
  const rows: ImportRow[] = await database(LEDGER)
    .select({ month: MONTH, unit: UNIT }, unitBytes(database))
    .max({ batch: BATCH })
    .count({ rows: '*' })
    .where(MONTH, '>=', month)
    .groupBy(MONTH, UNIT, 'bytes');
  return rows;
}

/** Parts of texts that lines are looked for by; null: anything. */
interface LineSearch {
  debtor: string | null;
  creditor: string | null;
  debtType: string | null;
}

/**
 * Keys of the units with a line in these months that holds the texts. It may name some that hold them in other letter
 * case only.
 */
export async function unitKeysByTexts(
  database: Database,
  months: readonly string[],
  search: LineSearch,
): Promise<Set<string>> {
  const query = database(LEDGER).distinct({ unit: UNIT }, unitBytes(database)).whereIn(MONTH, months);
  const { debtor, creditor, debtType } = search;
  if (debtor !== null)
    query.whereRaw('(instr(??, ?) > 0 or instr(??, ?) > 0)', [LINE_COLUMNS.debtor, debtor, UNIT, debtor]);
  if (creditor !== null) query.whereRaw('instr(??, ?) > 0', [LINE_COLUMNS.creditor, creditor]);
  if (debtType !== null) query.whereRaw('instr(??, ?) > 0', [LINE_COLUMNS.debtType, debtType]);
  const rows: { unit: string }[] = await query.catch(noneOutsideGbk);
  return new Set(rows.map(({ unit }) => unitKey(unit)));
}

/**
 * ER_CANT_AGGREGATE_2COLLATIONS and _3COLLATIONS: what is looked for has a character that GBK lacks, so nothing in a
 * GBK column holds it.
 */
const OUTSIDE_GBK: readonly unknown[] = [1267, 1270];

function noneOutsideGbk(error: unknown): [] {
  if (error instanceof Error && 'errno' in error && OUTSIDE_GBK.includes(error.errno)) return [];
  throw error;
}
