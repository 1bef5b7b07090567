import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { readSavedReports } from '../../gateway/reports/report.ts';
import { startGateway } from '../../gateway/server.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { startAll, type Graph } from '../support/graph.ts';
import { COORDINATOR, KEYS, postSigned, UNHURRIED, viewerOf } from '../support/signed.ts';
import { TRUSTING } from '../support/viewers.ts';
import { impostor } from './graphs.ts';
import { trailFolder } from './trails.ts';

const TODAY = '2026-03-20';

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { extensions: { code: string; domain?: string; retryable?: boolean } }[];
  extensions?: { incomplete?: string[] };
  /** The header's. */
  told: string | null;
}

async function ask(url: string, query: string, viewer: Viewer = COORDINATOR): Promise<Answer> {
  const headers = { 'content-type': 'application/json', viewer: JSON.stringify(viewer) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return { ...((await response.json()) as Answer), told: response.headers.get('x-incomplete') };
}

/** A house whose energy bureau has no address. */
let graph: Graph;
let folder: string;
/** Identifiers that stand in it. */
let known: Readonly<Record<'debt' | 'creditor' | 'debtor', string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'incomplete-'));
  const { tables } = makeDemo({ debts: 40, seed: 5, today: TODAY });
  const domains = ['finance', 'housing-construction', 'soe'] as const;
  for (const domain of domains) loadSqlite(join(folder, domain), domain, tables[domain]);
  const databaseUrls = Object.fromEntries(
    [...domains, 'coordination'].map((domain) => [domain, `sqlite:${join(folder, domain)}`]),
  );
  graph = await startAll({ databaseUrls, today: TODAY, authentication: TRUSTING });
  const { data } = await ask(
    graph.url,
    '{ debts(filter: { domains: ["finance"] }, first: 1) { nodes { id creditor { id } debtor { id } } } }',
  );
  const { nodes } = data?.['debts'] as { nodes: { id: string; creditor: { id: string }; debtor: { id: string } }[] };
  known = { debt: nodes[0]?.id ?? '', creditor: nodes[0]?.creditor.id ?? '', debtor: nodes[0]?.debtor.id ?? '' };
});

afterAll(async () => {
  await graph.close();
  rmSync(folder, { recursive: true });
});

/** Questions that do not ask for `complete`. */
const LACK_ENERGY: readonly (() => string)[] = [
  () => '{ arrears { totals { outstanding } } }',
  () => '{ arrears(groupBy: [STATUS], counting: AS_RECORDED) { groups { totals { count } } } }',
  () => '{ debts(first: 1) { totalCount } }',
  () => '{ trend(fromMonth: "2026-01", toMonth: "2026-02") { outstanding } }',
  () => '{ reconciliation(first: 1) { totalCount } }',
  () => '{ contradictions(first: 1) { totalCount } }',
  () => '{ enterprises(first: 1) { nodes { name } } }',
  () => '{ debtors(first: 1) { nodes { name } } }',
  () => '{ dataIssues(first: 1) { totalCount } }',
  () => '{ domains { code totals { outstanding } } }',
  () => '{ debt(id: "energy:x") { outstanding } }',
  () => '{ energyReportingUnits { name } }',
  () => `{ enterprise(id: "${known.creditor}") { name } }`,
  () => '{ enterprise(name: "nobody knows") { name } }',
  () => `{ enterprise(id: "${known.creditor}") { totals { outstanding } } }`,
  () => `{ debtor(id: "${known.debtor}") { debts(first: 1) { nodes { id } } } }`,
  () => `{ debt(id: "${known.debt}") { recordings { debtId } } }`,
  () => `{ debt(id: "${known.debt}") { creditor { totals { outstanding } } } }`,
];

const LACK_NOTHING: readonly (() => string)[] = [
  () => '{ arrears(filter: { domains: ["finance", "soe"] }) { totals { outstanding } } }',
  () => '{ domains { code name } }',
  () => '{ financePayables { id } }',
  () => `{ debt(id: "${known.debt}") { outstanding record { lateInterest } } }`,
  () => '{ __typename }',
];

