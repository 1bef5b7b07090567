import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { programsFolder, run } from '../gateway/programs.ts';

let folder: string;
beforeEach(async () => {
  folder = await programsFolder();
});

const DEPARTMENTS = 'finance, housing-construction, energy, soe';
const SIGNING_KEY = 'npm run signing-key takes one of gateway, coordination, campaign, an id, and --into';
const USED = 'what is in a user’s name or password besides letters';

/** Each command, what it was given that it does not take, and what it says of that. */
test.each<[string[], ...string[]]>([
  [['start.ts', '--dets', '20'], 'npm start takes --debts and --seed', "Unknown option '--dets'"],
  [['start.ts', 'finance'], 'npm start takes --debts and --seed', "Unexpected argument 'finance'"],
  [['start.ts', '--seed', '-1'], 'npm start takes --debts and --seed', "Option '--seed"],
  [['gateway/main.ts', '--port', '80'], 'npm run gateway takes --check or nothing', "Unknown option '--port'"],
  [['subgraphs/main.ts', 'money'], `npm run subgraph wants one of ${DEPARTMENTS}, coordination, campaign; got "money"`],
  [
    ['subgraphs/main.ts', 'energy', 'soe'],
    `npm run subgraph wants one of ${DEPARTMENTS}, coordination, campaign; got "energy" "soe"`,
  ],
  [
    ['subgraphs/main.ts', 'energy', '--fast'],
    `npm run subgraph wants one of ${DEPARTMENTS}, coordination, campaign`,
    "Unknown option '--fast'",
  ],
  [['subgraphs/source-check.ts'], `npm run source:check wants one of ${DEPARTMENTS}`],
  [
    ['subgraphs/source-check.ts', 'coordination'],
    `npm run source:check wants one of ${DEPARTMENTS}; got "coordination"`,
  ],
  [
    ['subgraphs/source-check.ts', 'soe', '--all'],
    `npm run source:check wants one of ${DEPARTMENTS}`,
    "Unknown option '--all'",
  ],
  [['gateway/compose.ts', '--chek'], 'npm run compose takes --check or nothing', "Unknown option '--chek'"],
  [['kit/trust/signing-key.ts', 'one', 'two'], `${SIGNING_KEY}; got "one two"`],
  [['kit/trust/signing-key.ts', 'gateway'], `${SIGNING_KEY}; got "gateway"`],
  [['kit/trust/signing-key.ts', 'gateway', 'one', 'two'], `${SIGNING_KEY}; got "gateway one two"`],
  [['kit/trust/signing-key.ts', '--id', 'one'], SIGNING_KEY, "Unknown option '--id'"],
  [['audit/seal-key.ts', 'one', 'two'], 'npm run audit:key takes one id; got 2'],
  [['audit/seal-key.ts', '--id', 'one'], 'npm run audit:key takes one id', "Unknown option '--id'"],
  [
    ['audit/main.ts', '--foo'],
    'npm run audit:verify takes --dir, --keys, --head and --heads',
    "Unknown option '--foo'",
  ],
  [
    ['audit/main.ts', 'trail'],
    'npm run audit:verify takes --dir, --keys, --head and --heads',
    "Unexpected argument 'trail'",
  ],
  [['demo/main.ts', '--finances', 'x'], 'npm run demo -- [--debts 400]', "Unknown option '--finances'"],
  [
    ['demo/main.ts', '--finance', 'foo'],
    `--finance wants mysql://user:password@host:port/database or sqlite:/path/to/file; ${USED}`,
  ],
  [['demo/main.ts', '--soe', 'mysql://u:p%zz@db/books'], `--soe wants its percent-encoding right; ${USED}`],
  [
    ['demo/main.ts', '--soe', 'mysql://u@127.0.0.1:1/books'],
    '--soe: the books of soe could not be written to books on 127.0.0.1:1: connect ECONNREFUSED',
  ],
  [
    ['demo/main.ts', '--into', '/proc/nowhere'],
    '--into wants a folder that can be written to; got "/proc/nowhere": ENOENT',
  ],
  [['demo/main.ts', '--into', '.', '--debts', 'many'], '--debts wants a whole number; got "many"'],
  [['demo/main.ts', '--into', '.', '--today', '2026-02-30'], '--today wants a day, as 2026-03-20; got "2026-02-30"'],
  [['demo/main.ts'], 'npm run demo -- [--debts 400]'],
])('%j ends in plain words', async (command, ...words) => {
  const { said, ended } = run(folder, command);
  expect(await ended).toBe(1);
  for (const part of words) expect(said.err).toContain(part);
  expect(said.err).not.toMatch(/\n +at /);
  expect(said.err).not.toContain('p%zz');
});

test('npm run keys says what it takes', async () => {
  const { said, ended } = run(folder, ['gateway/keys/main.ts', 'add', '--nam', 'x'], {
    API_KEYS: join(folder, 'keys.json'),
  });
  expect(await ended).toBe(1);
  expect(said.err).toMatch(/^npm run keys wants one of[^]*Unknown option '--nam'\n$/);
});

describe('npm run demo', () => {
  test('writes a book where an address of a file says', async () => {
    const file = join(folder, 'own.sqlite');
    const { said, ended } = run(folder, ['demo/main.ts', '--debts', '20', '--energy', `sqlite:${file}`]);
    expect(await ended).toBe(0);
    expect(said.out).toBe(`energy: ${file}\n`);
    expect(existsSync(file)).toBe(true);
  });
});
