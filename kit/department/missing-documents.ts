import type { DocumentKind } from '../rules/fact.ts';

/** What the file of every debt is to hold (一笔账一档案). */
const REQUIRED_DOCUMENTS: readonly DocumentKind[] = ['CONTRACT', 'PLAN', 'VOUCHER'];

/** Of contract, plan and voucher, those that are not among the kinds a file holds. */
export function missingDocuments(kinds: readonly DocumentKind[]): DocumentKind[] {
  return REQUIRED_DOCUMENTS.filter((kind) => !kinds.includes(kind));
}
