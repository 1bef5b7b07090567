import type { Day } from '../../../kit/dates.ts';
import type { Fen } from '../../../kit/money.ts';
import { askAboutDebts } from '../ask-ledger.ts';
import type { DepartmentClient } from '../department-client.ts';
import type { Briefing } from '../asking.ts';
import { compareLargestFirst, compareTexts } from '../compare.ts';
import type { Cursor } from '../cursor.ts';
import type { Ledger } from '../../../schema/generated/ledger-client.ts';
import type { Grouping } from '../matching/grouping.ts';
import type { SameDebt } from '../matching/groups.ts';
import type { Debt, DebtList, Page } from '../model.ts';
import { DEBTS_BY_IDS, TOTALS_BY } from '../questions.ts';
import { fenOfYuan, sumOf } from './amounts.ts';
import type { ListTools } from './debts.ts';
import { PagedList, type PageArguments, type Place } from './paged-list.ts';

interface ReconciliationQuestion extends PageArguments {
  domains?: readonly string[] | null | undefined;
  minDifference?: Fen | null | undefined;
}

/** Debts of protected creditors that more than one department has on its books, the largest disagreement first, equal ones by id. */
export async function listReconciliation(tools: ListTools, question: ReconciliationQuestion): Promise<DebtList> {
  const { domains = null, minDifference } = question;
  const list = new PagedList(tools, ['reconciliation', domains, minDifference ?? null], question);
  const { asOf, missing, first } = list;
  const { answers, briefing, sources, complete } = await tools.asking.gather({ domains, asOf, missing }, (client, { view, grouping }) => {
    const rows = rowsOf(grouping, minDifference ?? 0n);
    const page = rowsAfter(list.cursor, rows).slice(0, first);
    return askForRows(client, { view, grouping }, { page, all: rows, asOf });
  });
  const debts = answers.flatMap(({ domain, answer }) =>
    answer.debts.map((ledger): Debt => ({ id: ledger.id, domain, asOf, domains, ledger })),
  );
  const rest = rowsAfter(list.cursor, rowsOf(briefing.grouping, minDifference ?? 0n));
  const totals = { ...sumOf(answers.flatMap(({ answer }) => answer.totals)), complete };
  return { ...pageOfDebts(list.pageOf(rest, sources, placeOf), debts), totals, sources, complete };
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

interface Row {
  id: string;
  difference: Fen;
}

function rowsOf({ groups }: Grouping, minDifference: Fen): Row[] {
  const rows = groups
    .filter(({ counted }) => counted.protected)
    .map((group) => ({ id: group.counted.id, difference: differenceOf(group) }));
  return rows.filter(({ difference }) => difference >= minDifference).sort(compareRows);
}

function rowsAfter(cursor: Cursor | null, rows: Row[]): Row[] {
  if (!cursor) return rows;
  const last = { id: cursor.id, difference: BigInt(cursor.value ?? '0') };
  return rows.filter((row) => compareRows(last, row) < 0);
}

/** Largest minus smallest outstanding among the records of one debt. */
export function differenceOf({ counted, others }: SameDebt): Fen {
  const amounts = [counted, ...others.map(({ record }) => record)].map(({ outstanding }) => fenOfYuan(outstanding));
  return amounts.reduce((a, b) => (a > b ? a : b)) - amounts.reduce((a, b) => (a < b ? a : b));
}

function compareRows(a: Row, b: Row): number {
  return compareLargestFirst(a.difference, b.difference) || compareTexts(a.id, b.id);
}

/** The page's debts of one department, and the total of all of its debts in the list. */
async function askForRows(
  client: DepartmentClient,
  briefing: Briefing,
  { page, all, asOf }: { page: Row[]; all: Row[]; asOf: Day },
): Promise<Pick<Ledger, 'debts' | 'totals'>> {
  const own = (rows: Row[]): string[] => rows.map(({ id }) => id).filter((id) => id.startsWith(`${client.domain.code}:`));
  const filter = { ids: own(all), scope: 'ALL' } as const;
  const [{ debts }, { totals }] = await Promise.all([
    client.ask(DEBTS_BY_IDS, { ids: own(page), asOf }),
    askAboutDebts(client, briefing, { query: TOTALS_BY, filter, counting: 'AS_RECORDED', variables: { by: [], asOf } }),
  ]);
  return { debts, totals };
}
