import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, fenOf, maxFen, minFen, parseDecimal, roundHalfUp, yuanOf } from '../../kit/rules/money.ts';

const anyFen = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });

describe('parseDecimal', () => {
  test.each([
    ['0', 2, 0n],
    ['12', 2, 1_200n],
    ['12.3', 2, 1_230n],
    ['12.34', 2, 1_234n],
    ['12.340000', 2, 1_234n],
    ['-12.34', 2, -1_234n],
    ['-0.00', 2, 0n],
    ['007.10', 2, 710n],
    ['999999999999.99999999', 8, 99_999_999_999_999_999_999n],
    ['5', 0, 5n],
  ])('%s with %d places', (text, places, value) => expect(parseDecimal(text, places)).toBe(value));

  test.each(['', ' ', '1.', '.5', '+1', '--1', '1e3', '1,000', '1 ', '１', '0x10', 'NaN', '1.2.3', '12.345'])(
    'refuses %j with two places',
    (text) => expect(parseDecimal(text, 2)).toBeNull(),
  );

  test('reads back what yuanOf writes', () =>
    fc.assert(fc.property(anyFen, (fen) => parseDecimal(yuanOf(fen), 2) === fen)));
});

test.each([
  [0n, 2, '0.00'],
  [-5n, 2, '-0.05'],
  [5_000n, 7, '0.0005000'],
  [710_250_000n, 8, '7.10250000'],
  [-710_250_000n, 8, '-7.10250000'],
])('%d / 10^%d is written %s', (value, places, text) => expect(decimalText(value, places)).toBe(text));

describe('roundHalfUp', () => {
  test.each([
    [4n, 1, 0n],
    [5n, 1, 1n],
    [-4n, 1, 0n],
    [-5n, 1, 0n],
    [-6n, 1, -1n],
    [-15n, 1, -1n],
    [-16n, 1, -2n],
    [49n, 2, 0n],
    [50n, 2, 1n],
    [149n, 2, 1n],
    [150n, 2, 2n],
    [7n, 0, 7n],
    [-7n, 0, -7n],
  ])('%d / 10^%d is %d', (value, places, rounded) => expect(roundHalfUp(value, places)).toBe(rounded));

  test('is the nearest whole number, the greater of two equally near', () =>
    fc.assert(
      fc.property(anyFen, fc.integer({ min: 0, max: 10 }), (value, places) => {
        const unit = 10n ** BigInt(places);
        const over = 2n * (roundHalfUp(value, places) * unit - value);
        return -unit < over && over <= unit;
      }),
    ));
});

describe('fenOf', () => {
  test.each([
    ['12.34', 2, 1_234n],
    ['12.344', 2, 1_234n],
    ['12.345', 2, 1_235n],
    ['12.3449999999999999999', 2, 1_234n],
    ['-0.005', 2, 0n],
    ['-0.0051', 2, -1n],
    ['1.5', 6, 1_500_000n],
    ['0.0000005', 6, 1n],
    ['0.0000004', 6, 0n],
    ['0001', 2, 100n],
  ])('%s × 10^%d', (text, power, fen) => expect(fenOf(text, power)).toBe(fen));

  test.each(['', '万', '1e2', '1,5'])('%j is no amount', (text) => expect(fenOf(text, 2)).toBeNull());

  test('agrees with parseDecimal where nothing is to be rounded', () =>
    fc.assert(
      fc.property(anyFen, fc.constantFrom('', '0', '000'), (fen, zeros) => fenOf(yuanOf(fen) + zeros, 2) === fen),
    ));
});

describe('yuanOf', () => {
  test.each([
    [0n, '0.00'],
    [1n, '0.01'],
    [10n, '0.10'],
    [99n, '0.99'],
    [100n, '1.00'],
    [123_456_780n, '1234567.80'],
    [-5n, '-0.05'],
    [-12_345n, '-123.45'],
    [10n ** 24n + 1n, '10000000000000000000000.01'],
  ])('%d', (fen, text) => expect(yuanOf(fen)).toBe(text));
});

test('the greater and the lesser of two amounts', () => {
  expect([maxFen(1n, 2n), maxFen(2n, 1n), maxFen(-1n, -2n)]).toEqual([2n, 2n, -1n]);
  expect([minFen(1n, 2n), minFen(2n, 1n), minFen(-1n, -2n)]).toEqual([1n, 1n, -2n]);
});
