import { describe, expect, test } from 'vitest';
import { KNOWN_YEARS } from '../../subgraphs/campaign/organisation/known-years.ts';
import { workingDaysAfter } from '../../subgraphs/campaign/organisation/calendar.ts';
import { dayShown, deadlineOf, hasPassed } from '../../subgraphs/campaign/organisation/months.ts';

describe('working days (P18)', () => {
  test.each([
    ['2026-02-10', 10, '2026-03-02'],
    ['2026-03-02', 10, '2026-03-16'],
    ['2026-03-05', 1, '2026-03-06'],
    ['2026-03-06', 1, '2026-03-09'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2025-09-30', 1, '2025-10-09'],
    ['2025-12-31', 1, '2026-01-04'],
  ])('after %s, %i: %s', (from, count, last) => {
    expect(workingDaysAfter({ calendars: KNOWN_YEARS }, from, count)).toBe(last);
  });

  test('that run into a year that is not known have no last day, and have one as soon as it is', () => {
    expect(workingDaysAfter({ calendars: KNOWN_YEARS }, '2026-12-18', 10)).toBeNull();
    expect(workingDaysAfter({ calendars: KNOWN_YEARS }, '2026-12-16', 10)).toBe('2026-12-30');
    const calendars = [...KNOWN_YEARS, { year: '2027', daysOff: ['2027-01-01'], workedWeekends: [] }];
    expect(workingDaysAfter({ calendars }, '2026-12-18', 10)).toBe('2027-01-04');
  });
});

test('P22: a return shows the last day of the month before, in a leap year too', () => {
  expect(['2026-11', '2028-03', '2027-03', '2027-01'].map(dayShown)).toEqual([
    '2026-10-31',
    '2028-02-29',
    '2027-02-28',
    '2026-12-31',
  ]);
});

test('P19, P33: the deadline is the 20th at noon, which is in time to the second', () => {
  const deadline = deadlineOf({ movedDeadlines: [] }, '2026-06');
  expect(deadline).toBe('2026-06-20T12:00:00+08:00');
  expect(
    ['2026-06-20T11:59:59+08:00', '2026-06-20T12:00:00.900+08:00', '2026-06-20T12:00:01+08:00'].map((at) =>
      hasPassed(deadline, new Date(at)),
    ),
  ).toEqual([false, false, true]);
});