describe('a department that is away', () => {
  test.each(LACK_ENERGY.map((question) => [question]))(
    'is named in every answer that lacks it: %s',
    async (question) => {
      const { extensions, told } = await ask(graph.url, question());
      expect([extensions?.incomplete, told]).toEqual([['energy'], 'energy']);
    },
  );

  test.each(LACK_NOTHING.map((question) => [question]))(
    'is not named in answers that lack nothing: %s',
    async (question) => {
      const { data, errors, extensions, told } = await ask(graph.url, question());
      expect([data === null, errors, extensions, told]).toEqual([false, undefined, undefined, null]);
    },
  );

  test('is named to those alone who may see its books', async () => {
    const question = '{ arrears { totals { outstanding } } }';
    expect((await ask(graph.url, question, viewerOf('bureau', ['finance']))).extensions).toBeUndefined();
    expect((await ask(graph.url, question, viewerOf('bureau', ['finance', 'energy']))).extensions).toEqual({
      incomplete: ['energy'],
    });
  });

  test('is named beside saved reports', async () => {
    const headers = { viewer: JSON.stringify(COORDINATOR) };
    const wanted: Readonly<Record<string, string>> = {
      ...{ trend: '?from=2026-01&to=2026-02', changes: '?from=2026-01&to=2026-02' },
      ...{ disclosure: '?year=2025', 'plans-due': '?month=2026-02' },
    };
    for (const { name, shape } of (await readSavedReports()).values()) {
      const [ending, header] = shape.derive ? ['.json', 'x-missing'] : ['', 'x-incomplete'];
      const response = await fetch(new URL(`/reports/${name}${ending}${wanted[name] ?? ''}`, graph.url), { headers });
      expect([name, response.status, response.headers.get(header)]).toEqual([name, 200, 'energy']);
      const told = shape.derive ? { complete: false, missing: ['energy'] } : { extensions: { incomplete: ['energy'] } };
      expect(await response.json()).toMatchObject(told);
    }
  });

  test('is named where its records alone are missing', async () => {
    const subgraphUrl = (name: string): string | null =>
      name === 'finance' ? null : (graph.subgraphUrls[name] ?? null);
    const where = { subgraphUrl, keys: graph.keys.gateway, auditDir: trailFolder(), port: 0, host: '127.0.0.1' };
    const gateway = await startGateway({ ...where, authentication: TRUSTING, limits: UNHURRIED });
    onTestFinished(() => gateway.close());
    const filter = '(first: 2, filter: { domains: ["finance", "soe"] })';
    const { data, errors, extensions } = await ask(
      gateway.url,
      `{ debts${filter} { complete nodes { id record { lateInterest } } } }`,
    );
    expect(data).toMatchObject({ debts: { complete: true } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'DEPARTMENT_UNAVAILABLE',
      domain: 'finance',
      retryable: true,
    });
    expect(extensions).toEqual({ incomplete: ['finance'] });
    expect((await ask(gateway.url, `{ debts${filter} { nodes { id } } }`)).extensions).toBeUndefined();
    expect((await ask(gateway.url, '{ financePayables { id } }')).extensions).toEqual({ incomplete: ['finance'] });
    expect(
      (await ask(gateway.url, '{ financePayables { id } }', viewerOf('bureau', ['soe']))).extensions,
    ).toBeUndefined();
  });
});

