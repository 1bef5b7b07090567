import type { Head } from '../head.ts';
import { decimalOf, headingsOf, type Cell, type Table } from '../table.ts';

const MARK = '\uFEFF';
const END = '\r\n';
/** A text that begins so would be worked out by spreadsheet programs. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * CSV as spreadsheet programs open it: UTF-8 with its mark, CRLF, one line of headings; at its end a line that says
 * that it is whole.
 */
export async function* csvOf(table: Table): AsyncIterable<string> {
  const { rows, output } = table;
  yield MARK + lineOf(headingsOf(table).map(textField));
  let count = 0;
  for await (const row of rows) {
    count += 1;
    yield lineOf(row.map((cell) => fieldOf(cell, table)));
  }
  if (output.hasTrailer) yield lineOf([`#whole rows=${count} ${headWords(table.head)}`]);
}

/** What the line at the end says beside. */
function headWords({ asOf, missing, stale }: Head): string {
  const words = [`asOf=${asOf}`, `complete=${missing.length === 0}`];
  return [...words, ...listed('missing', missing), ...listed('stale', stale)].join(' ');
}

const listed = (name: string, codes: readonly string[]): string[] =>
  codes.length === 0 ? [] : [`${name}=${codes.join('+')}`];
const lineOf = (fields: readonly string[]): string => fields.join(',') + END;

function fieldOf(cell: Cell, { output: { unit, headings } }: Table): string {
  if (cell === null) return '';
  if (typeof cell === 'bigint') return decimalOf(cell, unit);
  if (typeof cell === 'boolean') return headings === 'zh' ? (cell ? '是' : '否') : String(cell);
  return typeof cell === 'number' ? String(cell) : textField(cell);
}

function textField(text: string): string {
  const guarded = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
