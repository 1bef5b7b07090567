import { decimalText, parseDecimal, type Fen } from '../../kit/rules/money.ts';
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

/** A row's cells. */
export function cellsOf(columns: readonly Column[], row: Row, number: number, inChinese: boolean): Cell[] {
  return columns.map((column) => {
    if (column.type === 'serial') return number;
    const value = typeof column.path === 'string' ? valueAt(row, column.path.split('.')) : column.path(row);
    return cellOf(column, value, inChinese);
  });
}

function cellOf({ type, words = {} }: Column, value: unknown, inChinese: boolean): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'money') return parseDecimal(value as string, 2);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const told = (code: string): string => (inChinese ? words[code] : undefined) ?? code;
  return Array.isArray(value) ? joined((value as string[]).map(told)) : told(value as string);
}

/** Null where there is none. */
const joined = (texts: readonly string[]): string | null => [...new Set(texts)].join('、') || null;

/** What stands at a path; of lists on the way, what stands at it in each member, without those that have nothing. */
function valueAt(value: unknown, [field, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value))
    return value.map((member) => valueAt(member, field === undefined ? [] : [field, ...rest])).filter(isThere);
  if (field === undefined || value === null || value === undefined) return value;
  return valueAt((value as Row)[field], rest);
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
