import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { AuditLine } from '../../audit/seal.ts';
import { houseKeys, type SigningKeys } from '../../kit/trust/keys.ts';
import { signedHeader } from '../../kit/trust/signature.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { callOf, KEYS, viewerOf } from '../support/signed.ts';
import { gatewayOver, post, subgraph, type Answer } from './graphs.ts';

/** The gateway as the campaign asks it: in a viewer's name, signed (P8). */
const SERVICE: Viewer = { ...viewerOf('campaign'), subject: 'campaign' };
const BOOKS = 'type Query { domains: [String!] debts: [String!] me: String }';

async function house(): Promise<{ url: string; auditDir: string }> {
  const books = await subgraph(BOOKS, { Query: { domains: () => ['finance'], debts: () => [], me: () => 'nobody' } });
  const { url, auditDir } = await gatewayOver({ books });
  return { url, auditDir };
}

interface Sent {
  viewer?: Viewer;
  keys?: SigningKeys;
  audience?: string;
  signedBody?: string;
}

function send(
  url: string,
  query: string,
  { viewer = SERVICE, keys = KEYS.campaign, audience = 'gateway', signedBody }: Sent = {},
): Promise<Answer> {
  const [body, { host, pathname: path }] = [JSON.stringify({ query }), new URL(url)];
  const headers = signedHeader(
    keys,
    { method: 'POST', host, path, audience, body: signedBody ?? body },
    callOf(viewer),
  );
  return post(url, body, headers);
}

async function linesOf(folder: string): Promise<AuditLine[]> {
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  return (await readFile(join(folder, file), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditLine);
}

const codeOf = ({ errors }: Answer): unknown => errors?.[0]?.extensions['code'];

describe('a question of the campaign (P8)', () => {
  test('is answered as if the viewer that it names had asked, and the trail says so', async () => {
    const { url, auditDir } = await house();
    expect(await send(url, '{ domains }')).toMatchObject({ status: 200, data: { domains: ['finance'] } });
    expect(codeOf(await send(url, '{ domains }', { viewer: viewerOf('bureau', []) }))).toBe('FORBIDDEN');
    await vi.waitFor(async () => {
      expect((await linesOf(auditDir)).map(({ subject, role, via }) => [subject, role, via])).toEqual([
        ['campaign', 'campaign', 'campaign'],
        ['bureau of ', 'bureau', 'campaign'],
      ]);
    });
  });

  test('is refused what is the campaign’s own', async () => {
    const { url } = await house();
    const { status, errors } = await send(url, '{ me }', { viewer: viewerOf('coordination') });
    expect([status, errors?.[0]?.extensions['code']]).toEqual([403, 'FORBIDDEN']);
  });

  test.each<[string, Sent]>([
    ['with another house’s key', { keys: houseKeys().campaign }],
    ['by the gateway', { keys: KEYS.gateway }],
    ['by coordination', { keys: KEYS.coordination }],
    ['in the register’s name', { viewer: viewerOf('register') }],
    ['for another server', { audience: 'coordination' }],
    ['of another body', { signedBody: '{"query":"{ debts }"}' }],
  ])('signed %s is nobody’s', async (_, sent) => {
    const { url } = await house();
    expect(codeOf(await send(url, '{ domains }', sent))).toBe('UNAUTHENTICATED');
  });

  test('is taken once', async () => {
    const { url } = await house();
    const [body, { host, pathname: path }] = ['{"query":"{ domains }"}', new URL(url)];
    const headers = signedHeader(
      KEYS.campaign,
      { method: 'POST', host, path, audience: 'gateway', body },
      callOf(SERVICE),
    );
    expect((await post(url, body, headers)).status).toBe(200);
    expect((await post(url, body, headers)).status).toBe(401);
  });
});
