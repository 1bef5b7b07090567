import { clockOf, type Database, type Row } from '../database/database.ts';
import type { Stamp } from '../rules/fact.ts';
import { rowsOf, type Table } from './table.ts';

/** A table whose rows have a clock of their own, and the column by which its rows are told apart. */
export interface ClockedTable {
  table: string;
  key: string;
  clock: string;
}

/** Tables that declare their clocks. */
export const clocked = (tables: readonly Table<unknown>[]): ClockedTable[] =>
  tables.flatMap(({ name, key }) => (key ? [{ table: name, key: key.column.name, clock: key.clock.name }] : []));

/** How a book writes instants: to the second, by hours ahead of UTC. */
interface ClockFace {
  hoursAhead: number;
}

/** As the systems of bureaus write their own time, Asia/Shanghai. */
export const LOCAL: ClockFace = { hoursAhead: 8 };
export const UTC: ClockFace = { hoursAhead: 0 };

const MS_PER_HOUR = 3_600_000;

/** An instant as a clock shows it. */
export function clockText(instant: Date, { hoursAhead }: ClockFace): string {
  return new Date(instant.getTime() + hoursAhead * MS_PER_HOUR).toISOString().slice(0, 19).replace('T', ' ');
}

/** The instant that a clock shows; null where it shows none. */
function instantOf(text: string, { hoursAhead }: ClockFace): Date | null {
  const shown = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`);
  return Number.isNaN(shown) ? null : new Date(shown - hoursAhead * MS_PER_HOUR);
}

/**
 * Finds rows whose clocks show a time within so many ms before the database's own time, or after it. A row whose clock
 * shows none is found when everything is read. How far the database's time is from ours is asked along with the rows,
 * for the next look: a look is never more than its statements side by side.
 */
export function clockedRows(
  database: Database,
  tables: readonly ClockedTable[],
  face: ClockFace,
): (ms: number) => Promise<Stamp[]> {
  let aheadMs = 0;
  return async (ms) => {
    const since = clockText(new Date(Date.now() + aheadMs - ms), face);
    const [now, ...stamps] = await Promise.all([
      clockOf(database),
      ...tables.map((table) => stampsIn(database, table, face, since)),
    ]);
    aheadMs = now.getTime() - Date.now();
    return stamps.flat();
  };
}

async function stampsIn(
  database: Database,
  { table, key, clock }: ClockedTable,
  face: ClockFace,
  since: string,
): Promise<Stamp[]> {
  const rows: Row[] = await rowsOf(database, table).where(clock, '>=', since).select({ key, shown: clock });
  return rows.flatMap((row) => {
    const [of, shown] = [row['key'] ?? '', row['shown'] ?? ''];
    const at = instantOf(shown, face);
    return at ? [{ row: `${table} ${of} ${shown}`, at }] : [];
  });
}
