import type { AskRows, ReportShape, Row, Variables } from '../gateway/reports/shape.ts';
import * as columns from './parts/columns.ts';
import { WORDS } from './parts/words.ts';

export const report: ReportShape = {
  version: 1,
  title: { zh: '跨库对账表', en: 'Reconciliation' },
  rows: 'reconciliation.nodes',
  pageSize: 100,
  columns: [
    columns.serial,
    columns.debtorName,
    columns.creditorName,
    columns.contractName,
    columns.contractNo,
    { ...columns.domain, key: 'registeredIn', zh: '登记于', en: 'Registered in', path: 'recording.domain.code' },
    { ...columns.money('amount', '应付', 'Amount', 'recording.amount'), summed: false },
    { ...columns.money('outstanding', '余额', 'Outstanding', 'recording.outstanding'), summed: false },
    { ...columns.money('difference', '最大差额', 'Largest difference', 'difference'), summed: false },
    {
      key: 'basis',
      zh: '认定依据',
      en: 'Basis',
      type: 'text',
      path: 'recording.basis',
      words: WORDS.MatchBasis,
      width: 18,
    },
    { ...columns.debtId, path: 'recording.debtId' },
    { ...columns.debtId, key: 'countedAs', zh: '计入编号', en: 'Counted as', path: 'id' },
  ],
  derive: byBook,
};

/** One row for each book that has the debt: its amounts stand in several, and are not summed. */
async function* byBook(ask: AskRows, variables: Variables): AsyncIterable<Row> {
  for await (const row of ask(variables))
    for (const recording of row['recordings'] as readonly object[]) yield { ...row, recording };
}
