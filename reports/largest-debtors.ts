import type { ReportShape } from '../gateway/reports/shape.ts';
import { debtorKind, serial, totals } from './parts/columns.ts';

export const report: ReportShape = {
  version: 1,
  title: { zh: '拖欠账款债务人排名表', en: 'Largest debtors' },
  rows: 'debtors.edges',
  columns: [
    serial,
    { key: 'debtorName', zh: '欠款主体', en: 'Debtor', type: 'text', path: 'node.name', width: 34 },
    { key: 'debtorCode', zh: '主体代码', en: 'Debtor code', type: 'text', path: 'node.creditCode', width: 21 },
    { ...debtorKind, path: 'node.kind' },
    ...totals,
  ],
};
