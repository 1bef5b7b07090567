import type { DataIssueKind, LedgerIssue } from '../../schema/generated/department.ts';
import { count, orNull, text, word } from './columns.ts';
import { parameters, type Bind, type Facts, type Statement } from './facts.ts';
import { isOneOf } from './filter.ts';
import { rowsOf } from './held.ts';

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

const ISSUE = {
  id: text('id'),
  kind: word<DataIssueKind>('kind'),
  location: text('location'),
  found: orNull(text('found')),
  message: text('message'),
  debtId: orNull(text('debt_id')),
};

/** Issues in the order of their ids, which are the same from reading to reading. */
export async function issuePage(
  facts: Facts,
  domain: string,
  question: IssueQuestion,
  after: string | null,
  first: number,
): Promise<LedgerIssue[]> {
  const { sql, values, bind } = issuesWhere(facts, domain, question);
  const bound = after === null ? '' : `WHERE id > ${bind(after)}`;
  return [...(await facts.query(ISSUE, `FROM (${sql}) ${bound} ORDER BY id LIMIT ${first}`, values))];
}

export async function issueCount(facts: Facts, domain: string, question: IssueQuestion): Promise<number> {
  const { sql, values } = issuesWhere(facts, domain, question);
  const [row] = await facts.query({ count: count('count(*)::INTEGER') }, `FROM (${sql})`, values);
  return row?.count ?? 0;
}

function issuesWhere(
  facts: Facts,
  domain: string,
  { kinds, ambiguousNames }: IssueQuestion,
): Statement & { bind: Bind } {
  const { values, bind } = parameters();
  const parts = [
    `SELECT kind::VARCHAR AS kind, location, found, message, debt_id FROM ${rowsOf(facts, 'issue', bind)}`,
  ];
  if (ambiguousNames.length > 0) {
    parts.push(`SELECT role || '_UNIDENTIFIED', location, name, ${bind(AMBIGUOUS)}, debt_id FROM ${rowsOf(facts, 'mention', bind)}
      WHERE in_force AND organisation_code IS NULL AND ${isOneOf('party_key', ambiguousNames, bind)}`);
  }
  const picked = kinds === null ? 'TRUE' : kinds.length === 0 ? 'FALSE' : isOneOf('kind', kinds, bind);
  const id = `${bind(domain)} || ':' || kind || ':' || left(sha256(location), 16)`;
  const sql = `SELECT DISTINCT ON (kind, location) ${id} AS id, kind, location, found, message, debt_id
    FROM (${parts.join(' UNION ALL ')}) WHERE ${picked} ORDER BY id, kind, location, found, message, debt_id`;
  return { sql, values, bind };
}
