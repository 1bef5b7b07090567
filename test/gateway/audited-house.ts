import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type Answer } from './graphs.ts';
import { AUDIENCE, ISSUER, issuerKey, jwksOf, tokenOf } from './issuers.ts';
import { addressOf, databasesIn, programsFolder, run, type Program } from './programs.ts';

/** A question for personal data. */
export const PERSONAL = '{ debts(first: 2, filter: { scope: ALL }) { nodes { record { contact { phone masked } } } } }';

/**
 * The house as `npm start` runs it, over four small books, asked by somebody of the coordination group who may read
 * contacts for a purpose.
 */
export interface AuditedHouse {
  folder: string;
  auditDir: string;
  program: Program;
  ask: (query: string, variables?: object) => Promise<Answer>;
}

/** `prepare` is told where the trail is going to be, before it is. */
export async function auditedHouse(prepare: (auditDir: string) => void = () => undefined): Promise<AuditedHouse> {
  const folder = await programsFolder();
  const auditDir = join(folder, 'audit');
  prepare(auditDir);
  const [key, AUTH_JWKS] = [await issuerKey('own'), join(folder, 'jwks.json')];
  writeFileSync(AUTH_JWKS, jwksOf(key));
  const trust = { AUTH_JWKS, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
  const program = run(folder, ['start.ts'], { ...trust, ...databasesIn(folder, 10) });
  const headers = {
    authorization: `Bearer ${await tokenOf(key, { roles: ['coordination', 'contacts'] })}`,
    'x-purpose': 'check',
  };
  const url = await addressOf(program);
  return { folder, auditDir, program, ask: (query, variables = {}) => ask(url, query, variables, headers) };
}
