import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount, readFigures } from '../../subgraphs/energy/facts/amounts.ts';
import { lineOf } from './ledger-lines.ts';

describe('an amount in 万元', () => {
  test.each([
    ['12.5', 12_500_000n],
    ['1,200', 1_200_000_000n],
    [' 30.00 ', 30_000_000n],
    ['３５', 35_000_000n],
    ['３，５００．５', 3_500_500_000n],
    ['12.5万元', 12_500_000n],
    ['12.5 万', 12_500_000n],
    ['0', 0n],
    ['0.000001', 1n],
    ['0.0000005', 1n],
    ['0.00000049', 0n],
  ])('%s is read', (text, fen) => {
    expect(readAmount(text)).toEqual({ fen, unreadable: false });
  });

  test.each([
    '约30',
    '—',
    '-5',
    '+5',
    '.5',
    '5.',
    '1.2.3',
    '12元',
    '万',
    '万元',
    ',',
    '1e3',
    '十二',
    '①',
    '1²',
    '12.⑤',
    '𝟏𝟐',
    'Ⅳ',
    '½',
    '1234567890123456789',
    '9'.repeat(30),
  ])('%s cannot be read', (text) => {
    expect(readAmount(text)).toEqual({ fen: null, unreadable: true });
  });

  test.each([null, '', '  ', '\u3000'])('%j is empty', (text) => {
    expect(readAmount(text)).toEqual({ fen: null, unreadable: false });
  });

  const fullWidth = (text: string): string =>
    text.replace(/[!-~]/g, (plain) => String.fromCharCode(plain.charCodeAt(0) + 0xfee0));
  const fenTexts = fc
    .bigInt(0n, 10n ** 15n)
    .map((fen) => ({ fen, text: `${fen / 1_000_000n}.${String(fen % 1_000_000n).padStart(6, '0')}` }));

  test('is exact to the fen, however it is written', () => {
    const spelling = fc.constantFrom(
      (text: string) => text,
      fullWidth,
      (text: string) => `${text}万元`,
      (text: string) => ` ${text} 万`,
      (text: string) => text.replace(/(\d)(?=(\d{3})+\.)/g, '$1,'),
    );
    fc.assert(
      fc.property(fenTexts, spelling, ({ fen, text }, spell) => {
        expect(readAmount(spell(text)).fen).toBe(fen);
      }),
    );
  });
});

describe('the three amounts of a row', () => {
  const figures = (amount: string, paid: string | null, outstanding: string | null): object | null =>
    readFigures(lineOf({ amountAsTyped: amount, paidAsTyped: paid, outstandingAsTyped: outstanding }));
  const wan = (amount: number): bigint => BigInt(amount) * 1_000_000n;

  test.each([
    // 欠款, 已付, 未付 → amount, paid, outstanding, disagree, overpaid
    ['10', null, null, 10, 0, 10, false, 0],
    ['10', '4', null, 10, 4, 6, false, 0],
    ['10', null, '6', 10, 4, 6, false, 0],
    ['10', '4', '6', 10, 4, 6, false, 0],
    ['10', '4', '5', 10, 5, 5, true, 0],
    ['10', '2', '12', 10, 0, 12, true, 0],
    ['10', null, '12', 10, 0, 12, true, 0],
    ['10', '13', null, 10, 10, 0, false, 3],
    ['10', '13', '0', 10, 10, 0, true, 0],
    ['10', '10', null, 10, 10, 0, false, 0],
    ['0', null, null, 0, 0, 0, false, 0],
  ])('%s %s %s', (amount, paid, outstanding, readAs, readPaid, readOutstanding, disagree, overpaid) => {
    expect(figures(amount, paid, outstanding)).toEqual({
      amount: wan(readAs),
      paid: wan(readPaid),
      outstanding: wan(readOutstanding),
      disagree,
      overpaid: wan(overpaid),
      unreadable: [],
    });
  });

  test('what is paid or outstanding and cannot be read counts as empty', () => {
    expect(figures('10', '约3', '—')).toMatchObject({
      paid: 0n,
      outstanding: wan(10),
      disagree: false,
      unreadable: ['约3', '—'],
    });
    expect(figures('10', '约3', '8')).toMatchObject({
      paid: wan(2),
      outstanding: wan(8),
      disagree: false,
      unreadable: ['约3'],
    });
  });

  test('there are none where the amount owed cannot be read', () => {
    expect(figures('约10', '4', '6')).toBeNull();
    expect(figures('', '4', '6')).toBeNull();
  });
});
