import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { listValue, type DuckDBValue } from '@duckdb/node-api';
import { execute, parse } from 'graphql';
import { makeDemo } from '../demo/generate.ts';
import { loadSqlite } from '../demo/load.ts';
import { openDatabase } from '../kit/database/database.ts';
import { schemaOf } from '../kit/department/subgraph.ts';
import { scalars } from '../kit/graphql/scalars.ts';
import { Ledger } from '../kit/ledger/ledger.ts';
import { ledgerResolvers } from '../kit/ledger/resolvers.ts';
import { addDays } from '../kit/rules/dates.ts';
import type { Bundle } from '../kit/rules/fact.ts';
import { yuanOf } from '../kit/rules/money.ts';
import type { Ledger as Answer } from '../schema/generated/ledger-client.ts';
import { documentOf, PAGE, PAGES_BY_PARTY, totalsBy } from '../subgraphs/coordination/departments/ledger-queries.ts';
import { department as finance } from '../subgraphs/finance/index.ts';
import { openLimit, type STATEMENTS } from './limit.ts';

/**
 * `tsx bench/ledger.ts [--debts 25000] [--only total,page20]`: what a department's ledger takes for a question in the
 * words of the department contract, against the limit: one DuckDB with the same facts in a narrow table, asked by one
 * prepared statement. A question's values are others in each round; `again` is the same once more. Only equal answers
 * are timed, both in turn, since these machines are shared: the ratios say something, the times do not.
 */
const options = { debts: { type: 'string', default: '25000' }, only: { type: 'string' } } as const;
const given = parseArgs({ options }).values;
const [DEBTS, TODAY, ROUNDS] = [Number(given.debts), '2026-03-20', 31];

type Name = keyof typeof STATEMENTS;
const order = { orderBy: { field: 'OUTSTANDING', direction: 'DESC' }, first: 20 };
const totals = (...by: Parameters<typeof totalsBy>[0]): object => ({ asks: documentOf([totalsBy(by)]), takes: { by } });
const page = { asks: documentOf([PAGE]), takes: { by: [], ...order } };
const QUESTIONS = {
  total: totals(),
  groups: totals('DEBTOR_KIND', 'AGE_BUCKET'),
  creditors: totals('CREDITOR'),
  page20: page,
  search: page,
  fifty: { asks: documentOf([PAGES_BY_PARTY]), takes: { role: 'CREDITOR', ...order, first: 4 } },
  past: totals(),
} as Readonly<Record<Name, { asks: string; takes: object }>>;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
loadSqlite(join(folder, 'books.db'), 'finance', makeDemo({ seed: 1, debts: DEBTS, today: TODAY }).tables.finance);
const database = openDatabase(`sqlite:${join(folder, 'books.db')}`);
const [books, bundles] = [finance.source(database), [] as Bundle[]];
const ledger = await Ledger.open('finance', books, () => TODAY);
const schema = schemaOf(['department', 'finance'], { ...scalars, ...ledgerResolvers });
await readBooks();
const keys = [...new Set(bundles.flatMap(({ debts }) => debts.map(({ creditorKey }) => creditorKey)))];
const limit = await openLimit(bundles, TODAY);
for (const name of given.only?.split(',') ?? Object.keys(QUESTIONS)) await compare(name as Name);
limit.close();
ledger.close();
await database.destroy();
rmSync(folder, { recursive: true });

/** The first reading of the books, against reading their rows and making facts of them. */
async function readBooks(): Promise<void> {
  const [rows, first]: [Cost[], Cost[]] = [[], []];
  await timed(rows, async () => {
    for (let after: string | null = null, more = true; more;) {
      const next: string[] = await books.bundleKeysAfter(after, 500);
      bundles.push(...(await books.bundlesByKeys(next, TODAY)));
      [after, more] = [next.at(-1) ?? null, next.length === 500];
    }
  });
  await timed(first, () => ledger.refresh({ refreshSeconds: 1, rereadSeconds: 1 }));
  const debts = bundles.reduce((sum, bundle) => sum + bundle.debts.length, 0);
  const told = (costs: Cost[]): string => `${Math.round((debts / medianOf(costs).cpu) * 1_000)} debts a second of CPU`;
  const ratio = (medianOf(first).cpu / medianOf(rows).cpu).toFixed(2);
  console.log(`${debts} debts: first reading ${told(first)}, rows and facts alone ${told(rows)}, ratio ${ratio}`);
}

