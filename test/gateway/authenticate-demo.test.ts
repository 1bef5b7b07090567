import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { demoAuthentication } from '../../gateway/authenticate/authentication.ts';
import { DEMO_ISSUER_FILE, demoCaller, mintDemoToken, requireHarmless } from '../../gateway/authenticate/demo.ts';
import { readEnvironment } from '../../kit/program/env.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { HEADER } from '../../kit/trust/signature.ts';
import { ask, gatewayOver, impostor, logLines } from './graphs.ts';
import { issuerKey, tokenOf } from './issuers.ts';
import { addressOf, run } from './programs.ts';

const ALL = ['finance', 'housing-construction', 'energy', 'soe'];
const FORBIDDEN_HOST = 'In demo mode this graph is asked by the name of this machine alone, as localhost or 127.0.0.1.';

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('npm start says that it is a demo, and believes the tokens that npm run token makes', async () => {
  const folder = await scratch();
  const program = run(folder, ['start.ts', '--debts', '20']);
  const url = await addressOf(program);
  expect(program.said.err).toMatch(
    /"WARN","part":"gateway","message":"DEMO MODE: whoever asks from this machine acts as the coordination group/,
  );
  expect(program.said.out).toContain('DEMO MODE: whoever asks from this machine acts as the coordination group');

  const command = run(folder, [
    'gateway/token/main.ts',
    '--role',
    'bureau',
    '--domains',
    'finance',
    '--contacts',
    '--minutes',
    '5',
  ]);
  expect(await command.ended).toBe(0);
  const authorization = `Bearer ${command.said.out.trim()}`;
  expect((await ask(url, '{ domains { code } }', {}, { authorization })).status).toBe(200);
  expect(await ask(url, '{ domains { code } }', {}, { authorization: `${authorization}x` })).toMatchObject({
    status: 401,
    errors: [{ message: 'The token is not one that this graph accepts.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect((await stat(DEMO_ISSUER_FILE)).mode & 0o777).toBe(0o600);
});

test.each([
  [
    ['--role', 'register'],
    '--role wants one of coordination, supervision, leader, bureau, unit, reporting; got "register"\n',
  ],
  [[], '--role wants one of coordination, supervision, leader, bureau, unit, reporting; got ""\n'],
  [
    ['--role', 'bureau', '--domains', 'finance,space'],
    '--domains wants some of finance, housing-construction, energy, soe; got "space"\n',
  ],
  [['--role', 'bureau', '--minutes', '0'], '--minutes wants a whole number from 1 to 99999; got "0"\n'],
])('npm run token %j ends in plain words', (args, words) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'gateway/token/main.ts', ...args],
    {
      encoding: 'utf8',
    },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: words });
});

/** Whom a department is told of, when a demo gateway is asked so. */
async function viewersOf(...asking: Record<string, string>[]): Promise<unknown[]> {
  logLines();
  const viewers: unknown[] = [];
  const books = await impostor('type Query { debts: Int }', ({ headers }, response) => {
    const { call } = decodeJwt<{ call: { viewer: unknown } }>(String(headers[HEADER]));
    viewers.push(call.viewer);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"debts":1}}');
  });
  const { url } = await gatewayOver({ books }, {}, await demoAuthentication(logOf('test')));
  for (const headers of asking) await ask(url, '{ debts }', {}, headers);
  return viewers;
}

test('departments are told who asks, for what, and what he may see', async () => {
  const bureau = await mintDemoToken({ sub: 'zhang', roles: ['bureau', 'contacts'], domains: ['soe', 'finance'] }, 5);
  const purpose = { 'x-purpose': encodeURIComponent('核实') };
  expect(await viewersOf({}, { authorization: `Bearer ${bureau}`, ...purpose })).toEqual([
    { subject: 'demo', role: 'coordination', domains: ALL, contacts: false, reports: null, purpose: null },
    { subject: 'zhang', role: 'bureau', domains: ['finance', 'soe'], contacts: true, reports: null, purpose: '核实' },
  ]);
});

test('a token that gives nothing is refused before a department is asked', async () => {
  const [nobody, nowhere] = await Promise.all([
    mintDemoToken({ sub: 'zhang', roles: ['visitor'], domains: ALL }, 5),
    mintDemoToken({ sub: 'zhang', roles: ['bureau'], domains: [] }, 5),
  ]);
  const stranger = await tokenOf(await issuerKey('one'));
  expect(
    await viewersOf(...[nobody, nowhere, stranger].map((token) => ({ authorization: `Bearer ${token}` }))),
  ).toEqual([]);
});

test.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '127.3.2.1', '[::1]:4000', 'LOCALHOST'])(
  'in demo mode whoever asks %s is the coordination group',
  (host) => {
    expect(demoCaller({ headers: { host } }, ALL)).toEqual({
      subject: 'demo',
      role: 'coordination',
      domains: ALL,
      contacts: false,
      reports: null,
    });
  },
);

test.each([
  undefined,
  '',
  'evil.example',
  'localhost.evil.example',
  'evil.example:4000',
  '127.0.0.1.evil.example',
  '128.0.0.1',
  'localhost:x',
])('in demo mode whoever asks %s is refused: a page from elsewhere may have sent it', (host) => {
  expect(() => demoCaller({ headers: host === undefined ? {} : { host } }, ALL)).toThrow(FORBIDDEN_HOST);
});

test('a page that calls this machine by another name gets nothing', async () => {
  logLines();
  const { url } = await gatewayOver({ books: await impostor('type Query { debts: Int }', () => undefined) });
  const asked = request(url, { method: 'POST', headers: { host: 'evil.example', 'content-type': 'application/json' } });
  const [answer] = (await once(asked.end('{"query":"{ debts }"}'), 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(403);
  expect(await json(answer)).toMatchObject({
    errors: [{ message: FORBIDDEN_HOST, extensions: { code: 'FORBIDDEN' } }],
  });
});

const UNASKED = 'while neither AUTH_JWKS nor API_KEYS is given: whoever asks acts as the coordination group';

test.each([
  [{ HOST: '10.0.0.1' }, `HOST wants an address of this machine alone, as 127.0.0.1, ${UNASKED}; got "10.0.0.1"`],
  [{ HOST: '::' }, `HOST wants an address of this machine alone, as 127.0.0.1, ${UNASKED}; got "::"`],
  [{ ENERGY_DATABASE_URL: 'mysql://reader@db/books' }, `ENERGY_DATABASE_URL wants no real database ${UNASKED}`],
])('a demo over %j is refused', (variables, words) => {
  expect(() => requireHarmless(readEnvironment(variables), ALL)).toThrow(new Error(words));
});

test('a demo over files of this machine is none that harms', () => {
  const variables = { HOST: 'localhost', ENERGY_DATABASE_URL: 'sqlite:/tmp/energy.sqlite' };
  expect(() => requireHarmless(readEnvironment(variables), ALL)).not.toThrow();
});
