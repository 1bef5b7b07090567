import type { ReportShape } from '../gateway/reports/shape.ts';
import { money, serial } from './parts/columns.ts';

const MONTHS: ReportShape['parameters'] = [
  { name: 'from', zh: '起始月', en: 'first month', type: 'MONTH', required: true },
  { name: 'to', zh: '截止月', en: 'last month', type: 'MONTH', required: true },
];

export const report: ReportShape = {
  version: 1,
  title: { zh: '拖欠余额逐月变动表', en: 'Trend of arrears' },
  rows: 'trend',
  parameters: MONTHS,
  variables: ({ from, to }) => ({ from, to }),
  columns: [
    serial,
    { key: 'month', zh: '月份', en: 'Month', type: 'text', path: 'month', width: 10 },
    { key: 'asOf', zh: '截至日', en: 'As of', type: 'day', path: 'asOf', width: 12 },
    { key: 'count', zh: '笔数', en: 'Debts', type: 'count', path: 'count', width: 9, unit: { zh: '笔', en: 'debts' } },
    { ...money('outstanding', '余额', 'Outstanding'), summed: false },
    money('incurred', '新增', 'Incurred'),
    money('paid', '偿还', 'Paid'),
    money('adjusted', '调整', 'Adjusted'),
    { key: 'complete', zh: '是否完整', en: 'Complete', type: 'flag', path: 'complete', width: 9 },
  ],
};