async function compare(name: Name): Promise<void> {
  const [document, askLimit] = [parse(QUESTIONS[name].asks), await limit.prepare(name)];
  const costs: Record<'asked' | 'again' | 'limit', Cost[]> = { asked: [], again: [], limit: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { variableValues, values } = valuesIn(name, round);
    const ask = async (): Promise<Answer> => {
      const { data } = await execute({ schema, document, variableValues, contextValue: { ledger, call: {} } });
      return data?.['ledger'] as Answer;
    };
    const answer = await timed(costs.asked, ask);
    await timed(costs.again, ask);
    const rows = await timed(costs.limit, () => askLimit(values));
    if (!isDeepStrictEqual(textsOfAnswer(answer), textsOfRows(rows)))
      throw new Error(`${name}: two answers in ${round}`);
  }
  const [asked, again, least] = [costs.asked, costs.again, costs.limit].map(medianOf) as [Cost, Cost, Cost];
  const told = ({ cpu, wall }: Cost): string => `${cpu.toFixed(2)} ms of CPU (${wall.toFixed(2)} by the clock)`;
  const ratio = (asked.cpu / least.cpu).toFixed(2);
  console.log(`${name.padEnd(9)} ratio ${ratio}: asked ${told(asked)}, again ${told(again)}, limit ${told(least)}`);
}

/** What a question is asked with in a round, of the ledger and of the limit. */
function valuesIn(name: Name, round: number): { variableValues: Record<string, unknown>; values: DuckDBValue[] } {
  const [fen, asOf] = [1_000n + BigInt(round), name === 'past' ? addDays(TODAY, -100 - round) : TODAY];
  const parties = Array.from({ length: 50 }, (_, i) => keys[(50 * round + i) % keys.length] ?? '');
  const search = name === 'search' ? `${100 + round}` : null;
  const where = { scope: 'PROTECTED', statuses: ['IN_ARREARS'], minOutstanding: yuanOf(fen), search };
  const own = name === 'fifty' ? [listValue(parties)] : search === null ? [] : [search];
  const variableValues = { ...QUESTIONS[name].takes, parties: parties.map((key) => [key]), where, asOf };
  return { variableValues, values: [fen, asOf, ...own] };
}

type Row = Record<string, DuckDBValue>;

/** What both sides have to say alike: totals with what they are of, and which debts. */
function textsOfAnswer(answer: Partial<Answer>): string[] {
  const { totals = [], page = [], pagesByParty = [] } = answer;
  const sums = [...totals, ...pagesByParty.map((each) => each.totals)].filter(({ count }) => count > 0);
  const debts = [...page, ...pagesByParty.flatMap((each) => each.debts)];
  return textsOf([...sums.map((each) => Object.values(each)), ...debts.map(({ id }) => [id])]);
}

function textsOfRows(rows: readonly Row[]): string[] {
  const told = (name: string, value: DuckDBValue = null): unknown =>
    typeof value !== 'bigint' ? value : name === '_count' ? Number(value) : yuanOf(value);
  const sums = rows.map((row) =>
    Object.keys(row).flatMap((name) => (name.startsWith('_') ? [told(name, row[name])] : [])),
  );
  return textsOf([...sums, ...rows.flatMap(({ id }) => (id ? [[id]] : []))]);
}

function textsOf(rows: readonly unknown[][]): string[] {
  return [...new Set(rows.map((row) => row.join(' ')))].sort();
}

interface Cost {
  cpu: number;
  wall: number;
}

async function timed<Told>(costs: Cost[], work: () => Promise<Told>): Promise<Told> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  const told = await work();
  const { user, system } = process.cpuUsage(before);
  costs.push({ cpu: (user + system) / 1_000, wall: performance.now() - began });
  return told;
}

function medianOf(costs: readonly Cost[]): Cost {
  const of = (cost: keyof Cost): number =>
    costs.map((each) => each[cost]).sort((a, b) => a - b)[costs.length >> 1] ?? NaN;
  return { cpu: of('cpu'), wall: of('wall') };
}
