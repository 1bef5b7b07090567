import fc from 'fast-check';
import { parseValue as parseLiteralText } from 'graphql';
import { describe, expect, test } from 'vitest';
import { scalars } from '../../kit/graphql/scalars.ts';

const { Decimal, Date: DateScalar, DateTime } = scalars;

describe('Decimal', () => {
  const fen = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

  test('is fen inside and yuan outside, exact whatever its size', () => {
    fc.assert(
      fc.property(fen, (value) => {
        expect(Decimal.parseValue(Decimal.serialize(value))).toBe(value);
      }),
    );
  });

  test.each([null, undefined, NaN, 12.5, 12, '12.50', 'NaN', [], {}, true])(
    'does not tell %j, which is no fen',
    (value) => {
      expect(() => Decimal.serialize(value)).toThrow('a resolver answers a Decimal that is none');
    },
  );

  test('takes a JSON number for the amount that was written, or not at all', () => {
    const cents = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
    fc.assert(
      fc.property(cents, (value) => {
        const text = Decimal.serialize(value);
        const arrived = JSON.parse(text) as number;
        if (Math.abs(arrived) < 1e13) expect(Decimal.parseValue(arrived)).toBe(value);
        else expect(() => Decimal.parseValue(arrived)).toThrow('as text where it has more than 13 digits');
      }),
      { examples: [[10n ** 15n - 1n], [10n ** 15n], [123_456_789_012_345_678n]] },
    );
  });

  test.each([
    '12.345',
    '1e3',
    '0x10',
    '',
    ' 1',
    '1,000',
    'NaN',
    '１２',
    '+1',
    12.345,
    1e-7,
    NaN,
    Infinity,
    null,
    true,
    [],
    ['1'],
    {},
  ])('takes no %j', (value) =>
    expect(() => Decimal.parseValue(value)).toThrow('Decimal wants yuan with at most two places'),
  );

  test.each([
    ['1234567890123456.12', 123_456_789_012_345_612n],
    ['"1234567890123456.12"', 123_456_789_012_345_612n],
    ['9999999999999999.99', 999_999_999_999_999_999n],
    ['-0.01', -1n],
  ])('takes %s in a query, digit by digit', (text, value) => {
    expect(Decimal.parseLiteral(parseLiteralText(text), {})).toBe(value);
  });

  test.each([
    '10000000000000000',
    '"-10000000000000000.00"',
    '9'.repeat(37),
    '1e3',
    'true',
    'A',
    '[1]',
    '{a: 1}',
    '1.005',
  ])('takes no %s in a query', (text) => {
    expect(() => Decimal.parseLiteral(parseLiteralText(text), {})).toThrow('Decimal wants');
  });
});

const DAYS = [
  '2023-02-29',
  '2024-2-29',
  '20240229',
  '2024-02-29T00:00:00Z',
  '0000-00-00',
  'today',
  '',
  20_240_229,
  null,
  true,
  ['2024-02-29'],
  new Date(),
];

describe('Date', () => {
  test('is a day of the calendar both ways', () => {
    for (const way of [(day: unknown) => DateScalar.parseValue(day), (day: unknown) => DateScalar.serialize(day)])
      expect(way('2024-02-29')).toBe('2024-02-29');
    expect(DateScalar.parseLiteral(parseLiteralText('"2024-02-29"'), {})).toBe('2024-02-29');
  });

  test.each(DAYS)('%j is none', (value) => {
    expect(() => DateScalar.parseValue(value)).toThrow('Date wants a date of the calendar');
    expect(() => DateScalar.serialize(value)).toThrow('a resolver answers a Date that is none');
  });
});

const INSTANTS = [
  '2026-03-20',
  '2026-03-20 08:00:00',
  '2026-03-20T08:00:00',
  '2026-02-30T08:00:00Z',
  '2026-03-20T25:00:00Z',
  '2026',
  '1',
  'June 5',
  1_700_000_000_000,
  null,
  {},
];

describe('DateTime', () => {
  test.each([
    '2026-03-20T08:00:00+08:00',
    '2026-03-20T00:00:00Z',
    '2026-03-20T00:00:00.123Z',
    '2026-03-20T08:00+08:00',
  ])('is an instant with its offset: %s', (text) => {
    expect([DateTime.parseValue(text), DateTime.serialize(text)]).toEqual([text, text]);
    expect(DateTime.parseLiteral(parseLiteralText(JSON.stringify(text)), {})).toBe(text);
  });

  test.each(INSTANTS)('%j is none', (value) => {
    expect(() => DateTime.parseValue(value)).toThrow('DateTime wants ISO 8601');
    expect(() => DateTime.serialize(value)).toThrow('a resolver answers a DateTime that is none');
  });
});
