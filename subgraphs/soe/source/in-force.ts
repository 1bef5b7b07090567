import type { Condition } from '../../../kit/source/table.ts';

/** dr = 0, or nothing: the row is in force. */
export const inForce =
  (table: string): Condition =>
  (query) =>
    query.whereRaw('COALESCE(??, 0) = 0', [`${table}.dr`]);

/** Leaves also rows of which that cannot be told: what is wrong with them is to be said. */
export const notDeleted =
  (table: string): Condition =>
  (query) =>
    query.whereRaw('COALESCE(??, 0) <> 1', [`${table}.dr`]);
