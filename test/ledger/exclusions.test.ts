import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import { text } from '../../kit/ledger/columns.ts';
import { digestOfIds } from '../../kit/ledger/set-digest.ts';
import { EXCLUSIONS, Exclusions } from '../../kit/ledger/exclusions.ts';
import { openStore } from '../../kit/ledger/store.ts';

const store = await openStore(() => '2026-03-20');
afterAll(() => store.close());

const setOf = (ids: string[]) => ({ digest: digestOfIds(ids), ids });
const sets = Array.from({ length: 200 }, (_, i) => setOf([`a ${i}`, `b ${i}`]));
const [first = { digest: '', ids: [] }, ...others] = sets;

let asked = 0;
/** Asked anew each time, whatever was answered before. */
const idsOf = async (digest: string): Promise<unknown[]> => {
  const rows = await store
    .now()
    .query({ id: text('id') }, `FROM exclusion WHERE digest = $1 ORDER BY id -- ${(asked += 1)}`, [digest]);
  return rows.map(({ id }) => id);
};

test('a set stays while it is asked with, goes when there are many, and comes again', async () => {
  let answer = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (answer = resolve));
  const underWay = store.excluding(first, async () => {
    await waiting;
    return idsOf(first.digest);
  });
  const told = await Promise.all(others.map((set) => store.excluding(set, () => idsOf(set.digest))));
  expect(told).toEqual(others.map(({ ids }) => ids));
  answer();
  expect(await underWay).toEqual(first.ids);

  const [oldest = first, newest] = [others[0], others.at(-1)];
  await store.excluding(setOf(['one more']), () => idsOf('one more'));
  await expect(store.excluding({ digest: oldest.digest }, () => idsOf(oldest.digest))).rejects.toThrow(
    `without wants the digest of a set that was sent here; got ${oldest.digest}`,
  );
  expect(await idsOf(oldest.digest)).toEqual([]);
  expect(await store.excluding({ digest: newest?.digest ?? '' }, () => idsOf(newest?.digest ?? ''))).toEqual(
    newest?.ids,
  );
  const again = [oldest, oldest].map((set) => store.excluding(set, () => idsOf(set.digest)));
  expect(await Promise.all(again)).toEqual([oldest.ids, oldest.ids]);
});

test('a set under the name of another is refused, and the other is not made of it', async () => {
  const [named, ids] = [digestOfIds(['a', 'b']), ['a']];
  await expect(store.excluding({ digest: named, ids }, () => idsOf(named))).rejects.toThrow(
    `exclusions wants the digest of its ids; got ${named}`,
  );
  await expect(store.excluding({ digest: named }, () => idsOf(named))).rejects.toThrow(
    'without wants the digest of a set',
  );
  expect(await store.excluding(setOf(['b', 'a']), () => idsOf(named))).toEqual(['a', 'b']);
});

test('large sets go sooner than small ones', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const writer = await instance.connect();
  await writer.run(EXCLUSIONS);
  const kept = new Exclusions(writer, { sets: 100, bytes: 10_000 });
  const send = (name: string, size: number): Promise<string> => {
    const set = setOf(Array.from({ length: size }, (_, i) => `${name} ${i}`));
    return kept.during(set, () => Promise.resolve(set.digest));
  };
  const isKept = (digest: string): Promise<boolean> =>
    kept.during({ digest }, () => Promise.resolve(true)).catch(() => false);
  const small = await Promise.all(['a', 'b', 'c'].map((name) => send(name, 20)));
  expect(await Promise.all(small.map(isKept))).toEqual([true, true, true]);
  const large = await send('large', 120);
  expect(await Promise.all([large, ...small].map(isKept))).toEqual([true, false, false, true]);
  const left = await writer.runAndReadAll('SELECT * FROM exclusion');
  expect(left.getRowObjects().length, 'of those that are gone no row is left').toBe(140);
  writer.closeSync();
  instance.closeSync();
});
