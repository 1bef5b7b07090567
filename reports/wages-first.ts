import type { AskRows, Row, Variables } from '../gateway/reports/shape.ts';
import { debts, inShort } from './parts/debts.ts';
import { checkKept } from './parts/kept.ts';

export const report = debts({ zh: '先民生后一般清偿顺序表', en: 'What to pay first' }, inShort, {
  fixed: ['wages'],
  derive: wagesFirst,
});

/**
 * What is wages of migrant workers before everything else. It is one list: of two, a debt that is found to be wages in
 * between would stand in both, or in neither.
 */
async function* wagesFirst(ask: AskRows, variables: Variables): AsyncIterable<Row> {
  const others: Row[] = [];
  for await (const row of ask(variables)) {
    if (row['wages'] === true) yield row;
    else checkKept(others.push(row));
  }
  yield* others;
}
