import { readFileSync } from 'node:fs';
import { parse, visit } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import type { ShownContact } from '../../kit/department/contact.ts';
import { ask } from '../agreement/client.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';

const WORLD = { seed: 11, debts: 60, today: '2026-03-20' };
const DOMAINS = ['finance', 'housing-construction', 'energy', 'soe'] as const;

const RECORDS = `query ($domains: [ID!]) {
  debts(filter: { scope: ALL, domains: $domains }, first: 200) { nodes { record { contact { person phone masked } } } }
}`;
const SEARCH = `query ($search: String!) {
  debts(filter: { scope: ALL, search: $search }) { totalCount }
  enterprises(search: $search) { nodes { id } }
  debtors(search: $search) { nodes { id } }
}`;

interface Answer {
  debts: { nodes: { record: { contact: ShownContact | null } | null }[] };
}

describe('contacts in the unified graph', () => {
  let graph: DemoGraph;
  beforeAll(async () => {
    graph = await startDemo(WORLD, null);
  });
  afterAll(() => graph.close());

  const asked = <Data>(query: string, variables: Record<string, unknown>) =>
    ask<Data>({ endpointUrl: graph.url, query, variables });

  test.each(DOMAINS)('are offered with the records of %s, masked', async (domain) => {
    const { debts } = await asked<Answer>(RECORDS, { domains: [domain] });
    const contacts = debts.nodes.flatMap(({ record }) => record?.contact ?? []);
    expect(contacts.length).toBeGreaterThan(20);
    expect(contacts.filter(({ masked }) => !masked)).toEqual([]);
    for (const { person, phone } of contacts) {
      expect(person ?? '**').toMatch(/^\p{L}?\*\*$/u);
      expect(phone ?? '***').toMatch(/^(\*{3}|\d{3}\*{4}\d{2,4})$/);
    }
  });

  test('are named by no argument, filter or order', () => {
    const named: string[] = [];
    visit(parse(readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8')), {
      InputValueDefinition: ({ name }) => void named.push(name.value),
      EnumValueDefinition: ({ name }) => void named.push(name.value),
    });
    expect(named).toContain('search');
    // a person who holds a post of the campaign
    expect(named.filter((name) => /contact|person$|phone/i.test(name))).toEqual(['person']);
  });

  test('find no debt and no party', async () => {
    const { tables } = makeDemo(WORLD);
    const persons = (tables.soe['bd_cubasdoc'] ?? []).map((row) => String(row['linkman'] ?? '').trim());
    const phones = (tables['housing-construction']['hc_org'] ?? []).map((row) => String(row['phone'] ?? ''));
    const [person, phone] = [persons.find((text) => text.length === 3), phones.find((text) => /^\d{11}$/.test(text))];
    expect(person).toBeDefined();
    for (const search of [person, phone]) {
      expect(await asked(SEARCH, { search })).toEqual({
        debts: { totalCount: 0 },
        enterprises: { nodes: [] },
        debtors: { nodes: [] },
      });
    }
  });
});
