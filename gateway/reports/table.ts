import { decimalText, fenOfYuan, type Fen } from '../../kit/rules/money.ts';
import type { Head } from './head.ts';
import type { Output, Unit } from './output.ts';
import type { SavedReport } from './report.ts';
import type { Column, Row } from './shape.ts';

/** Money in whole fen; text, numbers and flags as they are; null: nothing is known. */
export type Cell = string | number | boolean | Fen | null;

/** A report on its way out. */
export interface Table {
  report: SavedReport;
  output: Output;
  head: Head;
  /** What it was asked with, in the words of its address. */
  asked: Readonly<Record<string, string>>;
  /** In the order of its columns. */
  rows: AsyncIterable<Cell[]>;
}

/** Makes a row's cells, of the row and of its number; what columns say is worked out once for all rows. */
export function cellsOf(columns: readonly Column[], inChinese: boolean): (row: Row, number: number) => Cell[] {
  const cells = columns.map((column) => cellOf(column, inChinese));
  return (row, number) => cells.map((cell) => cell(row, number));
}

function cellOf({ type, path, words = {} }: Column, inChinese: boolean): (row: Row, number: number) => Cell {
  if (type === 'serial') return (_, number) => number;
  const valueOf = typeof path === 'string' ? valueAt(path.split('.')) : path;
  if (type === 'money') return (row) => moneyOf(valueOf(row));
  const told = inChinese ? words : {};
  return (row) => plainOf(valueOf(row), told);
}

function moneyOf(value: unknown): Cell {
  return value === null || value === undefined ? null : fenOfYuan(value);
}

function plainOf(value: unknown, words: Readonly<Record<string, string>>): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return words[value as string] ?? (value as string);
  return joined((value as string[]).map((code) => words[code] ?? code));
}

/** Null where there is none. */
const joined = (texts: readonly string[]): string | null => [...new Set(texts)].join('、') || null;

const valueAt =
  (fields: readonly string[]) =>
  (row: Row): unknown =>
    stepInto(row, fields, 0);

/** What stands at a path; of lists on the way, what stands at it in each member, without those that have nothing. */
function stepInto(value: unknown, fields: readonly string[], place: number): unknown {
  if (Array.isArray(value)) return value.map((member) => stepInto(member, fields, place)).filter(isThere);
  const field = fields[place];
  if (field === undefined || value === null || value === undefined) return value;
  return stepInto((value as Row)[field], fields, place + 1);
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

/** Fen in a unit is `fen / 10^power`, told with at least so many places, and as many more as hold every fen. */
const PLACES: Readonly<Record<Unit, { power: number; least: number }>> = {
  yuan: { power: 2, least: 2 },
  wan: { power: 6, least: 4 },
  yi: { power: 10, least: 4 },
};

/** Money in a unit as a decimal number, exact: 123456789n fen are `123.456789` wan. */
export function decimalOf(fen: Fen, unit: Unit): string {
  const { power, least } = PLACES[unit];
  const [whole = '', places = ''] = decimalText(fen, power).split('.');
  return `${whole}.${places.slice(0, least)}${places.slice(least).replace(/0+$/, '')}`;
}

/** What columns are headed with. */
export const headingsOf = ({ report, output }: Pick<Table, 'report' | 'output'>): string[] =>
  report.shape.columns.map((column) => column[output.headings]);
