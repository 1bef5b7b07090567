import { writeXlsx } from 'hucre/xlsx';
import { Refusal } from '../../../kit/graphql/errors.ts';
import type { Cell, Table } from '../table.ts';
import { remarksSheet } from './xlsx/remarks.ts';
import { tableSheet } from './xlsx/sheet.ts';
import { BODY_FONT } from './xlsx/styles.ts';

/** Rows that a workbook is made of, all at once: some hundred megabytes. */
const MOST_ROWS = 100_000;

/**
 * A workbook as the offices print it, and beside the table a sheet that says what it is of. It is whole before any of
 * it goes out.
 */
export async function* xlsxOf(table: Table): AsyncIterable<Uint8Array> {
  const rows: Cell[][] = [];
  for await (const row of table.rows) {
    rows.push(row);
    if (rows.length > MOST_ROWS) throw tooLong();
  }
  yield await writeXlsx({
    sheets: [tableSheet(table, rows), remarksSheet(table, rows.length)],
    defaultFont: BODY_FONT,
  });
}

function tooLong(): Refusal {
  const message = `A workbook has at most ${MOST_ROWS} rows, and this report has more: ask for it as CSV (.csv), or for fewer by a filter.`;
  return new Refusal('TOO_COSTLY', message);
}
