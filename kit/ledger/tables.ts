import {
  BIGINT,
  BOOLEAN,
  DATE,
  DuckDBDateValue,
  ENUM,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { addDays, BEYOND_LAST_DAY, dayNumber, FIRST_DAY, type Day } from '../rules/dates.ts';
import type { Balance, Bundle, DebtFact, DebtState, IssueFact, NilReportFact, PartyMention } from '../rules/fact.ts';
import { partyKey } from '../rules/identity.ts';
import { isProtected } from '../rules/protection.ts';
import { normalForm } from '../rules/text.ts';

/** A table of the ledger. Every row belongs to a bundle and goes with it. */
export interface Table {
  name: string;
  columns: readonly { name: string; type: DuckDBType }[];
  /** The rows that a bundle fills it with, a value for each column. From a day on, the present begins. */
  rows(bundle: Bundle, presentFrom: Day): DuckDBValue[][];
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
const whole = <R>(name: string, value: (record: R) => bigint | null): Column<R> => ({ name, type: BIGINT, value });
const word = <R, Word extends string>(
  name: string,
  words: Readonly<Record<Word, true>>,
  value: (record: R) => Word | null,
): Column<R> => ({ name, type: ENUM(Object.keys(words)), value });
const day = <R>(name: string, value: (record: R) => Day | null): Column<R> => ({
  name,
  type: DATE,
  value: (record) => {
    const date = value(record);
    return date === null ? null : new DuckDBDateValue(dayNumber(date));
  },
});

/** The last day of a stretch that ends before another day, and back; no end stays none. */
const lastDayBefore = (to: Day): Day => (to === BEYOND_LAST_DAY ? to : addDays(to, -1));
export const dayAfterLast = (last: Day): Day => addDays(last, 1);

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
  const figures = (['amount', 'paid', 'outstanding'] as const).every((figure) => a.state[figure] === b.state[figure]);
  return figures && (a.debt === b.debt || factsText(a.debt) === factsText(b.debt));
}

/** Everything that is said of a debt, but for its figures. */
const factsText = (debt: DebtFact): string =>
  JSON.stringify({ ...debt, states: [] }, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

/** The first day on which a debt is in arrears, as far as it is known; null: there is none. */
function overdueOn({ debt, state }: DebtRow): Day | null {
  if (state.outstanding === 0n) return null;
  if (debt.dueOn !== null) return addDays(debt.dueOn, 1);
  return debt.arrearsLedger ? FIRST_DAY : null;
}

interface DebtRow {
  bundle: string;
  debt: DebtFact;
  state: DebtState;
}

const CATEGORIES = { GOODS: true, WORKS: true, SERVICES: true } as const;
const CAUSES = {
  FUNDS: true,
  ACCEPTANCE: true,
  SETTLEMENT: true,
  DISPUTE: true,
  PAPERWORK: true,
  OTHER: true,
} as const;
const DEBTOR_KINDS = { GOVERNMENT: true, PUBLIC_INSTITUTION: true, TOWN: true, SOE: true, OTHER: true } as const;
const SCALES = { LARGE: true, MEDIUM: true, SMALL: true, MICRO: true } as const;
const DUE_BASES = {
  RECORDED: true,
  AGREED_TERM: true,
  STATUTORY_TERM: true,
  STATUTORY_CAP: true,
  RETENTION_PERIOD: true,
  UNKNOWN: true,
} as const;

/** What changes from stretch to stretch. */
const STRETCH_COLUMNS: readonly Column<DebtRow>[] = [
  text('bundle', ({ bundle }) => bundle),
  day('from_on', ({ state }) => state.from),
  day('last_on', ({ state }) => lastDayBefore(state.to)),
  day('overdue_on', overdueOn),
  whole('amount', ({ state }) => state.amount),
  whole('paid', ({ state }) => state.paid),
  whole('outstanding', ({ state }) => state.outstanding),
];

const FACT_COLUMNS: readonly Column<DebtFact>[] = [
  text('id', ({ id }) => id),
  text('debtor_key', ({ debtorKey }) => debtorKey),
  text('debtor_name', ({ debtor }) => debtor.name),
  text('debtor_organisation_code', ({ debtor }) => debtor.organisationCode),
  text('debtor_credit_code', ({ debtor }) => debtor.creditCode),
  word('debtor_kind', DEBTOR_KINDS, ({ debtorKind }) => debtorKind),
  text('creditor_key', ({ creditorKey }) => creditorKey),
  text('creditor_name', ({ creditor }) => creditor.name),
  text('creditor_organisation_code', ({ creditor }) => creditor.organisationCode),
  text('creditor_credit_code', ({ creditor }) => creditor.creditCode),
  word('creditor_scale', SCALES, ({ scale }) => scale),
  flag('protected', ({ ownership, scale }) => isProtected(ownership, scale)),
  text('contract_no', ({ contractNo }) => contractNo),
  text('contract_name', ({ contractName }) => contractName),
  word('category', CATEGORIES, ({ category }) => category),
  flag('wages', ({ wages }) => wages),
  word('cause', CAUSES, ({ cause }) => cause),
  text('cause_note', ({ causeNote }) => causeNote),
  flag('disputed', ({ disputed }) => disputed),
  flag('verified', ({ verified }) => verified),
  day('incurred_on', ({ incurredOn }) => incurredOn),
  day('due_on', ({ dueOn }) => dueOn),
  word('due_basis', DUE_BASES, ({ dueBasis }) => dueBasis),
  whole('late_rate', ({ lateRate }) => lateRate),
  text('contract_keys', ({ contractKeys }) => JSON.stringify(contractKeys)),
  text('bill_key', ({ billKey }) => billKey),
  whole('recorded_amount', ({ recordedAmount }) => recordedAmount),
  text('balances', ({ balances }) => balancesText(balances)),
  text('search_text', (debt) => searchText(debt)),
];

/** One row a debt and stretch of days on which nothing about it changes: a question for any day is a plain scan. */
function debtTable(name: string, holds: (state: DebtState, presentFrom: Day) => boolean): Table {
  const rowOf = (row: DebtRow): DuckDBValue[] => [
    ...STRETCH_COLUMNS.map((column) => column.value(row)),
    ...factsOf(row.debt),
  ];
  return {
    name,
    columns: [...STRETCH_COLUMNS, ...FACT_COLUMNS],
    rows: ({ key, debts }, presentFrom) =>
      debtRows(key, debts)
        .filter(({ state }) => holds(state, presentFrom))
        .map(rowOf),
  };
}

/** Worked out once, however many stretches a debt has. */
const factsKept = new WeakMap<DebtFact, DuckDBValue[]>();
function factsOf(debt: DebtFact): DuckDBValue[] {
  const facts = factsKept.get(debt) ?? FACT_COLUMNS.map((column) => column.value(debt));
  factsKept.set(debt, facts);
  return facts;
}

/** Stretches that end in the present or later: all that a question about today has to read, about a row a debt. */
const presentTable = debtTable('debt', ({ to }, presentFrom) => to > presentFrom);
/** Those that ended before. */
const pastTable = debtTable('debt_past', ({ to }, presentFrom) => to <= presentFrom);

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
export const tables: readonly Table[] = [presentTable, pastTable, mentionTable, nilReportTable, issueTable];

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
