import { lastDayOfMonth } from '../kit/rules/dates.ts';
import { fenOfYuan, yuanOf, type Fen } from '../kit/rules/money.ts';
import type { AskRows, Given, Row, Variables } from '../gateway/reports/shape.ts';
import * as columns from './parts/columns.ts';
import { debts } from './parts/debts.ts';
import { paymentsOf, planOf } from './parts/plans.ts';
import { WORDS } from './parts/words.ts';

const title = { zh: '当月应还计划及还款情况表', en: 'Instalments due in a month' };

export const report = debts(
  title,
  [
    columns.domain,
    columns.debtorName,
    columns.creditorName,
    columns.contractName,
    columns.contractNo,
    {
      key: 'instalmentsDueOn',
      zh: '计划偿还日',
      en: 'Instalments due on',
      type: 'text',
      path: 'instalmentsDueOn',
      width: 22,
    },
    columns.money('planned', '当月应还', 'Due in the month'),
    {
      ...{ key: 'fundingSource', zh: '资金来源', en: 'Funding source', type: 'text', path: 'fundingSources' },
      ...{ words: WORDS.FundingSource, width: 14 },
    },
    columns.money('paidInMonth', '当月已还', 'Paid in the month'),
    columns.money('unpaid', '当月未还', 'Not paid of it'),
    columns.outstanding,
    columns.debtId,
  ],
  {
    parameters: [{ name: 'month', zh: '月份', en: 'month', type: 'MONTH', required: true }],
    variables: ({ month }, today) => ({ asOf: earlier(lastDayOfMonth(month ?? '') ?? today, today) }),
    derive: planned,
  },
);

const earlier = (a: string, b: string): string => (a < b ? a : b);

/**
 * Debts with an instalment in the month, but for those that were cleared before it. What is paid counts for the month's
 * instalments together.
 */
async function* planned(ask: AskRows, variables: Variables, { month = '' }: Given): AsyncIterable<Row> {
  for await (const row of ask(variables)) {
    const instalments = planOf(row).filter(({ dueOn }) => dueOn.startsWith(month));
    const [due, paid] = [sumOf(instalments), sumOf(paymentsOf(row).filter(({ paidOn }) => paidOn.startsWith(month)))];
    const isOver = row['outstanding'] === '0.00' && paid === 0n;
    if (instalments.length === 0 || isOver) continue;
    yield {
      ...row,
      instalmentsDueOn: instalments.map(({ dueOn }) => dueOn),
      fundingSources: instalments.map(({ fundingSource }) => fundingSource),
      planned: yuanOf(due),
      paidInMonth: yuanOf(paid),
      unpaid: yuanOf(due > paid ? due - paid : 0n),
    };
  }
}

const sumOf = (amounts: readonly { amount: string }[]): Fen =>
  amounts.reduce((sum, { amount }) => sum + fenOfYuan(amount), 0n);
