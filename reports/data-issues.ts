import type { ReportShape } from '../gateway/reports/shape.ts';
import * as columns from './parts/columns.ts';
import { WORDS } from './parts/words.ts';

export const report: ReportShape = {
  version: 1,
  title: { zh: '账目数据问题清单', en: 'Data issues' },
  rows: 'dataIssues.nodes',
  pageSize: 500,
  columns: [
    columns.serial,
    columns.domain,
    { key: 'kind', zh: '问题', en: 'Kind', type: 'text', path: 'kind', words: WORDS.DataIssueKind, width: 18 },
    { key: 'location', zh: '位置', en: 'Location', type: 'text', path: 'location', width: 30 },
    { key: 'found', zh: '原文', en: 'Found', type: 'text', path: 'found', width: 24 },
    { key: 'message', zh: '处理', en: 'What was made of it', type: 'text', path: 'message', width: 50 },
    { ...columns.debtId, path: 'debtId' },
  ],
};
