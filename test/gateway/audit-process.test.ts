import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ask, type Answer } from './graphs.ts';
import { tokenOf, issuerKey, jwksOf, AUDIENCE, ISSUER } from './issuers.ts';
import { addressOf, programsFolder, run, type Program } from './programs.ts';

const PERSONAL = '{ debts(first: 2, filter: { scope: ALL }) { nodes { record { contact { phone masked } } } } }';
const FORBIDDEN_TOO = `{ auditTrail { complete } ${PERSONAL.slice(1)}`;

let folder: string;
let program: Program;
let url: string;
let headers: Record<string, string>;

/** The house as `npm start` runs it, over four small books, and somebody of the coordination group who may read contacts for a purpose. */
beforeEach(async () => {
  folder = await programsFolder();
  writeFileSync(join(folder, 'audit'), 'a file where the folder of the trail should be');
  const [key, AUTH_JWKS] = [await issuerKey('own'), join(folder, 'jwks.json')];
  writeFileSync(AUTH_JWKS, jwksOf(key));
  program = run(folder, ['start.ts', '--debts', '10'], { AUTH_JWKS, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE });
  headers = { authorization: `Bearer ${await tokenOf(key, { roles: ['coordination', 'contacts'] })}`, 'x-purpose': 'check' };
  url = await addressOf(program);
});

const asked = (query: string) => ask(url, query, {}, headers);
const outcomeOf = ({ status, errors }: Answer) => [status, errors?.[0]?.extensions['code']];

describe('while the disk of the trail fails', () => {
  test('a question that is refused for two reasons ends no process', async () => {
    expect(outcomeOf(await asked(FORBIDDEN_TOO))).toEqual([403, 'FORBIDDEN']);
    expect(outcomeOf(await asked(PERSONAL))).toEqual([503, 'AUDIT_UNAVAILABLE']);
    expect(await asked('{ arrears { complete } }')).toEqual({ status: 200, data: { arrears: { complete: true } } });
    rmSync(join(folder, 'audit'));
    expect(await asked(PERSONAL)).toMatchObject({ status: 200, data: { debts: {} } });
    expect(program.child.exitCode).toBeNull();
    expect(program.said.err).not.toContain('"part":"program"');
  });
});
