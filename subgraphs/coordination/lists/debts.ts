import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { Ledger, LedgerBound } from '../../../schema/generated/ledger-client.ts';
import type { DepartmentClient } from '../departments/department-client.ts';
import type { QueryContext } from '../session/query-context.ts';
import { askAboutDebts, type Counting } from '../session/ask-ledger.ts';
import type { Cursor } from './cursor.ts';
import { rankOf } from '../../../kit/departments.ts';
import type { Debt, DebtList } from '../model.ts';
import { PAGE } from '../departments/ledger-queries.ts';
import { sumOf } from './amounts.ts';
import { orderOf, sortValue, valueText, type DebtSort } from './order.ts';
import { PagedList, type ListTools, type PageArguments, type Place } from './paged-list.ts';

interface DebtsQuestion extends PageArguments {
  filter: DebtFilter;
  orderBy: DebtSort;
  counting: Counting | null | undefined;
}

/** A page of debts out of all books, in the order `(sort value, domain, id)`, with the totals of the whole list. */
export async function listDebts(tools: ListTools, question: DebtsQuestion): Promise<DebtList> {
  const { filter, orderBy, domains } = { ...question, domains: question.filter.domains ?? null };
  const counting = question.counting ?? 'EACH_DEBT_ONCE';
  const list = new PagedList(tools, ['debts', filter, orderBy, counting], question);
  const { asOf, missing, first, cursor } = list;
  const ask = (client: DepartmentClient, queryContext: QueryContext): Promise<Ledger> => {
    const after = cursor && boundFor(client.domain.code, cursor);
    const variables = { orderBy, first: first + 1, after, asOf };
    return askAboutDebts(client, queryContext, { query: PAGE, filter, counting, variables });
  };
  const { answers, sources, complete } = await tools.session.gather({ domains, asOf, missing }, ask);
  const debts = answers.flatMap(({ domain, answer }) =>
    answer.page.map((ledger): Debt => ({ id: ledger.id, domain, asOf, domains, ledger })),
  );
  const placeOf = ({ domain, id, ledger: debt }: Debt): Place => ({
    domain,
    id,
    value: valueText(sortValue(debt, orderBy.field)),
  });
  return {
    ...list.pageOf(debts.sort(orderOf(orderBy)), sources, placeOf),
    totals: { ...sumOf(answers.flatMap(({ answer }) => answer.totals)), complete },
    complete,
    sources,
  };
}

/**
 * Where a department's part of the next page begins: of debts with the cursor's sort value, earlier domains' are all
 * past.
 */
function boundFor(domain: string, cursor: Cursor): LedgerBound {
  const place = rankOf(domain) - rankOf(cursor.domain);
  return { value: cursor.value, id: place < 0 ? null : place === 0 ? cursor.id : '' };
}
