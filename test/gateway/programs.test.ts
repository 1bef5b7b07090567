import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { examples } from '../../gateway/examples.ts';
import { writeKeys } from '../support/key-files.ts';
import { ask, readEvent } from './graphs.ts';
import { AUDIENCE, ISSUER, issuerKey, jwksOf, tokenOf } from './issuers.ts';
import { addressOf, readyAddressOf, databasesIn, programsFolder, run as runIn, type Program } from './programs.ts';

let folder: string;
let run: (command: readonly string[], variables?: Record<string, string>) => Program;

beforeEach(async () => {
  folder = await programsFolder();
  run = (command, variables) => runIn(folder, command, variables);
});

test('npm start serves four invented books, and says what to ask', async () => {
  const program = run(['start.ts', '--debts', '20', '--seed', '3']);
  const url = await addressOf(program);
  for (const { question } of examples.slice(0, 3)) expect(program.said.out).toContain(question);
  const { data, extensions } = await ask(
    url,
    '{ arrears { complete totals { count } sources { domain { code } state } } }',
  );
  expect(extensions).toEqual({ demo: true });
  expect(await ask(url, '{ nothing }')).toMatchObject({ status: 400, extensions: { demo: true } });
  const sources = ['finance', 'housing-construction', 'energy', 'soe'].map((code) => ({
    domain: { code },
    state: 'LIVE',
  }));
  expect(data).toMatchObject({ arrears: { complete: true, sources } });
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('npm start goes on without a database that is missing and one that does not answer, and says so once', async () => {
  const program = run(['start.ts'], { FINANCE_DATABASE_URL: `sqlite:${folder}/nothing.sqlite`, REFRESH_SECONDS: '1' });
  const url = await addressOf(program);
  const { data } = await ask(url, '{ arrears(counting: AS_RECORDED) { complete totals { count } sources { state } } }');
  expect(data).toEqual({
    arrears: { complete: false, totals: { count: 0 }, sources: Array(4).fill({ state: 'UNAVAILABLE' }) },
  });
  const warnings = program.said.err.trimEnd().split('\n').map(readEvent);
  for (const domain of ['housing-construction', 'energy', 'soe']) {
    expect(warnings.filter((line) => line.includes(`WARN ${domain}: unavailable: `))).toHaveLength(1);
  }
  expect(warnings.filter((line) => line.includes('WARN finance: '))).toHaveLength(1);
});

test('npm start goes on without a department whose address is none, and says so by its variable', async () => {
  const demo = run(['demo/main.ts', '--debts', '20', '--into', folder]);
  expect(await demo.ended).toBe(0);
  const [FINANCE_DATABASE_URL, SOE_DATABASE_URL] = ['mysql://reader:pass%word@db/books', `sqlite:${folder}/soe.sqlite`];
  const program = run(['start.ts'], { FINANCE_DATABASE_URL, SOE_DATABASE_URL, ENERGY_DATABASE_URL: 'books' });
  const url = await addressOf(program);
  const { data } = await ask(url, '{ arrears { sources { domain { code } state } } }');
  expect(data).toMatchObject({
    arrears: {
      sources: [
        { state: 'UNAVAILABLE' },
        { state: 'UNAVAILABLE' },
        { state: 'UNAVAILABLE' },
        { domain: { code: 'soe' }, state: 'LIVE' },
      ],
    },
  });
  const warnings = program.said.err.trimEnd().split('\n').map(readEvent);
  expect(warnings.find((line) => line.includes('WARN finance: '))).toContain(
    'unavailable: FINANCE_DATABASE_URL wants its percent-encoding right',
  );
  expect(warnings.find((line) => line.includes('WARN energy: '))).toContain(
    'unavailable: ENERGY_DATABASE_URL wants mysql://',
  );
  expect(program.said.err).not.toContain('pass%word');
  expect(program.said.err).not.toMatch(/\n +at /);
});

test('npm run subgraph and npm run gateway run alone', async () => {
  const { SIGNING_KEY, variablesOf } = writeKeys(folder);
  const command = ['subgraphs/main.ts', 'coordination'];
  const url = await readyAddressOf(run(command, variablesOf(command)));
  expect(await ask(url, '{ _service { sdl } }')).toMatchObject({
    status: 401,
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
  const [key, AUTH_JWKS] = [await issuerKey('own'), join(folder, 'jwks.json')];
  await writeFile(AUTH_JWKS, jwksOf(key));
  const trust = { AUTH_JWKS, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
  const gateway = run(['gateway/main.ts'], {
    SIGNING_KEY: SIGNING_KEY.gateway,
    COORDINATION_SUBGRAPH_URL: url,
    ...trust,
  });
  const authorization = `Bearer ${await tokenOf(key)}`;
  const { data } = await ask(await addressOf(gateway), '{ domains { code state } }', {}, { authorization });
  expect(data).toMatchObject({ domains: [{ code: 'finance', state: 'UNAVAILABLE' }, {}, {}, {}] });
  expect(gateway.said.err).toContain('soe is unavailable: SOE_SUBGRAPH_URL is not given');
});

const keysWanted = (signer: string): string =>
  `SIGNING_KEY is not given: ${signer} alone wants the file of its private keys, as npm run signing-key -- ${signer} 2026-12 writes it\n`;
const TRUSTED_WANTED =
  'TRUSTED_SIGNERS is not given: a subgraph alone wants the file of the public keys of those who ask it, as npm run signing-key writes it\n';

test(
  'a part says which keys it wants, and a department refuses one by which it could speak for others',
  { timeout: 180_000 },
  async () => {
    const { SIGNING_KEY, TRUSTED_SIGNERS } = writeKeys(folder);
    const { ENERGY_DATABASE_URL = '' } = databasesIn(folder, 5);
    const told = async (name: string, signer: 'gateway' | null): Promise<string> => {
      const own = signer === null ? {} : { SIGNING_KEY: SIGNING_KEY[signer] };
      const command = ['subgraphs/main.ts', name, '--check'];
      const { said, ended } = run(command, { ENERGY_DATABASE_URL, TRUSTED_SIGNERS, ...own });
      await ended;
      return said.out;
    };
    expect(await told('energy', null)).toBe(
      'All is as it should be: ENERGY_DATABASE_URL, SIGNING_KEY, TRUSTED_SIGNERS, SUBGRAPH_PORT, ENERGY_DATABASE_URL.\n',
    );
    expect(await told('energy', 'gateway')).toBe(
      'SIGNING_KEY is for gateway, coordination, campaign alone: energy asks nobody, and with it could speak as others. Take the variable and the file away\n',
    );
    expect(await told('coordination', 'gateway')).toBe(
      'SIGNING_KEY: keys of coordination are wanted, and gateway-own is of gateway\n',
    );
  },
);

test('npm start shows no invented books to real callers, and names what may be meant for theirs', async () => {
  const API_KEYS = join(folder, 'keys.json');
  await writeFile(API_KEYS, '[]');
  const { said, ended } = run(['start.ts'], {
    API_KEYS,
    FINANCE_DATABASEURL: 'mysql://reader:secret@db/fin',
    SOE_DB: 'mysql://secret',
  });
  expect(await ended).toBe(1);
  const lines = said.err.trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('{')).map(readEvent)).toEqual([
    'WARN program: FINANCE_DATABASEURL looks like a variable of ours and is none: nothing is read from it',
    'WARN program: SOE_DB looks like a variable of ours and is none: nothing is read from it',
  ]);
  expect(lines.filter((line) => !line.startsWith('{'))).toEqual([
    'At least one of FINANCE_DATABASE_URL, HOUSING_CONSTRUCTION_DATABASE_URL, ENERGY_DATABASE_URL, SOE_DATABASE_URL is wanted, since API_KEYS or AUTH_JWKS is given: invented books are not shown to real callers. These look like variables of ours and are none: FINANCE_DATABASEURL, SOE_DB.',
  ]);
  expect(said.err + said.out).not.toContain('secret');
});

test('books that are given carry no mark of the demo', async () => {
  const url = await addressOf(run(['start.ts'], { ...databasesIn(folder, 10) }));
  expect(await ask(url, '{ arrears { complete } }')).toEqual({ status: 200, data: { arrears: { complete: true } } });
});

const UNASKED = 'while neither AUTH_JWKS nor API_KEYS is given: whoever asks acts as the coordination group';

test.each<[string[], Record<string, string>, string]>([
  [['gateway/main.ts'], { PORT: 'abc' }, 'PORT wants a whole number from 0 to 65535; got "abc"\n'],
  [
    ['gateway/main.ts'],
    {},
    'npm run gateway wants AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE, or API_KEYS: it answers nobody whom it cannot know\n' +
      keysWanted('gateway'),
  ],
  [
    ['gateway/main.ts'],
    { AUTH_JWKS: '/nowhere' },
    'AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE are wanted together: where the keys are, whose tokens count, and for whom\n',
  ],
  [
    ['start.ts'],
    { HOST: '0.0.0.0' },
    `HOST wants an address of this machine alone, as 127.0.0.1, ${UNASKED}; got "0.0.0.0"\n`,
  ],
  [
    ['start.ts'],
    { SOE_DATABASE_URL: 'mysql://reader:secret@db/nc' },
    `SOE_DATABASE_URL wants no real database ${UNASKED}\n`,
  ],
  [
    ['start.ts'],
    { COORDINATION_DATABASE_URL: 'mysql://own@db/own' },
    `COORDINATION_DATABASE_URL wants no real database ${UNASKED}\n`,
  ],
  [['start.ts', '--debts', 'many'], {}, '--debts wants a whole number; got "many"\n'],
  [['subgraphs/main.ts', 'energy'], {}, `ENERGY_DATABASE_URL is not given: where are the books?\n${TRUSTED_WANTED}`],
  [['subgraphs/main.ts', 'coordination'], {}, keysWanted('coordination') + TRUSTED_WANTED],
  [
    ['subgraphs/main.ts'],
    {},
    'npm run subgraph wants one of finance, housing-construction, energy, soe, coordination, campaign\n',
  ],
])('%j with %j ends in plain words', async (command, variables, words) => {
  const { said, ended } = run(command, variables);
  expect(await ended).toBe(1);
  expect({
    ...said,
    err: said.err
      .split('\n')
      .filter((line) => !line.includes('"level":"WARN"'))
      .join('\n'),
  }).toEqual({ out: '', err: words });
});
