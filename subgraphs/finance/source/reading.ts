import type { Database } from '../../../kit/database.ts';
import { groupedBy } from '../../../kit/group.ts';
import { read, type Condition, type Table } from '../../../kit/reading.ts';

/** Rows of a table as nouns, by a field that several may share. One statement. */
export async function readGroups<Noun>(
  database: Database,
  table: Table<Noun>,
  keyOf: (noun: Noun) => string | null,
  ...conditions: readonly Condition[]
): Promise<Map<string, Noun[]>> {
  return groupedBy(await read(database, table, ...conditions), (noun) => keyOf(noun) ?? '');
}

/** The same, by a key that each has for itself. */
export async function readMap<Noun>(
  database: Database,
  table: Table<Noun>,
  keyOf: (noun: Noun) => string,
  ...conditions: readonly Condition[]
): Promise<Map<string, Noun>> {
  const found = await read(database, table, ...conditions);
  return new Map(found.map((noun) => [keyOf(noun), noun]));
}
