import { listValue } from '@duckdb/node-api';
import type { LedgerFilter, LedgerMovement, LedgerStep } from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import type { Fen } from '../rules/money.ts';
import { count, sumOf, type Column } from './columns.ts';
import { inArrears } from './debt-columns.ts';
import { parameters, type Bind, type Facts, type Statement } from './facts.ts';
import { allOf, conditionsOf, standsOn } from './filter.ts';
import { debtsFrom } from './held.ts';

const NOTHING: LedgerMovement = { count: 0, outstanding: 0n, outstandingBefore: 0n, incurred: 0n, paid: 0n };

const sumWhere = (amounts: string, condition: string): Column<Fen> =>
  sumOf(`CASE WHEN ${condition} THEN ${amounts} END`);

const MOVEMENT = {
  step: count('step'),
  count: count('(count(*) FILTER (picked))::INTEGER'),
  outstanding: sumWhere('outstanding', 'picked'),
  incurred: sumWhere('outstanding', 'picked AND was_in_arrears IS NOT TRUE'),
  outstandingBefore: sumWhere('was_outstanding', 'was_picked'),
  paid: sumWhere('paid - was_paid', 'was_picked'),
};

/**
 * How what is owed on the debts that a filter picks came from the first day of each step to its last: one statement,
 * which holds all debts of each of these days.
 */
export async function debtMovements(
  facts: Facts,
  where: LedgerFilter,
  steps: readonly LedgerStep[],
): Promise<LedgerMovement[]> {
  if (steps.length === 0) return [];
  const { sql, values } = statementFor(facts, where, steps);
  const rows = await facts.query(MOVEMENT, sql, values);
  const byStep = new Map(rows.map(({ step, ...movement }) => [step, movement]));
  return steps.map((_, step) => byStep.get(step) ?? NOTHING);
}

/** A day, without a set of debts. */
interface Point {
  day: Day;
  without: string | null;
}

/**
 * Every debt as it stands at each point, and whether it is picked there; then, step by step, beside itself as it stood
 * before.
 */
function statementFor(facts: Facts, where: LedgerFilter, steps: readonly LedgerStep[]): Statement {
  const { values, bind } = parameters();
  const [earliest = null] = steps.map(({ since }) => since).sort();
  const sql = `FROM (WITH ${pointsAndSteps(steps, bind)},
    standing AS MATERIALIZED (
      SELECT point, id, paid, outstanding, ${inArrears('point.day')} AS in_arrears,
        (${allOf(conditionsOf(where, 'point.day', bind))}
          AND NOT EXISTS (FROM exclusion WHERE exclusion.digest = point.digest AND exclusion.id = debt.id)) IS TRUE AS picked
      FROM point JOIN ${debtsFrom(facts, earliest, bind)} ON ${standsOn('point.day')})
    SELECT step, now.picked AS picked, now.outstanding AS outstanding, now.paid AS paid,
      was.picked AS was_picked, was.outstanding AS was_outstanding, was.paid AS was_paid, was.in_arrears AS was_in_arrears
    FROM (SELECT step, standing.* FROM step JOIN standing ON point = until) AS now
      FULL JOIN (SELECT step, standing.* FROM step JOIN standing ON point = since) AS was USING (step, id)
    WHERE now.picked OR was.picked) GROUP BY step`;
  return { sql, values };
}

function pointsAndSteps(steps: readonly LedgerStep[], bind: Bind): string {
  const points = new Points();
  const since = steps.map((step) => points.add(step.since, step.withoutSince));
  const until = steps.map((step) => points.add(step.asOf, step.without));
  const column = (list: readonly (number | string)[], type: string): string =>
    `unnest(${bind(listValue([...list]))}::${type}[])`;
  const [days, digests] = [points.all.map(({ day }) => day), points.all.map(({ without }) => without ?? '')];
  return `point AS (SELECT ${column([...points.all.keys()], 'INTEGER')} AS point, ${column(days, 'DATE')} AS day, ${column(digests, 'VARCHAR')} AS digest),
    step AS (SELECT ${column([...steps.keys()], 'INTEGER')} AS step, ${column(since, 'INTEGER')} AS since, ${column(until, 'INTEGER')} AS until)`;
}

/** Each once: a step ends where the next one begins. */
class Points {
  readonly all: Point[] = [];

  add(day: Day, without: string | null = null): number {
    const known = this.all.findIndex((point) => point.day === day && point.without === without);
    return known === -1 ? this.all.push({ day, without }) - 1 : known;
  }
}
