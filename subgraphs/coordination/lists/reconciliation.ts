import type { Fen } from '../../../kit/rules/money.ts';
import { compareLargestFirst, compareTexts } from '../compare.ts';
import type { Cursor } from './cursor.ts';
import { DepartmentFailure } from '../departments/department-client.ts';
import type { Grouping } from '../same-debt/grouping.ts';
import { recordsOf, type SameDebt } from '../same-debt/groups.ts';
import type { Debt, DebtList, Page, Totals } from '../model.ts';
import type { Candidate } from '../register/bundle.ts';
import { DEBTS_BY_IDS } from '../departments/ledger-queries.ts';
import { sumOf } from './amounts.ts';
import { PagedList, type ListTools, type PageArguments, type Place } from './paged-list.ts';

interface ReconciliationQuestion extends PageArguments {
  domains?: readonly string[] | null | undefined;
  minDifference?: Fen | null | undefined;
}

/**
 * Debts of protected creditors that more than one department has on its books, the largest disagreement first, equal
 * ones by id.
 */
export async function listReconciliation(tools: ListTools, question: ReconciliationQuestion): Promise<DebtList> {
  const { domains = null, minDifference } = question;
  const list = new PagedList(tools, ['reconciliation', domains, minDifference ?? null], question);
  const { asOf, missing, first } = list;
  const { answers, queryContext, sources, complete } = await tools.session.gather(
    { domains, asOf, missing },
    async (client, { grouping }) => {
      const page = rowsAfter(list.cursor, rowsOf(grouping, minDifference ?? 0n)).slice(0, first);
      const own = page.map(({ id }) => id).filter((id) => id.startsWith(`${client.domain.code}:`));
      const { debts } = await client.ask({ question: DEBTS_BY_IDS, variables: { ids: own, asOf } });
      if (debts.length < own.length)
        throw new DepartmentFailure(client.domain.code, null, 'it lacks debts that it has told of');
      return debts;
    },
  );
  const debts = answers.flatMap(({ domain, answer }) =>
    answer.map((ledger): Debt => ({ id: ledger.id, domain, asOf, domains, ledger })),
  );
  const rows = rowsOf(queryContext.grouping, minDifference ?? 0n);
  const totals = { ...totalsOf(rows), complete };
  return {
    ...pageOfDebts(list.pageOf(rowsAfter(list.cursor, rows), sources, placeOf), debts),
    totals,
    sources,
    complete,
  };
}

const placeOf = ({ id, difference }: Row): Place => ({ value: difference.toString(), domain: '', id });

/** The page with the debts in place of their ids. */
function pageOfDebts({ edges, ...page }: Page<Row>, debts: readonly Debt[]): Page<Debt> {
  const byId = new Map(debts.map((debt) => [debt.id, debt]));
  const edgeOf = (id: string, cursor: string): Page<Debt>['edges'] => {
    const node = byId.get(id);
    return node ? [{ node, cursor }] : [];
  };
  return { ...page, edges: edges.flatMap(({ node, cursor }) => edgeOf(node.id, cursor)) };
}

type Sortable = Pick<Row, 'id' | 'difference'>;

interface Row {
  id: string;
  difference: Fen;
  /** The record that counts. */
  counted: Candidate;
}

/** The rows of a grouping do not change; they are put in order once. */
const ROWS = new WeakMap<Grouping, readonly Row[]>();

function rowsOf(grouping: Grouping, minDifference: Fen): Row[] {
  const rows = ROWS.get(grouping) ?? orderedRows(grouping);
  ROWS.set(grouping, rows);
  return rows.filter(({ difference }) => difference >= minDifference);
}

function orderedRows({ groups }: Grouping): Row[] {
  return groups
    .filter(({ counted }) => counted.protected)
    .map((group) => ({ id: group.counted.id, difference: differenceOf(group), counted: group.counted }))
    .sort(compareRows);
}

/** By what the register has of them: thousands of ids need not go to the departments for it. */
function totalsOf(rows: readonly Row[]): Omit<Totals, 'complete'> {
  return sumOf(rows.map(({ counted: { amount, paid, outstanding } }) => ({ count: 1, amount, paid, outstanding })));
}

function rowsAfter(cursor: Cursor | null, rows: Row[]): Row[] {
  if (!cursor) return rows;
  const last = { id: cursor.id, difference: BigInt(cursor.value ?? '0') };
  return rows.filter((row) => compareRows(last, row) < 0);
}

/** Largest minus smallest outstanding among the records of one debt. */
export function differenceOf(group: SameDebt): Fen {
  const amounts = recordsOf(group).map(({ outstanding }) => outstanding);
  return amounts.reduce((a, b) => (a > b ? a : b)) - amounts.reduce((a, b) => (a < b ? a : b));
}

function compareRows(a: Sortable, b: Sortable): number {
  return compareLargestFirst(a.difference, b.difference) || compareTexts(a.id, b.id);
}
