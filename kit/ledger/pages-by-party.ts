import { listValue, type DuckDBValue } from '@duckdb/node-api';
import type {
  LedgerFilter,
  LedgerOrder,
  LedgerPage,
  LedgerTotals,
  PartyRole,
} from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { groupedBy } from '../rules/group.ts';
import type { StoreRow } from './query-cache.ts';
import { debtsWhere } from './filter.ts';
import { DEBT_COLUMNS, debtOfRow, inOrder } from './page.ts';
import { textList, type Facts } from './store.ts';

/** Whose debts, which of them, in which order, how many of each. */
export interface PagesQuestion {
  where: LedgerFilter;
  role: PartyRole;
  /** Of each party, the keys. */
  parties: readonly (readonly string[])[];
  orderBy: LedgerOrder;
  first: number;
  asOf: Day;
}

const KEYS: Readonly<Record<PartyRole, string>> = { DEBTOR: 'debtor_key', CREDITOR: 'creditor_key' };
const NOTHING = { count: 0, amount: 0n, paid: 0n, outstanding: 0n };

/**
 * The first debts of each party, with the totals of all: one statement, however many parties. A party's totals stand in
 * each of its rows, and so one is read at least.
 */
export async function debtPagesByParty(facts: Facts, question: PagesQuestion): Promise<LedgerPage[]> {
  const { parties, first } = question;
  if (parties.every((keys) => keys.length === 0)) return parties.map(() => ({ debts: [], totals: NOTHING }));
  const rowsOf = groupedBy(await facts.query(...statementFor(facts, question)), (row) => row['party'] as number);
  return parties.map((_, party) => {
    const rows = rowsOf.get(party) ?? [];
    return { debts: rows.slice(0, first).map(debtOfRow), totals: totalsOfRow(rows[0]) };
  });
}

function statementFor(
  facts: Facts,
  { where, role, parties, orderBy, first, asOf }: PagesQuestion,
): [string, DuckDBValue[]] {
  const picked = debtsWhere(facts, where, asOf);
  const named = parties.flatMap((keys, party) => [...new Set(keys)].map((key) => ({ key, party })));
  const values = [...picked.values, textList(named.map(({ key }) => key)), listValue(named.map(({ party }) => party))];
  const [keys, numbers] = [`$${values.length - 1}::VARCHAR[]`, `$${values.length}::INTEGER[]`];
  const sum = (column: string): string => `(sum(${column}) OVER (PARTITION BY party))::HUGEINT AS all_${column}`;
  const sql = `SELECT party, ${DEBT_COLUMNS}, all_count, all_amount, all_paid, all_outstanding FROM (
      SELECT *, row_number() OVER (PARTITION BY party ORDER BY ${inOrder(orderBy)}) AS place,
        (count(*) OVER (PARTITION BY party))::INTEGER AS all_count, ${['amount', 'paid', 'outstanding'].map(sum).join(', ')}
      FROM (SELECT * ${picked.sql} AND ${KEYS[role]} = ANY(${keys})) AS debt
        JOIN (SELECT unnest(${keys}) AS key, unnest(${numbers}) AS party) AS named ON debt.${KEYS[role]} = named.key
    ) WHERE place <= ${Math.max(first, 1)} ORDER BY party, place`;
  return [sql, values];
}

function totalsOfRow(row: StoreRow | undefined): LedgerTotals {
  if (!row) return NOTHING;
  const { all_count: count, all_amount: amount, all_paid: paid, all_outstanding: outstanding } = row;
  return { count, amount, paid, outstanding } as unknown as LedgerTotals;
}
