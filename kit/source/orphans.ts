import type { Database, Row } from '../database/database.ts';
import type { IssueFact } from '../rules/fact.ts';
import { referenceIssue } from '../rules/issues.ts';
import { leadsTo, rowsOf, type Condition } from './table.ts';

/** Rows of one table that lead to a row of another by its key. */
export interface Reference {
  from: { table: string; key: string; column: string; inForce: Condition };
  to: { table: string; key: string; inForce: Condition };
}

/** Rows that one statement looks at. */
const WINDOW = 20_000;

/**
 * The rows in force that lead nowhere, as issues. Two statements for some thousand rows, which the index on the column
 * that leads answers.
 */
export async function orphanIssues(database: Database, references: readonly Reference[]): Promise<IssueFact[]> {
  const issues: IssueFact[] = [];
  for (const reference of references) {
    for (let after: string | null = null, more = true; more;) {
      const upTo = await windowEnd(database, reference, after);
      issues.push(...(await orphansWithin(database, reference, after, upTo)));
      more = upTo !== null;
      after = upTo;
    }
  }
  return issues;
}

/** What stands in the last row of the window that begins after a key; null where the rows end within it. */
async function windowEnd(database: Database, { from }: Reference, after: string | null): Promise<string | null> {
  const following = rowsOf(database, from.table).whereNotNull(from.column);
  if (after !== null) void following.where(from.column, '>', after);
  const rows: Row[] = await following.orderBy(from.column).offset(WINDOW).limit(1).select({ key: from.column });
  return rows[0]?.['key'] ?? null;
}

async function orphansWithin(
  database: Database,
  { from, to }: Reference,
  after: string | null,
  upTo: string | null,
): Promise<IssueFact[]> {
  const leads = await leadsTo(database, `${from.table}.${from.column}`, `${to.table}.${to.key}`);
  const query = from.inForce(rowsOf(database, from.table)).whereNotExists((found) => {
    void to.inForce(found.from(to.table).select(`${to.table}.${to.key}`).whereRaw(leads));
  });
  if (after !== null) void query.where(`${from.table}.${from.column}`, '>', after);
  if (upTo !== null)
    void query.where(
      (within) =>
        void within.where(`${from.table}.${from.column}`, '<=', upTo).orWhereNull(`${from.table}.${from.column}`),
    );
  const rows: Row[] = await query.select({ key: `${from.table}.${from.key}`, found: `${from.table}.${from.column}` });
  return rows.map(({ key, found }) =>
    referenceIssue({ location: `${from.table} ${from.key}=${key ?? ''}`, debtId: null }, found ?? ''),
  );
}
