import { expect, test } from 'vitest';
import { KEPT_MS, Past } from '../../kit/ledger/past.ts';

test('a state can be asked for until half a minute after the change that ended it, and the last one always', () => {
  const past = new Past();
  const has = (): boolean[] => [0, 2, 3, 5].map((change) => past.has(change));
  past.add(2, 1_000);
  past.add(5, 2_000);
  expect(has()).toEqual([true, true, false, true]);
  expect([past.letGo(1_000 + KEPT_MS), past.oldest]).toEqual([false, 0]);
  expect([past.letGo(1_001 + KEPT_MS), past.oldest]).toEqual([true, 2]);
  expect(has()).toEqual([false, true, false, true]);
  expect([past.letGo(10 * KEPT_MS), past.oldest]).toEqual([true, 5]);
  expect(has()).toEqual([false, false, false, true]);
});
