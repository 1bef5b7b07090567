import { writeXlsx } from 'hucre/xlsx';
import { begun } from '../begun.ts';
import type { Table } from '../table.ts';
import { longXlsxOf } from './xlsx/long.ts';
import { remarksSheet } from './xlsx/remarks.ts';
import { tableSheet } from './xlsx/sheet.ts';
import { BODY_FONT } from './xlsx/styles.ts';

/** Rows that anybody prints, of which a workbook is made at once: some hundred megabytes. */
const PRINTED = 10_000;

/**
 * A workbook as the offices print it, and beside the table a sheet that says what it is of: whole before any of it goes
 * out. With more rows than that it is one plain sheet, which goes out as it is made.
 */
export async function* xlsxOf(table: Table): AsyncIterable<Uint8Array> {
  const { first, isAll, items } = await begun(table.rows, PRINTED + 1);
  if (isAll) {
    const sheets = [tableSheet(table, first), remarksSheet(table, first.length)];
    yield await writeXlsx({ sheets, defaultFont: BODY_FONT });
  } else yield* longXlsxOf({ ...table, rows: items });
}
