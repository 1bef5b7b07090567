import type { AskRows, Row, Variables } from '../gateway/reports/shape.ts';
import * as columns from './parts/columns.ts';
import { debts } from './parts/debts.ts';
import { WORDS } from './parts/words.ts';

const title = { zh: '欠款档案缺件清单', en: 'Debts whose files lack documents' };

export const report = debts(
  title,
  [
    columns.domain,
    columns.debtorName,
    columns.creditorName,
    columns.contractName,
    columns.contractNo,
    columns.outstanding,
    {
      ...{
        key: 'missingDocuments',
        zh: '缺件',
        en: 'Missing documents',
        type: 'text',
        path: 'record.missingDocuments',
      },
      ...{ words: WORDS.DocumentKind, width: 26 },
    },
    columns.debtId,
  ],
  { derive: incomplete },
);

/** Debts whose files lack something. */
async function* incomplete(ask: AskRows, variables: Variables): AsyncIterable<Row> {
  for await (const row of ask(variables)) {
    const { missingDocuments = [] } = (row['record'] ?? {}) as { missingDocuments?: readonly string[] };
    if (missingDocuments.length > 0) yield row;
  }
}
