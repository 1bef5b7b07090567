import type { ReportShape } from '../gateway/reports/shape.ts';
import * as columns from './parts/columns.ts';
import { DOMAIN_WORDS, WORDS } from './parts/words.ts';

export const report: ReportShape = {
  version: 1,
  title: { zh: '账目矛盾清单', en: 'Contradictions' },
  rows: 'contradictions.nodes',
  pageSize: 100,
  columns: [
    columns.serial,
    { key: 'kind', zh: '矛盾', en: 'Kind', type: 'text', path: 'kind', words: WORDS.ContradictionKind, width: 24 },
    { ...columns.debtorName, path: 'debtor.name' },
    { ...columns.creditorName, path: 'creditor.name' },
    { ...columns.money('amount', '金额', 'Amount'), summed: false },
    {
      ...{ key: 'registeredIn', zh: '登记于', en: 'Registered in', type: 'text', path: 'recordings.domain.code' },
      ...{ words: DOMAIN_WORDS, width: 20 },
    },
    {
      key: 'lacking',
      zh: '缺记或报零',
      en: 'Lacking',
      type: 'text',
      path: 'lacking.code',
      words: DOMAIN_WORDS,
      width: 14,
    },
    { key: 'debtIds', zh: '债务编号', en: 'Debt ids', type: 'text', path: 'recordings.debtId', width: 40 },
    { key: 'id', zh: '矛盾编号', en: 'Id', type: 'text', path: 'id', width: 24 },
  ],
};
