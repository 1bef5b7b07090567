import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET, type CellValue } from 'hucre/xlsx';
import { Refusal } from '../../../../kit/graphql/errors.ts';
import { decimalOf, headingsOf, type Cell, type Table } from '../../table.ts';
import { remarksOf } from './remarks.ts';
import { aboutWords, alarmOf, cellValue } from './sheet.ts';
import { numberFormat } from './styles.ts';

/** What a table is, and headings, stand above the rows; sums, a blank and remarks below them. */
const [ABOVE, BELOW] = [3, 2];

/**
 * A workbook that is written as its rows come, in little memory: nothing but number formats, what is missing in the
 * title, and the remarks below the sums. Throws TOO_COSTLY where a sheet does not hold it.
 */
export async function* longXlsxOf(table: Table): AsyncIterable<Uint8Array> {
  const { columns, title } = table.report.shape;
  const most = XLSX_MAX_ROWS_PER_SHEET - ABOVE - BELOW - remarksOf(table, 0).length;
  if (table.head.rows !== null && table.head.rows > most) throw tooLong(most);
  yield* writeXlsxStream(linesOf(table, most), {
    name: title.zh.slice(0, 31),
    columns: columns.map(({ type, width }) => {
      const numFmt = numberFormat(type, table.output.unit);
      return numFmt === undefined ? { width } : { width, numFmt };
    }),
    freezePane: { rows: ABOVE },
  });
}

async function* linesOf(table: Table, most: number): AsyncIterable<CellValue[]> {
  const { columns, title } = table.report.shape;
  yield [title.zh + alarmOf(table.head)];
  yield aboutWords(table);
  yield headingsOf(table);
  const sums = new Sums(table);
  for await (const row of table.rows) {
    sums.add(row);
    if (sums.rows > most) throw tooLong(most);
    yield row.map((cell, i) => cellValue(cell, columns[i], table));
  }
  yield sums.line();
  yield [];
  for (const { words } of remarksOf(table, sums.rows)) yield [...words];
}

/** What stands under the rows. */
class Sums {
  rows = 0;
  readonly #table: Table;
  readonly #sums: (bigint | number)[];

  constructor(table: Table) {
    this.#table = table;
    this.#sums = table.report.shape.columns.map(({ type }) => (type === 'money' ? 0n : 0));
  }

  add(row: readonly Cell[]): void {
    this.rows += 1;
    row.forEach((cell, i) => {
      const sum = this.#sums[i];
      if (typeof cell === 'bigint' && typeof sum === 'bigint') this.#sums[i] = sum + cell;
      else if (typeof cell === 'number' && typeof sum === 'number') this.#sums[i] = sum + cell;
    });
  }

  line(): CellValue[] {
    const { report, output } = this.#table;
    return report.shape.columns.map(({ type, summed }, i) => {
      const sum = this.#sums[i] ?? 0;
      if (type === 'serial') return '合计';
      if (!summed) return null;
      return typeof sum === 'bigint' ? Number(decimalOf(sum, output.unit)) : sum;
    });
  }
}

function tooLong(most: number): Refusal {
  const message = `A workbook's sheet has at most ${most} rows for this report, and it has more: ask for it as CSV (.csv), or for fewer by a filter.`;
  return new Refusal('TOO_COSTLY', message);
}
