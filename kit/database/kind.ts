import type { Knex } from 'knex';

/** Whether a database is a SQLite file. */
export const isFile = (database: Knex): boolean => (database.client as { driverName: string }).driverName !== 'mysql2';
