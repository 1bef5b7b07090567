import type { ReportShape } from '../gateway/reports/shape.ts';
import { serial, totals } from './parts/columns.ts';
import { WORDS } from './parts/words.ts';

export const report: ReportShape = {
  version: 1,
  title: { zh: '被拖欠债权企业排名表', en: 'Largest creditors' },
  rows: 'enterprises.edges',
  columns: [
    serial,
    { key: 'creditorName', zh: '债权企业', en: 'Creditor', type: 'text', path: 'node.name', width: 34 },
    { key: 'creditorCode', zh: '信用代码', en: 'Creditor code', type: 'text', path: 'node.creditCode', width: 21 },
    {
      key: 'scale',
      zh: '企业规模',
      en: 'Scale',
      type: 'text',
      path: 'node.scale',
      words: WORDS.EnterpriseScale,
      width: 9,
    },
    {
      key: 'ownership',
      zh: '所有制',
      en: 'Ownership',
      type: 'text',
      path: 'node.ownership',
      words: WORDS.Ownership,
      width: 11,
    },
    ...totals,
  ],
};
