import { decimalOf, headingsOf, type Cell, type Table } from '../table.ts';

/** One object, whose rows are its last list but for their number; or the bare list of rows. */
export async function* jsonOf(table: Table): AsyncIterable<string> {
  const { isBare } = table.output;
  yield isBare ? '[' : `${JSON.stringify(aboutOf(table)).slice(0, -1)},"rows":[`;
  let count = 0;
  for await (const row of objectsOf(table)) yield count++ === 0 ? `\n${row}` : `,\n${row}`;
  yield isBare ? '\n]\n' : `\n],"count":${count}}\n`;
}

/** An object a line; the last line says that it is whole. */
export async function* ndjsonOf(table: Table): AsyncIterable<string> {
  const { asOf, missing, stale } = table.head;
  let count = 0;
  for await (const row of objectsOf(table)) {
    count += 1;
    yield `${row}\n`;
  }
  yield `${JSON.stringify({ $end: { whole: true, rows: count, asOf, complete: missing.length === 0, missing, stale } })}\n`;
}

function aboutOf(table: Table): object {
  const { report, output, head } = table;
  const { name, shape } = report;
  const headings = headingsOf(table);
  return {
    ...{ report: name, version: shape.version, title: shape.title, asOf: head.asOf, unit: output.unit },
    ...{ complete: head.missing.length === 0, missing: head.missing, stale: head.stale, sources: head.sources },
    columns: shape.columns.map(({ key, type }, i) => ({ name: headings[i], key, type })),
  };
}

/** Numbers are written digit by digit: a program's floating number would not hold every amount. */
async function* objectsOf(table: Table): AsyncIterable<string> {
  const names = headingsOf(table).map((heading) => JSON.stringify(heading));
  const { unit } = table.output;
  for await (const row of table.rows) yield `{${row.map((cell, i) => `${names[i]}:${valueOf(cell, unit)}`).join(',')}}`;
}

const valueOf = (cell: Cell, unit: Table['output']['unit']): string =>
  typeof cell === 'bigint' ? decimalOf(cell, unit) : JSON.stringify(cell);
