import type { Bilingual, Column, ReportShape } from '../../gateway/reports/shape.ts';
import * as columns from './columns.ts';

/** A report that lists debts, read a page at a time. */
export function debts(
  title: Bilingual,
  own: readonly Column[],
  more: Omit<Partial<ReportShape>, 'title' | 'columns'> = {},
): ReportShape {
  return { version: 1, title, rows: 'debts.nodes', pageSize: 250, columns: [columns.serial, ...own], ...more };
}

/** A debt in short: between whom, what for, how much, since when. */
export const inShort: readonly Column[] = [
  columns.domain,
  columns.debtorName,
  columns.debtorKind,
  columns.creditorName,
  columns.contractName,
  columns.contractNo,
  columns.wages,
  columns.cause,
  columns.amount,
  columns.paid,
  columns.outstanding,
  columns.incurredOn,
  columns.dueOn,
  columns.daysOverdue,
  columns.debtId,
];
