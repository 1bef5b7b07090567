import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { openDatabase } from '../../kit/database/database.ts';
import { lastDayOfMonth } from '../../kit/rules/dates.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import type { Facts } from '../../kit/ledger/facts.ts';
import { department as finance } from '../../subgraphs/finance/index.ts';

const TODAY = '2026-03-20';
const ALL = { scope: 'ALL' } as const;
const ORDER = { field: 'OUTSTANDING', direction: 'DESC' } as const;

const folder = mkdtempSync(join(tmpdir(), 'together-'));
const file = join(folder, 'finance.db');
loadSqlite(file, 'finance', makeDemo({ seed: 3, debts: 1_500, today: TODAY }).tables.finance);
const database = openDatabase(`sqlite:${file}`);
let ledger: Ledger;
let creditors: string[];

beforeAll(async () => {
  ledger = await Ledger.open('finance', finance.source(database), () => TODAY);
  await ledger.refresh({ refreshSeconds: 1, rereadSeconds: 1 });
  creditors = (await ledger.totals(ALL, ['CREDITOR'], TODAY)).flatMap(({ creditorKey }) => creditorKey ?? []);
});
afterAll(async () => {
  ledger.close();
  await database.destroy();
  rmSync(folder, { recursive: true });
});

/** The facts as they are, and the statements that they are asked. */
function counting(): { facts: Facts; statements: () => number } {
  const facts = ledger.factsAt();
  let asked = 0;
  const query: Facts['query'] = (...statement) => {
    asked += 1;
    return facts.query(...statement);
  };
  return { facts: { ...facts, query }, statements: () => asked };
}

test('the debts of fifty creditors take as many statements as those of one, and are the same', async () => {
  const parties = creditors.slice(0, 50).map((key) => [key]);
  expect(parties.length).toBe(50);
  const [one, fifty] = [counting(), counting()];
  const asked = { where: ALL, role: 'CREDITOR', orderBy: ORDER, first: 3, asOf: TODAY } as const;
  const pages = await ledger.pagesByParty({ ...asked, parties }, fifty.facts);
  for (const [i, party] of parties.entries()) {
    const where = { ...ALL, creditorKeys: party };
    const [debts, totals] = [
      await ledger.page({ where, orderBy: ORDER, first: 3, after: null, asOf: TODAY }),
      await ledger.totals(where, [], TODAY),
    ];
    expect(pages[i]).toMatchObject({ debts, totals: totals[0] });
  }
  await ledger.pagesByParty({ ...asked, parties: parties.slice(0, 1) }, one.facts);
  expect([one.statements(), fifty.statements()]).toEqual([1, 1]);
});

test('the months of a year take as many statements as one month, and as a total, and are the same', async () => {
  const ends = Array.from(
    { length: 13 },
    (_, i) => lastDayOfMonth(`${i < 12 ? 2025 : 2026}-${String((i % 12) + 1).padStart(2, '0')}`) ?? '',
  );
  const steps = ends.slice(1).map((asOf, i) => ({ since: ends[i] ?? '', asOf }));
  const where = { ...ALL, statuses: ['IN_ARREARS' as const] };
  const [total, one, twelve] = [counting(), counting(), counting()];
  const movements = await ledger.movements(where, steps, twelve.facts);
  for (const [i, { asOf, since }] of steps.entries()) {
    const [totals] = await ledger.totals(where, [], asOf, total.facts);
    const [before] = await ledger.totals(where, [], since);
    expect(movements[i]).toMatchObject({
      count: totals?.count,
      outstanding: totals?.outstanding,
      outstandingBefore: before?.outstanding,
    });
    expect(await ledger.movements(where, [{ since, asOf }], one.facts)).toEqual([movements[i]]);
  }
  expect(new Set(movements.map(({ outstanding }) => outstanding)).size).toBeGreaterThan(6);
  expect([total.statements() / 12, one.statements() / 12, twelve.statements()]).toEqual([1, 1, 1]);
});
