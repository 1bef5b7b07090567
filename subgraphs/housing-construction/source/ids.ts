import type { Database, Row } from '../../../kit/database/database.ts';
import { rowsOf } from '../../../kit/source/table.ts';

/** Ids as the database compares them. A text that is no number of BIGINT UNSIGNED is no row's id and is left out. */
export function rowIds(ids: readonly string[]): bigint[] {
  return ids.flatMap((id) => rowId(id) ?? []);
}

/** Null where the text is no number from 0 to 2⁶⁴ - 1. */
export function rowId(id: string): bigint | null {
  if (!/^\d{1,20}$/.test(id)) return null;
  const number = BigInt(id);
  return BigInt.asUintN(64, number) === number ? number : null;
}

/** Different values of a column of ids, rising, after one of them. */
export async function distinctIdsAfter(
  database: Database,
  table: string,
  column: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const query = rowsOf(database, table).orderBy(column).limit(limit);
  const rows: Row[] = await (after === null ? query : query.where(column, '>', BigInt(after))).distinct({ id: column });
  return rows.flatMap((row) => row['id'] ?? []);
}
