import type { AskRows, Row, Variables } from '../gateway/reports/shape.ts';
import { debts, inShort } from './parts/debts.ts';

export const report = debts({ zh: '先民生后一般清偿顺序表', en: 'What to pay first' }, inShort, {
  fixed: ['wages'],
  derive: wagesFirst,
});

/** What is wages of migrant workers before everything else. */
async function* wagesFirst(ask: AskRows, variables: Variables): AsyncIterable<Row> {
  const filter = variables['filter'] as object;
  for (const wages of [true, false]) yield* ask({ ...variables, filter: { ...filter, wages } });
}
