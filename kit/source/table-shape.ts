import type { Holding, TableShape } from '../database/shape.ts';
import type { Table, Column } from './table.ts';

/**
 * Every table and column that is read, conditions included: what the grants and the check for drift stand on. Throws
 * where declarations do not agree.
 */
export function shapeOf(tables: readonly Table<unknown>[]): TableShape[] {
  const held = new Map(tables.map(({ name }) => [name, new Map<string, Holding>()]));
  for (const table of tables) for (const column of columnsOf(table)) hold(held, table.name, column);
  return tables.map(({ name, soughtBy = [] }) => {
    const columns = held.get(name) ?? new Map<string, Holding>();
    const unread = soughtBy.filter((column) => !columns.has(column));
    if (unread.length > 0)
      throw new Error(`${name} is looked into by ${unread.join(', ')}, which it is not declared to have`);
    return { name, columns, soughtBy };
  });
}

const columnsOf = ({ columns, key, also = [] }: Table<unknown>): Column<unknown>[] => [
  ...Object.values<Column<unknown>>(columns),
  ...(key ? [key.column, key.clock] : []),
  ...also,
];

/** Notes what a column holds, with the table that has it: a joined one's name stands before the column's. */
function hold(held: ReadonlyMap<string, Map<string, Holding>>, table: string, { name, holds }: Column<unknown>): void {
  const [column = '', owner = table] = name.split('.').reverse();
  const before = held.get(owner)?.get(column);
  if (before !== undefined && before !== holds)
    throw new Error(`${owner}.${column} is declared to hold ${before} and ${holds}`);
  if (!held.get(owner)?.set(column, holds)) throw new Error(`${name} is of a table that is not declared`);
}
