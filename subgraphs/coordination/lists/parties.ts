import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { PartyRole } from '../../../schema/generated/ledger-client.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import type { DepartmentSession, Gathered } from '../session/department-session.ts';
import { compareLargestFirst, compareTexts } from '../compare.ts';
import type { Cursor } from './cursor.ts';
import { narrowedTo } from '../session/ledger-filter.ts';
import type { Completeness, Page, PartyList, Totals } from '../model.ts';
import { isFound } from '../register/search.ts';
import type { RegisterView } from '../views/register-view.ts';
import { NO_TOTALS, sumOf } from './amounts.ts';
import { gatherTotals, type Cell } from './arrears.ts';
import { PagedList, type ListTools, type PageArguments } from './paged-list.ts';

interface PartiesQuestion extends PageArguments {
  role: PartyRole;
  search?: string | null | undefined;
  filter: DebtFilter;
}

/**
 * Creditors or debtors of the debts that a filter picks, each debt counted once: those with most outstanding first,
 * equal ones by identifier.
 */
export async function listParties(tools: ListTools, question: PartiesQuestion): Promise<PartyList> {
  const { role, filter } = question;
  const search = question.search ?? '';
  const list = new PagedList(tools, [role, filter, search], question);
  const { totals, view, sources, complete } = await totalsOfParties(tools.session, {
    role,
    filter,
    asOf: list.asOf,
    missing: list.missing,
  });
  const rows = [...totals].map(([id, totals]) => ({ id, totals })).filter(({ id }) => isFoundById(view, id, search));
  const rest = rowsAfter(list.cursor, rows.sort(compareRows));
  const { edges, ...page } = list.pageOf(rest, sources, ({ id, totals }) => ({
    id,
    domain: '',
    value: totals.outstanding.toString(),
  }));
  const edgeOf = ({ cursor, node: { id, totals } }: Page<Row>['edges'][number]): PartyList['edges'][number] => {
    return { cursor, node: { id, record: null, asOf: list.asOf }, totals };
  };
  return { ...page, edges: edges.map(edgeOf), sources, complete };
}

interface PartyTotalsQuestion {
  role: PartyRole;
  filter: DebtFilter;
  asOf: Day;
  missing?: readonly string[];
}

interface PartyTotals extends Completeness {
  totals: ReadonlyMap<string, Totals>;
  view: RegisterView;
}

/** What is owed to each creditor, or by each debtor, on the debts that a filter picks, each counted once. */
async function totalsOfParties(
  session: DepartmentSession,
  { role, filter, asOf, missing = [] }: PartyTotalsQuestion,
): Promise<PartyTotals> {
  const gathered = await gatherTotals(session, { filter, groupBy: [role], asOf, counting: 'EACH_DEBT_ONCE', missing });
  const { sources, complete, queryContext } = gathered;
  return { totals: totalsById(gathered, role), view: queryContext.view, sources, complete };
}

type PartyCell = Omit<Cell, 'domain'>;

function totalsById({ answers, queryContext, complete }: Gathered<PartyCell[]>, role: PartyRole): Map<string, Totals> {
  const keyOf = (cell: PartyCell): string => (role === 'DEBTOR' ? cell.debtorKey : cell.creditorKey) ?? '';
  const cells = answers.flatMap(({ answer }) => answer);
  const cellsOf = groupedBy(cells, (cell) => queryContext.identify(keyOf(cell)));
  return new Map([...cellsOf].map(([id, cells]) => [id, { ...sumOf(cells), complete }]));
}

/** Totals of some creditors or debtors, in the order of their ids. */
export async function totalsByIds(
  session: DepartmentSession,
  ids: readonly string[],
  question: PartyTotalsQuestion,
): Promise<Totals[]> {
  const filter = narrowedTo(question.filter, question.role === 'DEBTOR' ? 'debtorIds' : 'creditorIds', ids);
  const { totals, complete } = await totalsOfParties(session, { ...question, filter });
  return ids.map((id) => totals.get(id) ?? { ...NO_TOTALS, complete });
}

/** Whether a search finds the party; one that the register does not know is known by its identifier alone. */
function isFoundById({ parties }: RegisterView, id: string, search: string): boolean {
  return isFound(parties.get(id) ?? { id, name: id, otherNames: [], creditCode: null }, search);
}

interface Row {
  id: string;
  totals: Totals;
}

type Sortable = Pick<Row, 'id'> & { totals: Pick<Totals, 'outstanding'> };

function rowsAfter(cursor: Cursor | null, rows: readonly Row[]): readonly Row[] {
  if (!cursor) return rows;
  const last = { id: cursor.id, totals: { outstanding: BigInt(cursor.value ?? '0') } };
  return rows.filter((row) => compareRows(last, row) < 0);
}

function compareRows(a: Sortable, b: Sortable): number {
  return compareLargestFirst(a.totals.outstanding, b.totals.outstanding) || compareTexts(a.id, b.id);
}
