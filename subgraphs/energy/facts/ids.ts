import { createHash } from 'node:crypto';
import { groupedBy } from '../../../kit/rules/group.ts';
import { given } from '../../../kit/rules/text.ts';
import type { FigureReading } from './amounts.ts';
import type { LineReading } from './lines.ts';
import { typedForm } from './texts.ts';

/** A line that is a debt, under the id it has from month to month. */
export interface DebtLine extends LineReading {
  id: string;
  figures: FigureReading;
}

/**
 * The debts among one ledger's lines. Those that are alike in all that stays the same are numbered as the spreadsheet
 * has them.
 */
export function debtLinesOf(readings: readonly LineReading[]): Map<string, DebtLine> {
  const debts = readings.filter(isDebt).sort(byRowNumber);
  const alike = groupedBy(debts, digestOf);
  const numbered = [...alike].flatMap(([digest, lines]) =>
    lines.map((line, i) => ({ ...line, id: i === 0 ? `energy:${digest}` : `energy:${digest}-${i + 1}` })),
  );
  return new Map(numbered.map((debt) => [debt.id, debt]));
}

function isDebt(reading: LineReading): reading is LineReading & { figures: FigureReading } {
  return reading.kind === 'DEBT';
}

/** 序号 rising; lines without one last; the order of reading otherwise. */
function byRowNumber(a: LineReading, b: LineReading): number {
  const [left, right] = [rowNumberOf(a), rowNumberOf(b)];
  return left === right ? 0 : left - right;
}

function rowNumberOf({ line }: LineReading): number {
  return line.rowNumber === null ? Infinity : Number(line.rowNumber);
}

/** What stays the same of a debt from month to month, as typed. */
function digestOf({ line }: LineReading): string {
  const { reportingUnit, contractNo, contractName, incurredAsTyped, debtType } = line;
  const creditor = typedForm(line.creditor) || line.creditCode;
  const contract = typedForm(contractNo) || contractName;
  const parts = [reportingUnit, given(line.debtor) ?? reportingUnit, creditor, contract, incurredAsTyped, debtType].map(
    typedForm,
  );
  return createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 32);
}
