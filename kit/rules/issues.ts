import { believed, type Day, type TypedDay } from './dates.ts';
import type { DataIssueKind, IssueFact } from './fact.ts';
import { groupedBy } from './group.ts';
import { yuanOf } from './money.ts';
import { overpaidOn, overRefundedOn, type Account } from './states.ts';

/** The row that an issue is about. */
export type IssueRow = Pick<IssueFact, 'location' | 'debtId'>;

/** What is wrong in a debt's payments up to today. */
export function paymentIssues(account: Account, row: IssueRow, today: Day): IssueFact[] {
  const [overpaid, overRefunded] = [overpaidOn(account, today), overRefundedOn(account, today)];
  const issues: IssueFact[] = [];
  if (overpaid > 0n)
    issues.push({
      ...row,
      kind: 'OVERPAID',
      found: yuanOf(overpaid),
      message: 'Paid beyond the amount: the excess counts in nothing.',
    });
  if (overRefunded > 0n)
    issues.push({
      ...row,
      kind: 'PAYMENT_UNMATCHED',
      found: yuanOf(-overRefunded),
      message: 'Refunded beyond what was paid: counts in nothing.',
    });
  return issues;
}

/** That a row in force leads nowhere; `found` says by what it leads. */
export function referenceIssue(row: IssueRow, found: string): IssueFact {
  return {
    ...row,
    kind: 'REFERENCE_MISSING',
    found,
    message: 'What this refers to is not in the books, or is deleted while the row is not.',
  };
}

const COPIES = 'One key, and more rows than one: the row that was changed last counts, once.';

/** That rows share a key; `found` says how many do. */
export function duplicateIssue(row: IssueRow, rows: number): IssueFact {
  return { ...row, kind: 'DUPLICATE_KEY', found: `${rows} rows`, message: COPIES };
}

export type FlawKind = Extract<DataIssueKind, 'AMOUNT_UNREADABLE' | 'FLAG_UNREADABLE' | 'DUPLICATE_KEY'>;

/** What is wrong in a column of one row, apart from days. */
export interface Flaw {
  kind: FlawKind;
  column: string;
  /** As it stands there. */
  found: string;
}

const MADE_OF: Readonly<Record<FlawKind, (columns: string) => string>> = {
  AMOUNT_UNREADABLE: (columns) => `No number that can be held exactly in ${columns}: it counts as nothing.`,
  FLAG_UNREADABLE: (columns) =>
    `None of the values that mean something in ${columns}: it counts as not set, the row as not in force.`,
  DUPLICATE_KEY: () => COPIES,
};

/** The flaws of a row as issues, one of a kind. */
export function flawIssues(flaws: readonly Flaw[], row: IssueRow): IssueFact[] {
  return [...groupedBy(flaws, ({ kind }) => kind)].map(([kind, ofKind]) => {
    const columns = ofKind.map(({ column }) => column).join(', ');
    return { ...row, kind, found: ofKind.map(({ found }) => found).join(' '), message: MADE_OF[kind](columns) };
  });
}

/** One issue for all the days of a row that cannot be read or believed, by their columns; an empty field is none. */
export function dateIssues(days: Readonly<Record<string, TypedDay>>, row: IssueRow, today: Day): IssueFact[] {
  const unreadable = Object.entries(days).filter(
    ([, { typed, day }]) => typed !== null && believed(day, today) === null,
  );
  if (unreadable.length === 0) return [];
  const found = unreadable.map(([, { typed }]) => typed).join(' ');
  const columns = unreadable.map(([column]) => column).join(', ');
  return [
    {
      ...row,
      kind: 'DATE_UNREADABLE',
      found,
      message: `No day of the calendar within 50 years in ${columns}: taken as if empty.`,
    },
  ];
}
