import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { LedgerBound, LedgerPage, PartyRole } from '../../../schema/generated/ledger-client.ts';
import { askAboutDebts, type Counting } from '../session/ask-ledger.ts';
import type { Gathered, LedgerInState } from '../session/department-session.ts';
import type { QueryContext } from '../session/query-context.ts';
import type { Cursor } from './cursor.ts';
import { rankOf } from '../../../kit/departments.ts';
import type { Debt, DebtList } from '../model.ts';
import { narrowedTo } from '../session/ledger-filter.ts';
import { PAGE, PAGES_BY_PARTY } from '../departments/ledger-queries.ts';
import { keysOfParties } from '../views/register.ts';
import { sumOf } from './amounts.ts';
import { orderOf, sortValue, valueText, type DebtSort } from './order.ts';
import { PagedList, type ListTools, type PageArguments, type Place } from './paged-list.ts';

interface DebtsQuestion extends PageArguments {
  filter: DebtFilter;
  orderBy: DebtSort;
  counting: Counting | null | undefined;
}

/** Of the first page alone: each list's next one begins elsewhere. Each debt counts once. */
export interface PartyDebtsQuestion extends Omit<DebtsQuestion, 'after' | 'counting'> {
  role: PartyRole;
}

/** A page of debts out of all books, in the order `(sort value, domain, id)`, with the totals of the whole list. */
export async function listDebts(tools: ListTools, question: DebtsQuestion): Promise<DebtList> {
  const { filter, orderBy } = question;
  const counting = question.counting ?? 'EACH_DEBT_ONCE';
  const list = new PagedList(tools, ['debts', filter, orderBy, counting], question);
  const { asOf, missing, first, cursor } = list;
  const gathered = await tools.session.gather(
    { domains: filter.domains ?? null, asOf, missing },
    async (ledger, queryContext) => {
      const after = cursor && boundFor(ledger.domain.code, cursor);
      const variables = { orderBy, first: first + 1, after, asOf, by: [] };
      const { page: debts, totals } = await askAboutDebts(ledger, queryContext, {
        question: PAGE,
        filter,
        counting,
        variables,
      });
      return { debts, totals: sumOf(totals) };
    },
  );
  return mergedList(list, question, gathered);
}

/**
 * The first page of the debts of each of some creditors or debtors, in their order: what `listDebts` gives of each,
 * asked for in one question.
 */
export async function listDebtsByParty(
  tools: ListTools,
  ids: readonly string[],
  question: PartyDebtsQuestion,
): Promise<DebtList[]> {
  const { role, filter, orderBy } = question;
  const field = role === 'DEBTOR' ? 'debtorIds' : 'creditorIds';
  const listOf = (id: string): PagedList =>
    new PagedList(tools, ['debts', narrowedTo(filter, field, [id]), orderBy, 'EACH_DEBT_ONCE'], question);
  const lists = ids.map(listOf);
  const [one] = lists;
  if (!one) return [];
  const { asOf, first } = one;
  const asked = { role, filter: { ...filter, [field]: null }, orderBy, first: first + 1, asOf };
  const gathered = await tools.session.gather({ domains: filter.domains ?? null, asOf }, (ledger, queryContext) =>
    askForPages(ledger, queryContext, {
      ...asked,
      parties: ids.map((id) => keysOfParties(queryContext.view, narrowedTo(filter, field, [id])[field] ?? [])),
    }),
  );
  const answersTo = (i: number): Gathered<LedgerPage>['answers'] =>
    gathered.answers.flatMap(({ domain, answer }) => (answer[i] ? { domain, answer: answer[i] } : []));
  return lists.map((list, i) => mergedList(list, question, { ...gathered, answers: answersTo(i) }));
}

async function askForPages(
  ledger: LedgerInState,
  queryContext: QueryContext,
  { filter, ...variables }: { filter: DebtFilter; parties: string[][] },
): Promise<LedgerPage[]> {
  const asked = { question: PAGES_BY_PARTY, filter, counting: 'EACH_DEBT_ONCE', variables } as const;
  return (await askAboutDebts(ledger, queryContext, asked)).pagesByParty;
}

type DepartmentsPage = Pick<LedgerPage, 'debts'> & {
  totals: Pick<LedgerPage['totals'], 'count' | 'amount' | 'paid' | 'outstanding'>;
};

function mergedList(
  list: PagedList,
  { filter, orderBy }: Pick<DebtsQuestion, 'filter' | 'orderBy'>,
  { answers, sources, complete }: Omit<Gathered<DepartmentsPage>, 'queryContext'>,
): DebtList {
  const { asOf } = list;
  const domains = filter.domains ?? null;
  const debts = answers.flatMap(({ domain, answer }) =>
    answer.debts.map((ledger): Debt => ({ id: ledger.id, domain, asOf, domains, ledger })),
  );
  const placeOf = ({ domain, id, ledger: debt }: Debt): Place => ({
    domain,
    id,
    value: valueText(sortValue(debt, orderBy.field)),
  });
  return {
    ...list.pageOf(debts.sort(orderOf(orderBy)), sources, placeOf),
    totals: { ...sumOf(answers.map(({ answer }) => answer.totals)), complete },
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
