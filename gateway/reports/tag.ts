import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { headingsOf, type Cell, type Table } from './table.ts';

/**
 * A word for all that a table tells, every cell included: another one whenever anything is another. It is a weak tag,
 * since some formats say beside it when the books were read.
 */
export function tagOf(
  { report, output, head, asked }: Omit<Table, 'rows'>,
  rows: readonly (readonly Cell[])[],
): string {
  const { name, shape } = report;
  const sources = head.sources.map(({ domain, state, message }) => [domain, state, message]);
  const about = [name, shape.version, headingsOf({ report, output }), output, asked, head.asOf, head.missing, sources];
  const hash = createHash('sha256').update(JSON.stringify(about));
  for (const row of rows) hash.update(JSON.stringify(row, withFen));
  return `W/"${hash.digest('base64url')}"`;
}

const withFen = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/**
 * Whether somebody says to have what a tag stands for. A date tells nobody that: a decision, or another reading of the
 * books, may fall in the same second.
 */
export function isHad({ headers }: Pick<Request, 'headers'>, tag: string): boolean {
  const had = (headers['if-none-match'] ?? '').split(',').map((text) => text.trim());
  return had.includes(tag) || had.includes(tag.slice('W/'.length));
}
