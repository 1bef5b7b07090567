import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../../kit/rules/dates.ts';
import { readDate as readDateOn } from '../../subgraphs/energy/facts/dates.ts';

const readDate = (text: string | null, side: 'FIRST_DAY' | 'LAST_DAY'): ReturnType<typeof readDateOn> =>
  readDateOn(text, side, '2025-04-10');
const read = (text: string): string | null => readDate(text, 'FIRST_DAY').day;

describe('a date', () => {
  test.each([
    '2023-05-17',
    '2023/5/17',
    '2023.5.17',
    '20230517',
    '2023年5月17日',
    '２０２３－０５－１７',
    ' 2023/05/17 ',
    '45063',
  ])('%s', (text) => {
    expect(readDate(text, 'FIRST_DAY')).toEqual({ day: '2023-05-17', unreadable: false, ambiguous: false });
    expect(readDate(text, 'LAST_DAY').day).toBe('2023-05-17');
  });

  test.each(['2023.5', '2023-05', '2023/5', '2023年5月', '２０２３．５'])('%s is a month alone', (text) => {
    expect(readDate(text, 'FIRST_DAY').day).toBe('2023-05-01');
    expect(readDate(text, 'LAST_DAY').day).toBe('2023-05-31');
  });

  test('the dictionary has 44958 for 2023-02-01', () => {
    expect(read('44958')).toBe('2023-02-01');
  });

  test('YYYY.1 is January, and may have been October', () => {
    expect(readDate('2023.1', 'FIRST_DAY')).toEqual({ day: '2023-01-01', unreadable: false, ambiguous: true });
    expect(readDate('2023.1', 'LAST_DAY')).toEqual({ day: '2023-01-31', unreadable: false, ambiguous: true });
  });

  test.each([
    ['2023.10', '2023-10-01'],
    ['2023.01', '2023-01-01'],
    ['2023-1', '2023-01-01'],
    ['2023.1.1', '2023-01-01'],
  ])('%s is not ambiguous', (text, day) => {
    expect(readDate(text, 'FIRST_DAY')).toEqual({ day, unreadable: false, ambiguous: false });
  });

  test.each([
    '2023-13-01',
    '2023-02-30',
    '2023.13',
    '202305',
    '2023',
    '2023-5/17',
    '去年',
    '—',
    '2023-05-17 00:00',
    '1234567',
    '449580',
    '2023年⑤月',
    '2023.5²',
    '2023年㋄',
  ])('%s cannot be read', (text) => {
    expect(readDate(text, 'FIRST_DAY')).toEqual({ day: null, unreadable: true, ambiguous: false });
  });

  test.each(['1975.4.9', '2075-04-11', '2199-12-31', '99999', '10000'])(
    '%s is more than fifty years from today',
    (text) => {
      expect(readDate(text, 'FIRST_DAY')).toEqual({ day: null, unreadable: true, ambiguous: false });
    },
  );

  test.each(['1975-04-10', '2075-04-10'])('%s is not', (text) => {
    expect(read(text)).toBe(text);
  });

  test.each([null, '', ' '])('%j is empty', (text) => {
    expect(readDate(text, 'FIRST_DAY')).toEqual({ day: null, unreadable: false, ambiguous: false });
  });

  test('every way of writing a day is that day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 28_000, max: 63_000 }), (serial) => {
        const day = addDays('1899-12-30', serial);
        const [year, month, date] = [day.slice(0, 4), Number(day.slice(5, 7)), Number(day.slice(8))];
        const texts = [
          day,
          day.replaceAll('-', ''),
          `${year}/${month}/${date}`,
          `${year}.${month}.${date}`,
          `${year}年${month}月${date}日`,
        ];
        for (const text of [...texts, String(serial)]) expect(read(text)).toBe(day);
        expect(daysBetween('1899-12-30', day)).toBe(serial);
      }),
    );
  });
});
