import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDemo } from '../demo/generate.ts';
import { loadSqlite } from '../demo/load.ts';
import { openDatabase } from '../kit/database/database.ts';
import { addDays, type Day } from '../kit/rules/dates.ts';
import { Ledger } from '../kit/ledger/ledger.ts';
import { department as finance } from '../subgraphs/finance/index.ts';

/**
 * What the read model is worth: a total by two dimensions and a page of 20, answered from the ledger, against reading
 * the books for it; and asked
 * again before anything has changed, against asked for the first time.
 * Both in one run, on the same data, since these machines are shared: the ratio says something, the times do not.
 */
const TODAY = '2026-03-20';
const DEBTS = Number(process.argv[2] ?? 5_000);
const ROUNDS = 20;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const file = join(folder, 'finance.db');
loadSqlite(file, 'finance', makeDemo({ seed: 1, debts: DEBTS, today: TODAY }).tables.finance);
const database = openDatabase(`sqlite:${file}`);
const books = finance.source(database);
const ledger = await Ledger.open('finance', books, () => TODAY);
await ledger.refresh({ refreshSeconds: 1, rereadSeconds: 1 });

const fromBooks = await median(3, readBooks);
const fromLedger = await median(ROUNDS, (round) => askLedger(addDays(TODAY, -round)));
const again = await median(ROUNDS, () => askLedger(TODAY));
console.log(
  `${DEBTS} debts: books ${fromBooks.toFixed(1)} ms, ledger ${fromLedger.toFixed(2)} ms, ratio ${(fromBooks / fromLedger).toFixed(0)}; ` +
    `again ${again.toFixed(2)} ms, ratio ${(fromLedger / again).toFixed(0)}`,
);

ledger.close();
await database.destroy();
rmSync(folder, { recursive: true });

async function readBooks(): Promise<void> {
  for (let after: string | null = null; ;) {
    const keys = await books.bundleKeysAfter(after, 500);
    await books.bundlesByKeys(keys, TODAY);
    after = keys.at(-1) ?? null;
    if (keys.length < 500) return;
  }
}

async function askLedger(asOf: Day): Promise<void> {
  const where = { scope: 'PROTECTED' } as const;
  await ledger.totals(where, ['DEBTOR', 'AGE_BUCKET'], asOf);
  await ledger.page({ where, orderBy: { field: 'OUTSTANDING', direction: 'DESC' }, first: 20, after: null, asOf });
}

async function median(rounds: number, work: (round: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? NaN;
}
