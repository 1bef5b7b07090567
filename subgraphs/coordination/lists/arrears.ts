import type { DebtDimension, DebtFilter } from '../../../schema/generated/coordination.ts';
import type { LedgerDimension, LedgerTotals } from '../../../schema/generated/ledger-client.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { FIELD_OF_DIMENSION } from '../../../kit/ledger/dimensions.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { userError } from '../../../kit/graphql/errors.ts';
import { askAboutDebts, type Counting } from '../session/ask-ledger.ts';
import type { DepartmentSession, Gathered } from '../session/department-session.ts';
import { compareLargestFirst } from '../compare.ts';
import type { ArrearsGroup, ArrearsReport } from '../model.ts';
import { totalsBy } from '../departments/ledger-queries.ts';
import { sumOf } from './amounts.ts';

/** A department's total of one cell, with the department. */
export interface Cell extends LedgerTotals {
  domain: string;
}

interface ArrearsQuestion {
  /** Departments that stay out, since they were missing when a list began. */
  missing?: readonly string[];
  filter: DebtFilter;
  groupBy: readonly DebtDimension[];
  asOf: Day;
  counting: Counting | null | undefined;
}

const MOST_DIMENSIONS = 3;

/** Totals of the debts that a filter picks, and the same by dimensions: cells with the most outstanding first. */
export async function reportArrears(session: DepartmentSession, question: ArrearsQuestion): Promise<ArrearsReport> {
  const groupBy = [...new Set(question.groupBy)];
  if (groupBy.length > MOST_DIMENSIONS) {
    throw userError('BAD_USER_INPUT', `groupBy wants up to ${MOST_DIMENSIONS} dimensions; got ${groupBy.length}`);
  }
  const { answers, queryContext, sources, complete } = await gatherTotals(session, { ...question, groupBy });
  const cells = answers.flatMap(({ domain, answer }) => answer.map((totals): Cell => ({ ...totals, domain })));
  const totals = { ...sumOf(cells), complete };
  const report = { asOf: question.asOf, complete };
  if (groupBy.length === 0) return { asOf: question.asOf, totals, groups: [], sources, complete };
  const identify = (key: string | null | undefined): string =>
    key === null || key === undefined ? '' : queryContext.identify(key);
  const groups = [...cellsByGroup(cells, groupBy, identify).values()].map((group) =>
    groupOf(group, groupBy, identify, report),
  );
  return { asOf: question.asOf, totals, groups: groups.sort(byOutstanding), sources, complete };
}

/** Every department's totals by dimensions; DOMAIN is the department itself. */
export function gatherTotals(
  session: DepartmentSession,
  { filter, groupBy, asOf, counting, missing = [] }: ArrearsQuestion,
): Promise<Gathered<LedgerTotals[]>> {
  const by = groupBy.filter((dimension): dimension is LedgerDimension => dimension !== 'DOMAIN');
  return session.gather({ domains: filter.domains ?? null, asOf, missing }, async (client, queryContext) => {
    const { totals } = await askAboutDebts(client, queryContext, {
      question: totalsBy(by),
      filter,
      counting: counting ?? 'EACH_DEBT_ONCE',
      variables: { by, asOf },
    });
    return totals.filter(({ count }) => count > 0);
  });
}

type Identify = (key: string | null | undefined) => string;

/** What a cell is known by in a dimension. Two departments' keys of one party are one. */
function valueOf(cell: Cell, dimension: DebtDimension, identify: Identify): string | number | boolean | null {
  if (dimension === 'DOMAIN') return cell.domain;
  const value = cell[FIELD_OF_DIMENSION[dimension]] ?? null;
  return dimension === 'DEBTOR' || dimension === 'CREDITOR' ? identify(value as string | null) : value;
}

function cellsByGroup(
  cells: readonly Cell[],
  groupBy: readonly DebtDimension[],
  identify: Identify,
): Map<string, Cell[]> {
  return groupedBy(cells, (cell) => JSON.stringify(groupBy.map((dimension) => valueOf(cell, dimension, identify))));
}

/** A department leaves the dimensions null that were not asked for, but for those that only coordination can tell. */
function groupOf(
  cells: readonly Cell[],
  groupBy: readonly DebtDimension[],
  identify: Identify,
  { asOf, complete }: Pick<ArrearsReport, 'asOf' | 'complete'>,
): ArrearsGroup {
  const [cell] = cells;
  if (!cell) throw new Error('a group without a cell');
  return {
    cell,
    domain: groupBy.includes('DOMAIN') ? { code: cell.domain, asOf } : null,
    debtor: groupBy.includes('DEBTOR') ? { id: identify(cell.debtorKey), record: null, asOf } : null,
    creditor: groupBy.includes('CREDITOR') ? { id: identify(cell.creditorKey), record: null, asOf } : null,
    totals: { ...sumOf(cells), complete },
  };
}

/** The most outstanding first; equal ones keep the order in which the departments gave them. */
function byOutstanding(a: ArrearsGroup, b: ArrearsGroup): number {
  return compareLargestFirst(a.totals.outstanding, b.totals.outstanding);
}
