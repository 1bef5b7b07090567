import type { Day } from '../rules/dates.ts';
import type { Balance } from '../rules/fact.ts';
import type { InterestTerms } from '../rules/interest.ts';
import type { StoreRow } from './query-cache.ts';
import { textList, type Facts } from './store.ts';
import { balancesOfText } from './tables.ts';

/**
 * The facts on which the late interest of debts rests, as they stand on a day, with the balance of every day that the
 * books know.
 */
export async function interestTermsByIds(
  facts: Facts,
  ids: readonly string[],
  asOf: Day,
): Promise<Map<string, InterestTerms>> {
  if (ids.length === 0) return new Map();
  const rows = await facts.query(
    `SELECT now.id, now.due_on::VARCHAR AS due_on, now.late_rate, now.balances,
       list({'from': past.from_on::VARCHAR, 'to': past.to_on::VARCHAR, 'outstanding': past.outstanding::VARCHAR} ORDER BY past.from_on)::JSON::VARCHAR AS states
     FROM debts_on($1::DATE, ${facts.change}) AS now JOIN debt_state_at(${facts.change}) AS past USING (id)
     WHERE now.id = ANY($2::VARCHAR[]) GROUP BY ALL`,
    [asOf, textList(ids)],
  );
  return new Map(rows.map((row) => [row['id'] as string, termsOfRow(row)]));
}

function termsOfRow(row: StoreRow): InterestTerms {
  const balances = row['balances'] as string | null;
  return {
    dueOn: row['due_on'] as Day | null,
    lateRate: row['late_rate'] as bigint | null,
    balances: balances === null ? balancesOfStates(row['states'] as string) : balancesOfText(balances),
  };
}

function balancesOfStates(json: string): Balance[] {
  const states = JSON.parse(json) as { from: Day; to: Day; outstanding: string }[];
  return states.map(({ from, to, outstanding }) => ({ from, to, outstanding: BigInt(outstanding) }));
}

export async function bundleKeysByIds(facts: Facts, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await facts.query(
    `SELECT id, any_value(bundle) AS bundle FROM debt_state_at(${facts.change}) WHERE id = ANY($1::VARCHAR[]) GROUP BY id`,
    [textList(ids)],
  );
  return new Map(rows.map((row) => [row['id'] as string, row['bundle'] as string]));
}
