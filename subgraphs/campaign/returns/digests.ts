import { createHash } from 'node:crypto';
import { yuanOf, type Fen } from '../../../kit/rules/money.ts';
import type { Line } from './model.ts';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const money = (fen: Fen | undefined): string => (fen === undefined ? '' : yuanOf(fen));

/** Of what the books say of the lines: what a confirmation is of (P27). */
export function booksDigest(lines: readonly Line[]): string {
  return digestOf(lines.map(bookLine).join('\n'));
}

function bookLine({ key, basis, books, declared }: Line): string {
  // what stands in no book has figures of its own
  const own = basis === 'OFF_BOOK' ? { ...declared, disputed: declared.disputedAmount > 0n } : books;
  const disputed = own ? String(Number(own.disputed)) : '';
  return [key, basis, money(own?.amount), money(own?.paid), money(own?.outstanding), disputed, own?.dueOn ?? ''].join(
    '|',
  );
}

/** Of what was frozen of a return (P28). */
export function returnDigest(lines: readonly Line[]): string {
  return digestOf(lines.map(frozenLine).join('\n'));
}

function frozenLine({ key, basis, answer, books, declared }: Line): string {
  const said = [declared.amount, declared.paid, declared.outstanding, declared.disputedAmount];
  return [key, basis, answer, ...[books?.amount, books?.paid, books?.outstanding, ...said].map(money)].join('|');
}

/** Of a summary's returns: what is signed (P28). */
export function summaryDigest(returns: readonly { id: string; digest: string }[]): string {
  return digestOf(returns.map(({ id, digest }) => `${id}=${digest}`).join('\n'));
}