describe('coordination that is away', () => {
  /** A gateway before the same departments, whose coordination has no address, or says nothing that can be read. */
  const gatewayWith = async (coordination: string | null): Promise<string> => {
    const subgraphUrl = (name: string): string | null =>
      name === 'coordination' ? coordination : (graph.subgraphUrls[name] ?? null);
    const where = { subgraphUrl, keys: graph.keys.gateway, auditDir: trailFolder(), port: 0, host: '127.0.0.1' };
    const gateway = await startGateway({ ...where, authentication: TRUSTING, limits: UNHURRIED });
    onTestFinished(() => gateway.close());
    return gateway.url;
  };
  const QUESTION = '{ arrears { totals { outstanding } } }';
  const SHOULD_BE = ['finance', 'housing-construction', 'energy', 'soe'];

  test('leaves every answer of its own without all departments that the caller may see', async () => {
    const url = await gatewayWith(null);
    const { data, errors, extensions, told } = await ask(url, QUESTION);
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'DEPARTMENT_UNAVAILABLE',
      domain: 'coordination',
      retryable: true,
    });
    expect([extensions?.incomplete, told]).toEqual([SHOULD_BE, SHOULD_BE.join(', ')]);
    expect((await ask(url, QUESTION, viewerOf('bureau', ['soe']))).extensions).toEqual({ incomplete: ['soe'] });
    expect((await ask(url, '{ financePayables { id } }')).extensions).toBeUndefined();
  });

  test('does so by nonsense as well', async () => {
    const { url } = await impostor('', (_request, response) => response.end('<p>502</p>'));
    expect((await ask(await gatewayWith(url), QUESTION)).extensions).toEqual({ incomplete: SHOULD_BE });
  });
});

describe('a trend', () => {
  test('names the departments that have no books for one of its months', async () => {
    const { tables } = makeDemo({ debts: 40, seed: 5, today: TODAY });
    loadSqlite(join(folder, 'energy'), 'energy', tables.energy);
    const databaseUrls = { energy: `sqlite:${join(folder, 'energy')}`, soe: `sqlite:${join(folder, 'soe')}` };
    const whole = await startAll({
      databaseUrls: { ...databaseUrls, coordination: `sqlite:${join(folder, 'other')}` },
      today: TODAY,
      authentication: TRUSTING,
    });
    onTestFinished(() => whole.close());
    const trend = (from: string): Promise<Answer> =>
      ask(
        whole.url,
        `{ trend(fromMonth: "${from}", toMonth: "2026-03") { outstanding } }`,
        viewerOf('coordination', ['energy', 'soe']),
      );
    expect((await trend('2024-01')).extensions).toEqual({ incomplete: ['energy'] });
    expect((await trend('2026-03')).extensions).toBeUndefined();
  });
});

test('a department that was never sent anything is named, and counts nothing as nothing', async () => {
  const { tables } = makeDemo({ debts: 40, seed: 5, today: TODAY });
  const unsent = Object.fromEntries(
    Object.entries(tables.energy).map(([name, rows]) => [name, name === '清欠台账' ? [] : rows]),
  );
  loadSqlite(join(folder, 'unsent'), 'energy', unsent);
  const databaseUrls = { energy: `sqlite:${join(folder, 'unsent')}`, coordination: `sqlite:${join(folder, 'third')}` };
  const whole = await startAll({ databaseUrls, today: TODAY, authentication: TRUSTING, keys: KEYS });
  onTestFinished(() => whole.close());
  const only = viewerOf('coordination', ['energy']);
  const { data, extensions } = await ask(
    whole.url,
    '{ arrears { complete sources { state message } totals { count } } }',
    only,
  );
  const [source] = (data?.['arrears'] as { sources: object[] }).sources.filter(
    (each) => 'state' in each && each.state !== 'FORBIDDEN',
  );
  expect(source).toEqual({ state: 'UNAVAILABLE', message: `It has no books for ${TODAY}: none was ever received.` });
  expect([(data?.['arrears'] as { complete: boolean }).complete, extensions]).toEqual([
    false,
    { incomplete: ['energy'] },
  ]);
  const freshness = JSON.stringify({ query: '{ ledger { freshness { state message booksFrom } } }' });
  const told = await postSigned(whole.subgraphUrls['energy'] ?? '', 'energy', freshness);
  expect(await told.json()).toMatchObject({
    data: {
      ledger: {
        freshness: {
          state: 'LIVE',
          message: 'It has no books yet: no month was ever received.',
          booksFrom: '9999-12-31',
        },
      },
    },
  });
});
