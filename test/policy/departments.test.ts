import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { startAll, type Graph } from '../support/graph.ts';
import { callOf, KEYS, postSigned, viewerOf } from '../support/signed.ts';

/** A subgraph decides by itself: also where a server of the house passes on what it should have refused. */
const TODAY = '2026-03-20';
const folder = mkdtempSync(join(tmpdir(), 'departments-'));
const urlOf = (name: string): string => `sqlite:${join(folder, `${name}.db`)}`;
let graph: Graph;

beforeAll(async () => {
  const { tables } = makeDemo({ seed: 3, debts: 30, today: TODAY });
  for (const domain of ['finance', 'energy'] as const) loadSqlite(join(folder, `${domain}.db`), domain, tables[domain]);
  const databaseUrls = { finance: urlOf('finance'), energy: urlOf('energy'), coordination: urlOf('coordination') };
  graph = await startAll({ databaseUrls, keys: KEYS, today: TODAY });
});

afterAll(async () => {
  await graph.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: string[]; extensions: { code: string } }[];
}

async function ask(subgraph: string, viewer: Viewer, query: string, variables: object = {}): Promise<Answer> {
  const response = await postSigned(
    graph.subgraphUrls[subgraph] ?? '',
    subgraph,
    JSON.stringify({ query, variables }),
    callOf(viewer),
  );
  return (await response.json()) as Answer;
}

const ENTITY =
  'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on EnergyLedgerRow { id remarks documents { kind } } } }';

async function anyRow(): Promise<string> {
  const { data } = await ask('energy', viewerOf('bureau', ['energy']), '{ energyLedgerRows(first: 1) { id } }');
  return (data?.['energyLedgerRows'] as { id: string }[])[0]?.id ?? '';
}

const representations = (id: string): object => ({ of: [{ __typename: 'EnergyLedgerRow', id }] });

describe('a department', () => {
  test.each([
    ['a bureau of another domain', viewerOf('bureau', ['finance'])],
    ['a caller without domains', viewerOf('coordination', [])],
    ['a role that nobody knows', viewerOf(null, ['energy'])],
    ['the register', viewerOf('register', ['energy'])],
  ])('gives %s nothing: no root field, no entity, not the name of its type', async (_, viewer) => {
    const refused = {
      data: { energyLedgerRows: null },
      errors: [{ path: ['energyLedgerRows'], extensions: { code: 'FORBIDDEN' } }],
    };
    expect(await ask('energy', viewer, '{ energyLedgerRows { id } }')).toMatchObject(refused);
    for (const id of [await anyRow(), 'energy:nothing']) {
      const { data, errors } = await ask('energy', viewer, ENTITY, representations(id));
      expect(data ?? null).toBeNull();
      expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
        ['Query._entities is not for this caller.', 'FORBIDDEN'],
      ]);
    }
  });

  test('gives its own bureau the whole record', async () => {
    const id = await anyRow();
    const { data, errors } = await ask('energy', viewerOf('bureau', ['energy']), ENTITY, representations(id));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ _entities: [{ __typename: 'EnergyLedgerRow', id }] });
  });

  test('gives a reporting tool the record without what is for officials, and says so', async () => {
    const id = await anyRow();
    const { data, errors } = await ask(
      'energy',
      viewerOf('reporting', ['energy']),
      ENTITY.replace(' documents { kind }', ''),
      representations(id),
    );
    expect(data).toEqual({ _entities: [{ __typename: 'EnergyLedgerRow', id, remarks: null }] });
    expect(errors).toMatchObject([{ path: ['_entities', 0, 'remarks'], extensions: { code: 'FORBIDDEN' } }]);
  });

  test('gives nobody its schema, and what the register keeps to the register alone', async () => {
    const changes = '{ ledger { changes(after: 0, first: 1) { epoch } } }';
    expect((await ask('energy', viewerOf('coordination'), '{ _service { sdl } }')).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect((await ask('energy', viewerOf('supervision'), changes)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await ask('energy', viewerOf('register'), changes)).errors).toBeUndefined();
  });
});

describe('coordination', () => {
  test.each([
    ['a decision by supervision', 'mutation { undoDecision(id: "x", reason: "x") { id } }', viewerOf('supervision')],
    ['decisions, for a bureau', '{ sameDebtDecisions { id } }', viewerOf('bureau', ['finance'])],
    ['issues, for a reporting tool', '{ dataIssues { totalCount } }', viewerOf('reporting')],
    ['anything, for a caller without domains', '{ domains { code } }', viewerOf('bureau', [])],
  ])('refuses %s', async (_, query, viewer) => {
    const { data, errors } = await ask('coordination', viewer, query);
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('does not believe that the register asks, who is itself', async () => {
    const { data, errors } = await ask('coordination', viewerOf('register'), '{ debts { totalCount } }');
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('names to a bureau no domain that is not its own, and knows none by its name', async () => {
    const bureau = viewerOf('bureau', ['energy']);
    expect((await ask('coordination', bureau, '{ domains { code } }')).data).toEqual({ domains: [{ code: 'energy' }] });
    const { errors } = await ask(
      'coordination',
      bureau,
      '{ arrears(filter: { domains: ["finance"] }) { totals { count } } }',
    );
    expect(errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
      ['domains wants some of energy; got "finance"', 'BAD_USER_INPUT'],
    ]);
  });

  test('says which departments it left out, and is complete without them', async () => {
    const { data } = await ask(
      'coordination',
      viewerOf('bureau', ['energy']),
      '{ arrears { complete sources { domain { code totals { count } } state } } }',
    );
    const forbidden = (code: string): object => ({ domain: { code, totals: null }, state: 'FORBIDDEN' });
    expect(data).toMatchObject({
      arrears: {
        complete: true,
        sources: [
          forbidden('finance'),
          forbidden('housing-construction'),
          { domain: { code: 'energy' }, state: 'LIVE' },
          forbidden('soe'),
        ],
      },
    });
  });
});
