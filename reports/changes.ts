import { Refusal } from '../kit/graphql/errors.ts';
import type { AskRows, Given, ReportShape, Row, Variables } from '../gateway/reports/shape.ts';
import * as columns from './parts/columns.ts';
import { changesBetween, type Debt } from './parts/changes.ts';
import { debts } from './parts/debts.ts';

const KINDS = { NEW: '新增', REPAID: '还款', CLEARED: '清零', ADJUSTED: '调整', SAME: '未变动' };
const DAYS: ReportShape['parameters'] = [
  { name: 'from', zh: '期初日', en: 'first day', type: 'DAY', required: true },
  { name: 'to', zh: '期末日', en: 'last day', type: 'DAY', required: true },
];
const title = { zh: '拖欠账款变动表', en: 'Changes of arrears' };

/** Opening, and what is new, less what is repaid, and what is adjusted: closing. Of each row, and of the sums. */
export const report = debts(
  title,
  [
    { key: 'change', zh: '变动', en: 'Change', type: 'text', path: 'change', words: KINDS, width: 9 },
    { ...{ key: 'count', zh: '笔数', en: 'Debts', type: 'count', path: 'count' }, ...{ width: 9, summed: true } },
    columns.domain,
    columns.debtorName,
    columns.creditorName,
    columns.contractName,
    columns.contractNo,
    columns.money('opening', '期初余额', 'Opening'),
    columns.money('added', '新增', 'New'),
    columns.money('repaid', '还款', 'Repaid'),
    columns.money('adjusted', '调整', 'Adjusted'),
    columns.money('closing', '期末余额', 'Closing'),
    columns.debtId,
  ],
  { fixed: ['statuses', 'ids'], parameters: DAYS, variables: lastDay, derive: changes },
);

function lastDay({ from = '', to = '' }: Given): Variables {
  if (from <= to) return { asOf: to };
  throw new Refusal('BAD_USER_INPUT', `to wants a day not before from; got ${from} to ${to}.`);
}

/** What is asked by ids is asked a page at a time. */
const IDS_AT_ONCE = 250;

async function* changes(ask: AskRows, variables: Variables, { from, to }: Given): AsyncIterable<Row> {
  const askOn = (asOf: string | undefined, filter = variables['filter']): AsyncIterable<Debt> =>
    ask({ ...variables, asOf, filter }) as AsyncIterable<Debt>;
  const byIds = async function* (ids: readonly string[]): AsyncIterable<Debt> {
    for (let i = 0; i < ids.length; i += IDS_AT_ONCE)
      yield* askOn(to, { ids: ids.slice(i, i + IDS_AT_ONCE), scope: 'ALL' });
  };
  yield* changesBetween(askOn(from), askOn(to), byIds);
}
