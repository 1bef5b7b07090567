import type { Day } from './dates.ts';
import type { IssueFact } from './fact.ts';
import { yuanOf } from './money.ts';
import { overpaidOn, overRefundedOn, type Account } from './states.ts';

/** The row that an issue is about. */
export type IssueRow = Pick<IssueFact, 'location' | 'debtId'>;

/** What is wrong in a debt's payments up to today. */
export function paymentIssues(account: Account, row: IssueRow, today: Day): IssueFact[] {
  const [overpaid, overRefunded] = [overpaidOn(account, today), overRefundedOn(account, today)];
  const issues: IssueFact[] = [];
  if (overpaid > 0n)
    issues.push({ ...row, kind: 'OVERPAID', found: yuanOf(overpaid), message: 'Paid beyond the amount: the excess counts in nothing.' });
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

/** That rows share a key; `found` says how many do. */
export function duplicateIssue(row: IssueRow, rows: number): IssueFact {
  return {
    ...row,
    kind: 'DUPLICATE_KEY',
    found: `${rows} rows`,
    message: 'One key, and more rows than one: the row that was changed last counts, once.',
  };
}
