import { expect, test } from 'vitest';
import { isWithin } from '../../kit/rules/hours.ts';

test.each<[string, { from: number; to: number }, number[]]>([
  ['over midnight', { from: 22, to: 6 }, [0, 1, 2, 3, 4, 5, 22, 23]],
  ['of one day', { from: 2, to: 4 }, [2, 3]],
  ['to the end of the day', { from: 20, to: 24 }, [20, 21, 22, 23]],
])('hours %s are those of Asia/Shanghai', (_, hours, within) => {
  const day = Array.from({ length: 24 }, (_, hour) => hour);
  expect(day.filter((hour) => isWithin(hours, new Date(Date.UTC(2026, 2, 20, hour - 8, 59))))).toEqual(within);
});
