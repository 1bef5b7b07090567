import { DATE, BOOLEAN, HUGEINT, VARCHAR, DuckDBDateValue, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { dayNumber, type Day } from '../rules/dates.ts';
import type { Balance, Bundle, DebtFact, DebtState, IssueFact, NilReportFact, PartyMention } from '../rules/fact.ts';
import { partyKey } from '../rules/identity.ts';
import { isProtected } from '../rules/protection.ts';
import { normalForm } from '../rules/text.ts';
import { fingerprintOf } from './fingerprint.ts';

/** A table of the ledger. Every row belongs to a bundle and goes with it. */
export interface Table {
  name: string;
  columns: readonly { name: string; type: DuckDBType }[];
  /** The rows that a bundle fills it with, a value for each column. */
  rows(bundle: Bundle): DuckDBValue[][];
}

interface Column<Record> {
  name: string;
  type: DuckDBType;
  value(record: Record): DuckDBValue;
}

function table<Record>(name: string, records: (bundle: Bundle) => Record[], columns: readonly Column<Record>[]): Table {
  const rowOf = (record: Record): DuckDBValue[] => columns.map((column) => column.value(record));
  return { name, columns, rows: (bundle) => records(bundle).map(rowOf) };
}

const text = <R>(name: string, value: (record: R) => string | null): Column<R> => ({ name, type: VARCHAR, value });
const flag = <R>(name: string, value: (record: R) => boolean | null): Column<R> => ({ name, type: BOOLEAN, value });
const whole = <R>(name: string, value: (record: R) => bigint | null): Column<R> => ({ name, type: HUGEINT, value });
const day = <R>(name: string, value: (record: R) => Day | null): Column<R> => ({
  name,
  type: DATE,
  value: (record) => {
    const date = value(record);
    return date === null ? null : new DuckDBDateValue(dayNumber(date));
  },
});

/**
 * A ledger that is written anew each month says most things again and again: adjoining stretches that say the same are
 * one.
 */
function debtRows(bundle: string, debts: readonly DebtFact[]): DebtRow[] {
  const rows: DebtRow[] = [];
  for (const debt of debts) {
    for (const state of debt.states) {
      const last = rows.at(-1);
      if (last && saysTheSame(last, { bundle, debt, state })) last.state = { ...last.state, to: state.to };
      else rows.push({ bundle, debt, state });
    }
  }
  return rows;
}

function saysTheSame(a: DebtRow, b: DebtRow): boolean {
  if (a.debt.id !== b.debt.id || a.state.to !== b.state.from) return false;
  return factsText(a) === factsText(b);
}

/** Everything that is said of a debt, but for when. */
function factsText({ debt, state }: DebtRow): string {
  return fingerprintOf([
    { ...debt, states: [] },
    { ...state, from: '', to: '' },
  ]);
}

interface DebtRow {
  bundle: string;
  debt: DebtFact;
  state: DebtState;
}

/** One row a debt and stretch of days on which nothing about it changes: a question for any day is a plain scan. */
const debtTable = table<DebtRow>('debt_state', ({ key, debts }) => debtRows(key, debts), [
  text('bundle', ({ bundle }) => bundle),
  text('id', ({ debt }) => debt.id),
  day('from_on', ({ state }) => state.from),
  day('to_on', ({ state }) => state.to),
  whole('amount', ({ state }) => state.amount),
  whole('paid', ({ state }) => state.paid),
  whole('outstanding', ({ state }) => state.outstanding),
  text('debtor_key', ({ debt }) => debt.debtorKey),
  text('debtor_name', ({ debt }) => debt.debtor.name),
  text('debtor_organisation_code', ({ debt }) => debt.debtor.organisationCode),
  text('debtor_credit_code', ({ debt }) => debt.debtor.creditCode),
  text('debtor_kind', ({ debt }) => debt.debtorKind),
  text('creditor_key', ({ debt }) => debt.creditorKey),
  text('creditor_name', ({ debt }) => debt.creditor.name),
  text('creditor_organisation_code', ({ debt }) => debt.creditor.organisationCode),
  text('creditor_credit_code', ({ debt }) => debt.creditor.creditCode),
  text('creditor_scale', ({ debt }) => debt.scale),
  flag('protected', ({ debt }) => isProtected(debt.ownership, debt.scale)),
  text('contract_no', ({ debt }) => debt.contractNo),
  text('contract_name', ({ debt }) => debt.contractName),
  text('category', ({ debt }) => debt.category),
  flag('wages', ({ debt }) => debt.wages),
  text('cause', ({ debt }) => debt.cause),
  text('cause_note', ({ debt }) => debt.causeNote),
  flag('disputed', ({ debt }) => debt.disputed),
  flag('verified', ({ debt }) => debt.verified),
  day('incurred_on', ({ debt }) => debt.incurredOn),
  day('due_on', ({ debt }) => debt.dueOn),
  text('due_basis', ({ debt }) => debt.dueBasis),
  flag('arrears_ledger', ({ debt }) => debt.arrearsLedger),
  whole('late_rate', ({ debt }) => debt.lateRate),
  text('contract_keys', ({ debt }) => JSON.stringify(debt.contractKeys)),
  text('bill_key', ({ debt }) => debt.billKey),
  whole('recorded_amount', ({ debt }) => debt.recordedAmount),
  text('balances', ({ debt }) => balancesText(debt.balances)),
  text('search_text', ({ debt }) => searchText(debt)),
]);

interface MentionRow {
  bundle: string;
  mention: PartyMention;
}

const mentionTable = table<MentionRow>(
  'mention',
  ({ key, mentions }) => mentions.map((mention) => ({ bundle: key, mention })),
  [
    text('bundle', ({ bundle }) => bundle),
    text('role', ({ mention }) => mention.role),
    text('party_key', ({ mention }) => partyKey(mention.party, mention.location)),
    text('name', ({ mention }) => mention.party.name),
    text('organisation_code', ({ mention }) => mention.party.organisationCode),
    text('credit_code', ({ mention }) => mention.party.creditCode),
    text('kind', ({ mention }) => mention.kind),
    text('ownership', ({ mention }) => mention.ownership),
    text('scale', ({ mention }) => mention.scale),
    text('former_name', ({ mention }) => mention.formerName),
    text('location', ({ mention }) => mention.location),
    flag('in_force', ({ mention }) => mention.inForce),
    text('debt_id', ({ mention }) => mention.debtId),
  ],
);

interface IssueRow {
  bundle: string;
  issue: IssueFact;
}

const issueTable = table<IssueRow>('issue', ({ key, issues }) => issues.map((issue) => ({ bundle: key, issue })), [
  text('bundle', ({ bundle }) => bundle),
  text('kind', ({ issue }) => issue.kind),
  text('location', ({ issue }) => issue.location),
  text('found', ({ issue }) => issue.found),
  text('message', ({ issue }) => issue.message),
  text('debt_id', ({ issue }) => issue.debtId),
]);

interface NilReportRow {
  bundle: string;
  report: NilReportFact;
}

const nilReportTable = table<NilReportRow>(
  'nil_report',
  ({ key, nilReports = [] }) => nilReports.map((report) => ({ bundle: key, report })),
  [
    text('bundle', ({ bundle }) => bundle),
    text('party_key', ({ report }) => partyKey(report.party, report.location)),
    day('from_on', ({ report }) => report.from),
    day('to_on', ({ report }) => report.to),
    text('location', ({ report }) => report.location),
  ],
);

/** The ledger's tables; `kit/ledger/store.ts` makes and fills them. */
export const tables: readonly Table[] = [debtTable, mentionTable, nilReportTable, issueTable];

/**
 * Between the fields that a search looks into: no search text in normal form holds white space, so none matches across
 * two fields.
 */
const FIELD_BREAK = '\n';

function searchText({ debtor, creditor, contractNo, contractName }: DebtFact): string {
  return [debtor.name, creditor.name, contractNo ?? '', contractName ?? ''].map(normalForm).join(FIELD_BREAK);
}

function balancesText(balances: readonly Balance[] | null): string | null {
  return balances && JSON.stringify(balances.map(({ from, to, outstanding }) => [from, to, outstanding.toString()]));
}

/** Balances out of their column. */
export function balancesOfText(json: string): Balance[] {
  const rows = JSON.parse(json) as [Day, Day, string][];
  return rows.map(([from, to, outstanding]) => ({ from, to, outstanding: BigInt(outstanding) }));
}
