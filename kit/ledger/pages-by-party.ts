import { listValue } from '@duckdb/node-api';
import type { LedgerFilter, LedgerOrder, LedgerPage, PartyRole } from '../../schema/generated/department.ts';
import type { Day } from '../rules/dates.ts';
import { groupedBy } from '../rules/group.ts';
import { count, fen, type RowOf } from './columns.ts';
import { debtOfRow, debtOn, type DebtRow } from './debt-columns.ts';
import { debtsWhere } from './filter.ts';
import { inOrder } from './page.ts';
import { textList, type Facts } from './facts.ts';

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
const EMPTY: LedgerPage = { debts: [], totals: { count: 0, amount: 0n, paid: 0n, outstanding: 0n } };
const SUMMED = {
  party: count('party'),
  allCount: count('all_count'),
  allAmount: fen('all_amount'),
  allPaid: fen('all_paid'),
  allOutstanding: fen('all_outstanding'),
};

/**
 * The first debts of each party, with the totals of all: one statement, however many parties. A party's totals stand in
 * each of its rows, and so one is read at least.
 */
export async function debtPagesByParty(facts: Facts, question: PagesQuestion): Promise<LedgerPage[]> {
  const { where, role, parties, orderBy, first, asOf } = question;
  const named = parties.flatMap((keys, party) => [...new Set(keys)].map((key) => ({ key, party })));
  if (named.length === 0) return parties.map(() => EMPTY);
  const { sql, values, on, bind } = debtsWhere(facts, where, asOf);
  const keys = `unnest(${bind(textList(named.map(({ key }) => key)))}::VARCHAR[])`;
  const numbers = `unnest(${bind(listValue(named.map(({ party }) => party)))}::INTEGER[])`;
  const sum = (column: string): string => `sum(${column}) OVER (PARTITION BY party)::HUGEINT AS all_${column}`;
  const rest = `FROM (
      SELECT *, row_number() OVER (PARTITION BY party ORDER BY ${inOrder(orderBy)}) AS place,
        (count(*) OVER (PARTITION BY party))::INTEGER AS all_count, ${['amount', 'paid', 'outstanding'].map(sum).join(', ')}
      FROM (SELECT * ${sql}) JOIN (SELECT ${keys} AS ${KEYS[role]}, ${numbers} AS party) USING (${KEYS[role]})
    ) WHERE place <= ${Math.max(first, 1)} ORDER BY party, place`;
  const rows = await facts.query({ ...SUMMED, ...debtOn(on) }, rest, values);
  const rowsOf = groupedBy(rows, ({ party }) => party);
  return parties.map((_, party) => pageOf(rowsOf.get(party) ?? [], first));
}

function pageOf(rows: readonly (RowOf<typeof SUMMED> & DebtRow)[], first: number): LedgerPage {
  const [row] = rows;
  if (!row) return EMPTY;
  const { allCount: count, allAmount: amount, allPaid: paid, allOutstanding: outstanding } = row;
  return { debts: rows.slice(0, first).map(debtOfRow), totals: { count, amount, paid, outstanding } };
}
