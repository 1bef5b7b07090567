import type { Day } from '../rules/dates.ts';
import { groupedBy } from '../rules/group.ts';
import type { InterestTerms } from '../rules/interest.ts';
import { day, fen, flag, orNull, text, type RowOf } from './columns.ts';
import { parameters, type Facts } from './facts.ts';
import { isOneOf, standsOn } from './filter.ts';
import { debtsFrom } from './held.ts';
import { balancesOfText, dayAfterLast } from './tables.ts';

const stretchOn = (on: string) =>
  ({
    id: text('id'),
    stands: flag(standsOn(on)),
    dueOn: orNull(day('due_on')),
    lateRate: orNull(fen('late_rate')),
    balances: orNull(text('balances')),
    from: day('from_on'),
    last: day('last_on'),
    outstanding: fen('outstanding'),
  }) as const;

type Stretch = RowOf<ReturnType<typeof stretchOn>>;

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
  const { values, bind } = parameters();
  const columns = stretchOn(`${bind(asOf)}::DATE`);
  const rest = `FROM ${debtsFrom(facts, null, bind)} WHERE ${isOneOf('id', ids, bind)} ORDER BY from_on`;
  const stretchesOf = groupedBy(await facts.query(columns, rest, values), ({ id }) => id);
  return new Map(
    [...stretchesOf].flatMap(([id, stretches]) =>
      stretches.filter(({ stands }) => stands).map((now) => [id, termsOf(now, stretches)]),
    ),
  );
}

function termsOf({ dueOn, lateRate, balances }: Stretch, stretches: readonly Stretch[]): InterestTerms {
  const known =
    balances === null
      ? stretches.map(({ from, last, outstanding }) => ({ from, to: dayAfterLast(last), outstanding }))
      : balancesOfText(balances);
  return { dueOn, lateRate, balances: known };
}

export async function bundleKeysByIds(facts: Facts, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { values, bind } = parameters();
  const rest = `FROM ${debtsFrom(facts, null, bind)} WHERE ${isOneOf('id', ids, bind)} GROUP BY id`;
  const rows = await facts.query({ id: text('id'), bundle: text('any_value(bundle)') }, rest, values);
  return new Map(rows.map(({ id, bundle }) => [id, bundle]));
}
