import type { DuckDBValue } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { QueryCache } from '../../kit/ledger/query-cache.ts';
import type { StoreRow } from '../../kit/ledger/query-cache.ts';

/** A store whose answer to everything is how many times it has been asked, each given when it is told to. */
function slowStore(rows = 1) {
  const waiting: (() => void)[] = [];
  let asked = 0;
  const ask = (): Promise<StoreRow[]> => {
    asked += 1;
    const answer = Array.from({ length: rows }, () => ({ asked }));
    return new Promise((resolve) => waiting.push(() => resolve(answer)));
  };
  const cache = new QueryCache(ask);
  const of = (sql: string, values: readonly DuckDBValue[] = []): Promise<readonly StoreRow[]> =>
    cache.of(sql, values, {});
  return { answers: cache, of, answerAll: () => waiting.splice(0).forEach((answer) => answer()) };
}

const timesAsked = async (rows: Promise<readonly StoreRow[]>): Promise<unknown> => (await rows)[0]?.['asked'];

describe('questions to a store', () => {
  test('many at once and one after them are asked once, each with other values by itself', async () => {
    const { of, answerAll } = slowStore();
    const [one, same, other] = [of('a', ['1', 1n]), of('a', ['1', 1n]), of('a', ['2', 1n])];
    answerAll();
    expect(await Promise.all([one, same, other, of('a', ['1', 1n])].map(timesAsked))).toEqual([1, 1, 2, 1]);
  });

  test('what was asked before a change and answered after it is not kept', async () => {
    const { answers: cache, of, answerAll } = slowStore();
    const before = of('a');
    cache.forget();
    answerAll();
    expect(await timesAsked(before)).toBe(1);
    const after = of('a');
    answerAll();
    expect(await timesAsked(after)).toBe(2);
  });

  test('one that fails is asked again', async () => {
    let failed = false;
    const cache = new QueryCache(() => {
      if (failed) return Promise.resolve([{ well: true }]);
      failed = true;
      return Promise.reject(new Error('out of memory'));
    });
    await expect(cache.of('a', [], {})).rejects.toThrow('out of memory');
    expect(await cache.of('a', [], {})).toEqual([{ well: true }]);
  });

  test('no more are kept than there is room for, large ones or many', async () => {
    const large = slowStore(50_001);
    const first = large.of('a');
    large.answerAll();
    await first;
    const again = large.of('a');
    large.answerAll();
    expect(await timesAsked(again)).toBe(2);
    const small = slowStore();
    const many = Array.from({ length: 257 }, (_, i) => small.of(`question ${i}`));
    small.answerAll();
    await Promise.all(many);
    const [oldest, newest] = [small.of('question 0'), small.of('question 256')];
    small.answerAll();
    expect(await Promise.all([oldest, newest].map(timesAsked))).toEqual([258, 257]);
  });
});
