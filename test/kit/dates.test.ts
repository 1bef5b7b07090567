import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayNumber,
  dayOf,
  daysBetween,
  isBelievable,
  isDay,
  lastDayOfMonth,
  localDay,
  localDayOfUtc,
} from '../../kit/rules/dates.ts';

const anyDay = fc
  .integer({ min: dayNumber('1900-01-01'), max: dayNumber('2100-12-31') })
  .map((number) => addDays('1970-01-01', number));
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

describe('isDay', () => {
  test.each(['2024-02-29', '2000-02-29', '2025-01-31', '2025-04-30', '2025-12-31', '0001-01-01', '9999-12-31'])(
    '%s is one',
    (text) => expect(isDay(text)).toBe(true),
  );

  test.each([
    ...[
      '2025-02-29',
      '1900-02-29',
      '2025-04-31',
      '2025-06-31',
      '2025-13-01',
      '2025-00-10',
      '2025-01-00',
      '2025-01-32',
      '0000-01-01',
    ],
    ...[
      '2025-1-1',
      '2025/01/01',
      '20250101',
      '2025-01-01 ',
      ' 2025-01-01',
      '2025-01-01\n',
      '12025-01-01',
      '２025-01-01',
      '',
    ],
  ])('%j is none', (text) => expect(isDay(text)).toBe(false));
});

test.each([
  [2024, 2, 29, '2024-02-29'],
  [2025, 2, 29, null],
  [987, 6, 5, '0987-06-05'],
  [0, 1, 1, null],
  [2025, 13, 1, null],
  [10_000, 1, 1, null],
])('the day of %d, %d, %d is %s', (year, month, day, text) => expect(dayOf(year, month, day)).toBe(text));

describe('days', () => {
  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['1970-02-01', 31],
    ['2000-03-01', 11_017],
  ])('%s is number %d', (day, number) => expect(dayNumber(day)).toBe(number));

  test.each([
    ['2025-01-10', 60, '2025-03-11'],
    ['2024-01-31', 30, '2024-03-01'],
    ['2025-01-31', 30, '2025-03-02'],
    ['2024-12-31', 1, '2025-01-01'],
    ['2025-03-01', -1, '2025-02-28'],
    ['2025-03-01', 0, '2025-03-01'],
    ['1899-12-30', 45_000, '2023-03-15'],
    // summer time began on 4 May 1986 and ended on 14 September
    ['1986-05-03', 2, '1986-05-05'],
    ['1986-09-13', 2, '1986-09-15'],
  ])('%s and %d days', (day, days, sum) => expect(addDays(day, days)).toBe(sum));

  test.each([
    ['9999-12-31', 1, '9999-12-31'],
    ['2025-01-01', 2_147_483_647, '9999-12-31'],
    ['0001-01-01', -1, '0001-01-01'],
  ])('%s and %d days does not leave the calendar', (day, days, bound) => expect(addDays(day, days)).toBe(bound));

  test('what is added is between', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (day, days) => {
        const sum = addDays(day, days);
        return isDay(sum) && daysBetween(day, sum) === days && addDays(sum, -days) === day && sum > day === days > 0;
      }),
    ));
});

describe('months', () => {
  test.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-08-31', 1, '2025-09-30'],
    ['2024-11-15', 14, '2026-01-15'],
    ['2024-12-01', 1, '2025-01-01'],
    ['2025-01-01', -1, '2024-12-01'],
    ['2025-05-17', 0, '2025-05-17'],
    ['9999-11-30', 24, '9999-12-30'],
    ['0001-02-28', -24, '0001-01-28'],
  ])('%s and %d months', (day, months, sum) => expect(addMonths(day, months)).toBe(sum));

  test('the month is so many on, the day the same or the last of a shorter month', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const sum = addMonths(day, months);
        const sameDay = sum.slice(8) === day.slice(8);
        return (
          isDay(sum) &&
          monthOf(sum) - monthOf(day) === months &&
          (sameDay || (sum < `${sum.slice(0, 8)}${day.slice(8)}` && addDays(sum, 1).endsWith('-01')))
        );
      }),
    ));

  test.each([
    ['2025-02', '2025-02-28'],
    ['202402', '2024-02-29'],
    ['2025-12', '2025-12-31'],
    ['202504', '2025-04-30'],
    ['2025-13', null],
    ['2025-00', null],
    ['0000-01', null],
    ['2025-1', null],
    ['2025-02-01', null],
    ['', null],
  ])('the last day of %j is %s', (month, day) => expect(lastDayOfMonth(month)).toBe(day));
});

describe('local days', () => {
  test.each([
    ['2025-06-29T15:59:59.999Z', '2025-06-29'],
    ['2025-06-29T16:00:00Z', '2025-06-30'],
    ['2024-12-31T16:00:00Z', '2025-01-01'],
    // summer time: nine hours ahead
    ['1986-07-01T14:59:59Z', '1986-07-01'],
    ['1986-07-01T15:00:00Z', '1986-07-02'],
    ['1986-12-01T15:00:00Z', '1986-12-01'],
  ])('%s', (instant, day) => expect(localDay(new Date(instant))).toBe(day));

  test.each([
    ['2025-06-29 16:00:00', '2025-06-30'],
    ['2025-06-29 15:59:59.999', '2025-06-29'],
    ['2025-06-29T16:00:00.000Z', '2025-06-30'],
    ['0987-06-05 00:00:00', '0987-06-05'],
    ['9999-12-31 23:59:59', '9999-12-31'],
    ['0000-00-00 00:00:00', null],
    ['2025-02-30 00:00:00', null],
    ['2025-02-28 24:30:00', null],
    ['2025-02-28', null],
    ['', null],
  ])('of %j in UTC is %s', (text, day) => expect(localDayOfUtc(text)).toBe(day));
});

test.each([
  ['1976-11-24', true],
  ['2076-11-24', true],
  ['1976-11-23', false],
  ['2076-11-25', false],
  ['9999-12-31', false],
  ['0001-01-01', false],
])('on 24 November 2026 %s is believed: %s', (day, believed) => expect(isBelievable(day, '2026-11-24')).toBe(believed));
