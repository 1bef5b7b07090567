import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { demoAuthentication } from '../../gateway/authenticate/authentication.ts';
import { examples } from '../../gateway/examples.ts';
import { startGateway } from '../../gateway/server.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { KEYS } from '../support/signed.ts';
import { ask, logLines } from './graphs.ts';
import { trailFolder } from './trails.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8' };
const OWN_OR_NAMESPACE = /^(https?:)?\/\/(www\.w3\.org\/)/;

let url: string;
let page: Response;
let html: string;

beforeEach(async () => {
  logLines();
  url = await gatewayUrl();
  page = await fetch(url, { headers: BROWSER });
  html = await page.text();
});

/** A gateway that reaches nobody, as the demo has it. */
async function gatewayUrl(): Promise<string> {
  const authentication = await demoAuthentication(logOf('test'));
  const where = { subgraphUrl: () => null, keys: KEYS.gateway, auditDir: trailFolder(), port: 0, host: '127.0.0.1' };
  const gateway = await startGateway({ ...where, authentication, demo: true });
  onTestFinished(() => gateway.close());
  return gateway.url;
}

/** What an element of the page, or a style sheet, loads by itself. */
function loaded(text: string): string[] {
  return [
    ...text.matchAll(/(?:<(?:script|link|img|iframe)[^>]*?(?:src|href)=["']|url\(["']?|@import\s+["'])([^"')]+)/g),
  ].map((match) => match[1] ?? '');
}

test('browsers get the explorer, programs get the graph', async () => {
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).toContain('AltairGraphQL.init(');
  expect((await ask(url, '{ __typename }')).data).toEqual({ __typename: 'Query' });
  const asked = await fetch(`${url}?query={__typename}`, {
    headers: { accept: 'application/json', 'apollo-require-preflight': '1' },
  });
  expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'POST']);
});

test('everything that the page loads is there, and is ours', async () => {
  const base = new URL(/<base href="([^"]+)"/.exec(html)?.[1] ?? '', url);
  const parts = loaded(html).map((part) => new URL(part, base));
  expect(parts.length).toBeGreaterThan(10);
  expect(parts.filter(({ origin }) => origin !== base.origin)).toEqual([]);
  const answers = await Promise.all(parts.map((part) => fetch(part)));
  expect(answers.filter(({ status }) => status !== 200).map((answer) => answer.url)).toEqual([]);
});

test('neither the page nor its style sheet names another host', async () => {
  const styles = await (await fetch(new URL('/explorer/styles.css', url))).text();
  for (const text of [html, styles]) {
    expect(loaded(text).filter((part) => /^(https?:)?\/\//.test(part) && !OWN_OR_NAMESPACE.test(part))).toEqual([]);
  }
  expect(html).not.toMatch(/https?:\/\//);
});

test('whatever its scripts would like, the browser may load and ask nothing but ours', () => {
  const policy = new Map(
    page.headers
      .get('content-security-policy')
      ?.split('; ')
      .map((directive) => directive.split(/ (.*)/, 2) as [string, string]),
  );
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('connect-src')).toBe("'self'");
  for (const sources of policy.values())
    expect(sources).toMatch(/^('none'|'self'( data:)?|'self' 'nonce-[\w+/=]{24}')$/);
});

test('each page has a nonce of its own, on its scripts and for its styles', async () => {
  const nonces = (text: string): string[] => [
    ...new Set([...text.matchAll(/nonce="([^"]+)"/gi)].map((match) => match[1] ?? '')),
  ];
  const other = await (await fetch(url, { headers: BROWSER })).text();
  expect(nonces(html)).toHaveLength(1);
  expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonces(html)[0]}'`);
  expect(nonces(other)).not.toEqual(nonces(html));
});

test('every question can be asked of the supergraph', async () => {
  const answers = await Promise.all(examples.map(({ query, variables }) => ask(url, query, variables?.('2025-06-30'))));
  expect(answers.map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual(
    examples.map(() => 'DEPARTMENT_UNAVAILABLE'),
  );
});

test('months are asked for up to the present one', () => {
  expect(examples.map(({ variables }) => variables?.('2025-03-31')).filter(Boolean)).toEqual([
    { from: '2024-10', to: '2025-03' },
  ]);
});

test.each(examples)('the window $name asks "$question"', ({ name, question }) => {
  expect(html).toContain(`initialName: \`${name}\``);
  expect(html).toContain(`initialQuery: \`# ${question}\n`);
});
