import { DuckDBInstance, listValue, type DuckDBValue } from '@duckdb/node-api';
import { addDays, BEYOND_LAST_DAY, daysBetween, type Day } from '../kit/rules/dates.ts';
import type { Bundle, DebtFact, DebtState } from '../kit/rules/fact.ts';
import { isProtected } from '../kit/rules/protection.ts';
import { normalForm } from '../kit/rules/text.ts';

/** Days overdue up to which a debt in arrears is in a bucket. */
const BUCKETS = Object.entries({
  D1_30: 30,
  D31_60: 60,
  D61_90: 90,
  D91_180: 180,
  D181_365: 365,
  Y1_2: 730,
  Y2_3: 1095,
});
const enumOf = (names: readonly string[]): string => `ENUM(${names.map((name) => `'${name}'`).join(', ')})`;
const COLUMNS = {
  ...{ id: 'VARCHAR', from_on: 'DATE', to_on: 'DATE', overdue_on: 'DATE', amount: 'BIGINT', paid: 'BIGINT' },
  ...{ outstanding: 'BIGINT', protected: 'BOOLEAN', creditor_key: 'VARCHAR', search_text: 'VARCHAR', shown: 'VARCHAR' },
  debtor_kind: enumOf(['GOVERNMENT', 'PUBLIC_INSTITUTION', 'TOWN', 'SOE', 'OTHER']),
  age_bucket: enumOf([...BUCKETS.map(([name]) => name), 'Y3_5', 'OVER_5Y']),
};
const SUMS = 'count(*) AS _count, sum(amount) AS _amount, sum(paid) AS _paid, sum(outstanding) AS _outstanding';
const PICKED = 'WHERE outstanding >= $1::BIGINT AND overdue_on <= $2::DATE AND protected';
const ORDER = 'ORDER BY outstanding DESC, id';
const pageOf = (from: string): string => `SELECT * FROM (SELECT * ${from} ${ORDER} LIMIT 20), (SELECT ${SUMS} ${from})`;

/** One statement a question, of the least outstanding, a day, and a value of its own. What is compared goes by `_`. */
export const STATEMENTS = {
  total: `SELECT ${SUMS} FROM debt ${PICKED}`,
  groups: `SELECT debtor_kind AS _kind, age_bucket AS _bucket, ${SUMS} FROM debt ${PICKED} GROUP BY ALL`,
  creditors: `SELECT creditor_key AS _key, ${SUMS} FROM debt ${PICKED} GROUP BY ALL`,
  page20: pageOf(`FROM debt ${PICKED}`),
  search: pageOf(`FROM debt ${PICKED} AND contains(search_text, $3::VARCHAR)`),
  fifty: `SELECT * EXCLUDE place FROM (SELECT *, row_number() OVER (creditor ${ORDER}) AS place,
    ${SUMS.replaceAll(' AS', ' OVER creditor AS')} FROM debt ${PICKED} AND creditor_key = ANY($3::VARCHAR[])
    WINDOW creditor AS (PARTITION BY creditor_key)) WHERE place <= 4`,
  past: `SELECT ${SUMS} FROM state ${PICKED} AND from_on <= $2::DATE AND $2::DATE < to_on`,
} as const;

/** A limit: the debts as they stand on a day in `debt`, and all stretches of days in `state`. */
export interface Limit {
  /** Asks a statement; its rows. */
  prepare(
    name: keyof typeof STATEMENTS,
  ): Promise<(values: readonly DuckDBValue[]) => Promise<Record<string, DuckDBValue>[]>>;
  close(): void;
}

export async function openLimit(bundles: readonly Bundle[], today: Day): Promise<Limit> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await connection.run(`CREATE TABLE state (${columns.join(', ')})`);
  const shape = JSON.stringify(Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, 'VARCHAR'])));
  for (let i = 0; i < bundles.length; i += 2_000) {
    const debts = bundles.slice(i, i + 2_000).flatMap((bundle) => bundle.debts);
    const rows = debts.flatMap((debt) => debt.states.map((state) => JSON.stringify(rowOf(debt, state, today))));
    const told = `SELECT unnest(from_json(row, '${shape}')) FROM (SELECT unnest($1::VARCHAR[]) AS row)`;
    if (rows.length > 0) await connection.run(`INSERT INTO state ${told}`, [listValue(rows)]);
  }
  await connection.run(`CREATE TABLE debt AS FROM state WHERE from_on <= '${today}' AND '${today}' < to_on`);
  return {
    prepare: async (name) => {
      const statement = await connection.prepare(STATEMENTS[name]);
      return async (values) => {
        statement.bind([...values]);
        return (await statement.runAndReadAll()).getRowObjects();
      };
    },
    close: () => [connection, instance].forEach((part) => part.closeSync()),
  };
}

function rowOf(debt: DebtFact, state: DebtState, today: Day): Record<keyof typeof COLUMNS, string | null> {
  const { id, dueOn, creditorKey, debtorKind, ownership, scale, debtor, creditor, contractNo, contractName } = debt;
  const overdue = dueOn && state.outstanding > 0n ? dueOn : BEYOND_LAST_DAY;
  const days = daysBetween(overdue, today);
  return {
    ...{ id, from_on: state.from, to_on: state.to, overdue_on: addDays(overdue, 1), creditor_key: creditorKey },
    ...{ amount: `${state.amount}`, paid: `${state.paid}`, outstanding: `${state.outstanding}` },
    ...{ protected: `${isProtected(ownership, scale)}`, debtor_kind: debtorKind },
    search_text: [debtor.name, creditor.name, contractNo ?? '', contractName ?? ''].map(normalForm).join('\n'),
    shown: JSON.stringify({ ...debt, states: [] }, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    ),
    age_bucket:
      days < 1 ? null : (BUCKETS.find(([, most]) => days <= most)?.[0] ?? (days <= 1825 ? 'Y3_5' : 'OVER_5Y')),
  };
}
