import { listValue, type DuckDBValue } from '@duckdb/node-api';
import type { LedgerFilter, LedgerMovement, LedgerStep } from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { allOf, conditionsOf, parameters, type Bind } from './filter.ts';
import type { Facts } from './store.ts';

const NOTHING: LedgerMovement = { count: 0, outstanding: 0n, outstandingBefore: 0n, incurred: 0n, paid: 0n };

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
  const rows = await facts.query(...statementFor(facts, where, steps));
  const byStep = new Map(rows.map(({ step, ...movement }) => [step, movement as unknown as LedgerMovement]));
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
function statementFor({ change }: Facts, where: LedgerFilter, steps: readonly LedgerStep[]): [string, DuckDBValue[]] {
  const { values, bind } = parameters();
  const sql = `WITH ${pointsAndSteps(steps, bind)},
    debt AS MATERIALIZED (
      SELECT point, id, status, paid, outstanding, (${allOf(conditionsOf(where, bind))}
        AND NOT EXISTS (FROM exclusion WHERE exclusion.digest = point.digest AND exclusion.id = standing.id)) IS TRUE AS picked
      FROM point, debts_on(point.day, ${change}) AS standing)
    SELECT step, (count(*) FILTER (now.picked))::INTEGER AS count, ${sum('now.outstanding', 'now.picked')} AS outstanding,
      ${sum('now.outstanding', "now.picked AND was.status IS DISTINCT FROM 'IN_ARREARS'")} AS incurred,
      ${sum('was.outstanding', 'was.picked')} AS "outstandingBefore", ${sum('now.paid - was.paid', 'was.picked')} AS paid
    FROM (SELECT step, debt.* FROM step JOIN debt ON point = until) AS now
      FULL JOIN (SELECT step, debt.* FROM step JOIN debt ON point = since) AS was USING (step, id)
    WHERE now.picked OR was.picked GROUP BY step`;
  return [sql, values];
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

const sum = (amounts: string, where: string): string => `coalesce(sum(${amounts}) FILTER (${where}), 0)::HUGEINT`;
