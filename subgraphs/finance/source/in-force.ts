import type { Condition } from '../../../kit/source/table.ts';

/** IS_DELETED, by this system's convention: 1 = deleted, 2 = in force. */
export const IN_FORCE = 2;

/** Leaves the rows that are not deleted. */
export const inForce =
  (table: string): Condition =>
  (query) =>
    query.where(`${table}.IS_DELETED`, IN_FORCE);

/** Leaves also those of which that cannot be told: what is wrong with them is to be said. */
export const notDeleted =
  (table: string): Condition =>
  (query) =>
    query.whereRaw('COALESCE(??, 0) <> 1', [`${table}.IS_DELETED`]);
