import type { Database } from '../../../kit/database/database.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { namesIn, read } from '../../../kit/source/table.ts';
import { recordsOf } from '../facts/records.ts';
import { unitKey } from '../facts/texts.ts';
import type { DirectoryEntry, LedgerLine, LedgerRow, UnitEntry } from '../model.ts';
import { directory, ledgerLines, units } from './tables.ts';

const LEDGER = ledgerLines.name;
const {
  month: MONTH,
  reportingUnit: UNIT,
  batch: BATCH,
  debtor: DEBTOR,
  creditor: CREDITOR,
  debtType: DEBT_TYPE,
} = namesIn(ledgerLines);

/** The whole directory of enterprises; it is small. */
export const directoryEntries = (database: Database): Promise<DirectoryEntry[]> => read(database, directory);

/** The whole list of reporting units; it is small. */
export const unitEntries = (database: Database): Promise<UnitEntry[]> => read(database, units);

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
  const groups = groupedBy(rows, ({ unit }) => unitKey(unit));
  const all = [...groups].map(([key, group]) => ({
    key,
    typedNames: [...new Set(group.map(({ unit }) => unit))],
    months: [...new Set(group.map(({ month }) => month))],
  }));
  return all.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** All lines of some units' ledgers of the months that are named with them, by the units' keys. One statement. */
export async function linesByReporters(
  database: Database,
  reporting: readonly Reporter[],
): Promise<Map<string, LedgerLine[]>> {
  const months = new Set(reporting.flatMap((unit) => unit.months));
  const names = reporting.flatMap((unit) => unit.typedNames);
  const lines = await read(database, ledgerLines, (query) => query.whereIn(MONTH, [...months]).whereIn(UNIT, names));
  return groupedBy(lines, ({ reportingUnit }) => unitKey(reportingUnit));
}

/** Units whose ledgers are read in one statement: some thousand lines. */
const UNITS_AT_ONCE = 50;

/** Parts of a list, in order. */
export function chunksOf<Item>(items: readonly Item[], size = UNITS_AT_ONCE): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** The records of all debts in some units' ledgers. */
export async function recordsByUnits(database: Database, keys: readonly string[], today: Day): Promise<LedgerRow[]> {
  const wanted = new Set(keys);
  const reporting = (await reporters(database)).filter(({ key }) => wanted.has(key));
  const records: LedgerRow[] = [];
  for (const part of chunksOf(reporting)) records.push(...(await recordsOfReporters(database, part, today)));
  return records;
}

/** By unit, then id. */
export async function recordsOfReporters(
  database: Database,
  reporting: readonly Reporter[],
  today: Day,
): Promise<LedgerRow[]> {
  const lines = await linesByReporters(database, reporting);
  return reporting.flatMap(({ key }) => recordsOf(lines.get(key) ?? [], today).sort((a, b) => (a.id < b.id ? -1 : 1)));
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
  if (debtor !== null) query.whereRaw('(instr(??, ?) > 0 or instr(??, ?) > 0)', [DEBTOR, debtor, UNIT, debtor]);
  if (creditor !== null) query.whereRaw('instr(??, ?) > 0', [CREDITOR, creditor]);
  if (debtType !== null) query.whereRaw('instr(??, ?) > 0', [DEBT_TYPE, debtType]);
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
