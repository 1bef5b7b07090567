import { makeDemo } from '../../demo/generate.ts';
import type { Row } from '../../demo/rows.ts';
import type { TruthDebt, TruthDomain } from '../../demo/truth.ts';

/** The demo at its default size. */
export const demo = makeDemo({ seed: 1, debts: 400, today: '2025-11-24' });

export function rowsOf(domain: TruthDomain, table: string): Row[] {
  const rows = demo.tables[domain][table];
  if (!rows) throw new Error(`${domain} has no table ${table}`);
  return rows;
}

/** The column's value as text, '' for NULL. */
export const text = (row: Row, column: string): string => String(row[column] ?? '');

/** Debts that the department's books show on the demo's day. */
export function debtsToday(domain: TruthDomain): TruthDebt[] {
  const { debts, today } = demo.truth;
  return debts.filter((debt) => debt.domain === domain && (debt.from ?? '') <= today && (debt.to ?? '9999') >= today);
}

export function hasIssue(domain: TruthDomain, kind: string): boolean {
  return demo.truth.issues.some((issue) => issue.domain === domain && issue.kind === kind);
}

/** A flaw, and whether the demo has it. */
export type Flaw = readonly [string, () => boolean];

/** Ways in which codes are written: each flaw holds where one of the texts has it. */
export function codeFlaws(texts: readonly string[]): Flaw[] {
  const some =
    (pattern: RegExp): (() => boolean) =>
    () =>
      texts.some((code) => pattern.test(code));
  return [
    ['a clean credit code', some(/^9[12]\d{6}[0-9A-Z]{10}$/)],
    ['a lower-case code', some(/^9[12]\d{6}[0-9a-z]*[a-z][0-9a-z]*$/)],
    ['a full-width code', some(/^[０-９Ａ-Ｚ]{18}$/)],
    ['O for 0', some(/^91\d*O/)],
    ['I for 1', some(/^9I/)],
    ['an organisation code alone', some(/^[0-9A-Z]{9}$/)],
    ['an organisation code with a hyphen', some(/^[0-9A-Z]{8}-[0-9X]$/)],
    ['a number of 15 characters', some(/^\d{6}[0-9A-Z]{9}$/)],
    ['an empty code', some(/^\s*$/)],
  ];
}
