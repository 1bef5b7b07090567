import type { DataIssueKind, LedgerIssue } from '../../schema/generated/department.ts';
import type { StoreRow } from './query-cache.ts';
import { textList, type Facts } from './store.ts';

/**
 * Says why a name alone does not tell who is meant; the register of all departments' parties knows which names those
 * are.
 */
const AMBIGUOUS =
  'The books give this name with more than one organisation code, and this row gives none: the party stands by its name alone.';

interface IssueQuestion {
  kinds: readonly DataIssueKind[] | null;
  /** Names in normal form that the departments' books give with more than one organisation code. */
  ambiguousNames: readonly string[];
}

/** Issues in the order of their ids, which are the same from reading to reading. */
export async function issuePage(
  facts: Facts,
  domain: string,
  question: IssueQuestion,
  after: string | null,
  first: number,
): Promise<LedgerIssue[]> {
  const { sql, values } = issuesWhere(facts, domain, question);
  const bound = after === null ? '' : `WHERE id > $${values.push(after)}`;
  const rows = await facts.query(`SELECT * FROM (${sql}) ${bound} ORDER BY id LIMIT ${first}`, values);
  return rows as unknown as LedgerIssue[];
}

export async function issueCount(facts: Facts, domain: string, question: IssueQuestion): Promise<number> {
  const { sql, values } = issuesWhere(facts, domain, question);
  const [row] = await facts.query(`SELECT count(*)::INTEGER AS count FROM (${sql})`, values);
  return row?.['count'] as number;
}

function issuesWhere(
  { change }: Facts,
  domain: string,
  { kinds, ambiguousNames }: IssueQuestion,
): { sql: string; values: StoreRow[string][] } {
  const values: StoreRow[string][] = [domain];
  const parts = [`SELECT kind, location, found, message, debt_id FROM issue_at(${change})`];
  if (ambiguousNames.length > 0) {
    values.push(textList(ambiguousNames), AMBIGUOUS);
    parts.push(`SELECT role || '_UNIDENTIFIED', location, name, $3, debt_id FROM mention_at(${change})
      WHERE in_force AND organisation_code IS NULL AND party_key = ANY($2::VARCHAR[])`);
  }
  const picked =
    kinds === null ? 'TRUE' : kinds.length === 0 ? 'FALSE' : `kind = ANY($${values.push(textList(kinds))}::VARCHAR[])`;
  const id = `$1 || ':' || kind || ':' || left(sha256(location), 16)`;
  const columns = `${id} AS id, kind, location, found, message, debt_id AS "debtId"`;
  return {
    sql: `SELECT DISTINCT ON (kind, location) ${columns} FROM (${parts.join(' UNION ALL ')}) WHERE ${picked} ORDER BY ALL`,
    values,
  };
}
