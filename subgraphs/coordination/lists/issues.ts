import type { DataIssueKind } from '../../../schema/generated/coordination.ts';
import type { LedgerIssue } from '../../../schema/generated/ledger-client.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { visible } from '../../../kit/rules/text.ts';
import type { Cursor } from './cursor.ts';
import { rankOf } from '../../../kit/departments.ts';
import type { DataIssue, DataIssueList } from '../model.ts';
import { ISSUES } from '../departments/ledger-queries.ts';
import { PagedList, type ListTools, type PageArguments } from './paged-list.ts';

interface IssuesQuestion extends Omit<PageArguments, 'asOf'> {
  domains?: readonly string[] | null | undefined;
  kinds?: readonly DataIssueKind[] | null | undefined;
}

/** What is wrong in the departments' books today, department by department, in the order of the issues' ids. */
export async function listIssues(tools: ListTools, question: IssuesQuestion): Promise<DataIssueList> {
  const { domains = null, kinds = null } = question;
  const list = new PagedList(tools, ['issues', domains, kinds], question, 50);
  const { asOf, missing, first, cursor } = list;
  const { answers, sources, complete } = await tools.session.gather({ domains, asOf, missing }, (client, { view }) => {
    const { after, past } = boundFor(client.domain.code, cursor);
    const variables = { kinds, ambiguousNames: view.names.ambiguousNames(), after, first: past ? 0 : first + 1 };
    return client.ask({ question: ISSUES, variables });
  });
  const issues = answers.flatMap(({ domain, answer }) => answer.issues.map((issue) => issueOf(domain, issue, asOf)));
  const totalCount = answers.reduce((count, { answer }) => count + answer.issueCount, 0);
  return {
    ...list.pageOf(issues, sources, ({ domain, id }) => ({ value: null, domain, id })),
    totalCount,
    sources,
    complete,
  };
}

/** Where a department's issues go on, or that they are all past. */
function boundFor(domain: string, cursor: Cursor | null): { after: string | null; past: boolean } {
  const place = cursor === null ? 1 : rankOf(domain) - rankOf(cursor.domain);
  return { after: place === 0 ? (cursor?.id ?? null) : null, past: place < 0 };
}

/** What stands in a book is told as it stands there; a department's own words are made visible. */
function issueOf(
  domain: string,
  { found = null, debtId = null, message, ...issue }: LedgerIssue,
  asOf: Day,
): DataIssue {
  return { ...issue, domain, found, message: visible(message) ?? '', debtId, asOf };
}
