/**
 * What a department's database sees of us at the most. docs/administrators.md tells a bureau's administrator, and so
 * does `npm run source:check`.
 */

/** Connections for statements; one more ends them and asks whether the database is there, which makes four. */
export const READERS = 3;
/** Seconds after which the database ends a statement of ours by itself. */
export const STATEMENT_SECONDS = 10;
/** Past the limit and this long we stop waiting for an answer, and give the connection up. */
export const GRACE_MS = 2_000;
/** A database that makes a connection, or ends a statement, later than this counts as silent. */
export const PATIENCE_MS = 1_500;
/** A statement waits this long for one of the connections. */
export const QUEUE_MS = 10_000;
