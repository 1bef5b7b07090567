import type { Bilingual, Column, ReportShape } from '../../gateway/reports/shape.ts';
import { serial, totals } from './columns.ts';

/** A report of totals, a row for each of their cells. */
export function groups(
  title: Bilingual,
  dimensions: readonly Column[],
  more: Pick<ReportShape, 'fixed'> = {},
): ReportShape {
  return { version: 1, title, rows: 'arrears.groups', columns: [serial, ...dimensions, ...totals], ...more };
}
