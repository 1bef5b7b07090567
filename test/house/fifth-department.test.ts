import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Libsql from 'libsql';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { ask } from '../gateway/graphs.ts';
import { addressOf, programsFolder, run } from '../gateway/programs.ts';

/**
 * A fifth department, beside the four: an imaginary forestry bureau. It costs its own files (`forestry/`), its entry in
 * the registry, its record type as a stub for coordination, and composing; nothing else of the house is touched. So it
 * is put into a copy of the house, and the copy is started.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HOUSE = [
  'kit',
  'policy',
  'subgraphs',
  'gateway',
  'audit',
  'schema',
  'reports',
  'demo',
  'start.ts',
  'package.json',
  'tsconfig.json',
];
const ENTRY = `  forestry: {
    name: 'Forestry (林草)',
    bureau: 'Forestry and Grassland Bureau (旗林业和草原局)',
    recordType: 'ForestryDebt',
    rank: 5,
    identityPrecedence: 5,
    countingPrecedence: 5,
    ownBooksOf: null,
    tolerance: 0n,
  },
`;
const STUB = `
"A record of the forestry bureau's list."
type ForestryDebt implements SourceRecord @key(fields: "id asOf", resolvable: false) {
  "\`forestry:<ly_debt.id>\`."
  id: ID!
  "The day of the debt that it stands in."
  asOf: Date!
}
`;
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const settled = { timeout: 30_000, interval: 200 };
const house = mkdtempSync(join(tmpdir(), 'fifth-'));
const list = join(house, 'forestry.sqlite');

function replaceIn(file: string, change: (text: string) => string): void {
  const path = join(house, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

function execute(sql: string, ...values: readonly string[]): void {
  const database = new Libsql(list);
  database.prepare(sql).run(...values);
  database.close();
}

beforeAll(async () => {
  for (const part of HOUSE) cpSync(join(ROOT, part), join(house, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  for (const part of ['schema', 'policy', 'subgraphs'])
    cpSync(join(ROOT, 'test/house/forestry', part), join(house, part), { recursive: true });
  replaceIn('kit/departments.ts', (text) => text.replace('} as const satisfies', `${ENTRY}} as const satisfies`));
  replaceIn('schema/coordination.graphql', (text) => text + STUB);
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'gateway/compose.ts'], { cwd: house });
  mkdirSync(join(house, 'books'));
  const { tables } = makeDemo({ seed: 3, debts: 40, today: TODAY });
  for (const domain of ['finance', 'soe'] as const)
    loadSqlite(join(house, 'books', `${domain}.sqlite`), domain, tables[domain]);
  execute(
    'CREATE TABLE ly_debt (id TEXT, debtor TEXT, debtor_code TEXT, creditor TEXT, creditor_code TEXT, contract_no TEXT, amount NUMERIC, incurred_on TEXT, due_on TEXT)',
  );
  execute(
    "INSERT INTO ly_debt VALUES ('1', '旗林场', '', '某苗圃', '', 'LY-1', '1200.50', '2025-01-10', '2025-02-10')",
  );
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

const COUNTS =
  '{ once: arrears(filter: {scope: ALL}) { complete totals { count } } all: arrears(filter: {scope: ALL}, counting: AS_RECORDED) { complete totals { count } } }';

interface Counts {
  once: { complete: boolean; totals: { count: number } };
  all: { complete: boolean; totals: { count: number } };
}

test(
  'a fifth department’s debts are matched, counted once, listed and refused as others’ are',
  { timeout: 180_000 },
  async () => {
    const folder = await programsFolder();
    const program = run(
      folder,
      ['start.ts'],
      {
        REFRESH_SECONDS: '1',
        FINANCE_DATABASE_URL: `sqlite:${house}/books/finance.sqlite`,
        SOE_DATABASE_URL: `sqlite:${house}/books/soe.sqlite`,
        FORESTRY_DATABASE_URL: `sqlite:${list}`,
      },
      house,
    );
    onTestFinished(() => void program.child.kill('SIGKILL'));
    const url = await addressOf(program);
    const asked = async <Data>(query: string, headers: Record<string, string> = {}): Promise<Data> => {
      const { data, errors } = await ask(url, query, {}, headers);
      expect(errors).toBeUndefined();
      return data as Data;
    };
    const stateOf = async (): Promise<unknown> =>
      (await asked<{ domains: { code: string; state: string }[] }>('{ domains { code state } }')).domains.find(
        ({ code }) => code === 'forestry',
      )?.state;
    await vi.waitFor(async () => expect(await stateOf()).toBe('LIVE'), settled);

    // listed, with its own record
    const { debts } = await asked<{ debts: { nodes: object[] } }>(
      '{ debts(filter: {domains: ["forestry"]}) { nodes { id outstanding domain { name } record { __typename ... on ForestryDebt { creditor } } } } }',
    );
    expect(debts.nodes).toEqual([
      {
        id: 'forestry:1',
        outstanding: '1200.50',
        domain: { name: 'Forestry (林草)' },
        record: { __typename: 'ForestryDebt', creditor: '某苗圃' },
      },
    ]);

    // matched with a debt of another book, and counted once: there, since this is nobody's own book
    const before = await asked<Counts>(COUNTS);
    const [twin] = (
      await asked<{
        debts: {
          nodes: {
            id: string;
            contractNo: string;
            amount: string;
            incurredOn: string;
            creditor: { id: string };
            debtor: { id: string };
          }[];
        };
      }>(
        '{ debts(first: 100, filter: {domains: ["finance"], scope: ALL}) { nodes { id contractNo amount incurredOn creditor { id } debtor { id } } } }',
      )
    ).debts.nodes.filter(({ contractNo }) => contractNo);
    if (!twin) throw new Error('no debt of the treasury has a contract');
    const { creditor, debtor, contractNo, amount, incurredOn } = twin;
    execute(
      "INSERT INTO ly_debt VALUES ('2', ?, ?, ?, ?, ?, ?, ?, NULL)",
      debtor.id,
      debtor.id,
      creditor.id,
      creditor.id,
      contractNo,
      amount,
      incurredOn,
    );
    await vi.waitFor(
      async () => expect((await asked<Counts>(COUNTS)).all.totals.count).toBe(before.all.totals.count + 1),
      settled,
    );
    expect((await asked<Counts>(COUNTS)).once.totals.count).toBe(before.once.totals.count);
    const { debt } = await asked<{ debt: object }>(
      `{ debt(id: "${twin.id}") { recordings { debtId basis domain { code } } } }`,
    );
    expect(debt).toEqual({
      recordings: [
        { debtId: twin.id, basis: 'COUNTED', domain: { code: 'finance' } },
        { debtId: 'forestry:2', basis: 'CONTRACT_AND_AMOUNT', domain: { code: 'forestry' } },
      ],
    });

    // refused to a bureau of other books, in the words that are used of the others
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'gateway/token/main.ts', '--role', 'bureau', '--domains', 'finance'],
      { cwd: house },
    );
    const headers = { authorization: `Bearer ${stdout.trim().split('\n').at(-1) ?? ''}` };
    const { arrears } = await asked<{ arrears: { sources: { domain: { code: string }; state: string }[] } }>(
      '{ arrears { sources { domain { code } state } } }',
      headers,
    );
    expect(arrears.sources.filter(({ state }) => state === 'FORBIDDEN').map(({ domain }) => domain.code)).toContain(
      'forestry',
    );
    for (const query of ['{ debts(filter: {domains: ["forestry"]}) { totalCount } }', '{ forestryDebts { id } }']) {
      const { errors } = await ask(url, query, {}, headers);
      expect(errors?.[0]?.extensions['code'], query).toMatch(/^(BAD_USER_INPUT|FORBIDDEN|GRAPHQL_VALIDATION_FAILED)$/);
    }
  },
);
