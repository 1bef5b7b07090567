import {
  buildClientSchema,
  getIntrospectionQuery,
  isObjectType,
  Kind,
  parse,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintDemoToken } from '../../gateway/authenticate/demo.ts';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import { readSubgraphSdl } from '../../kit/graphql/sdl.ts';
import { ask, type Answer } from '../gateway/graphs.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb } from '../support/mariadb.ts';
import { Asker, type Question } from './questions.ts';

const WORLD = { seed: 5, debts: 30, today: '2026-03-20' };
/** What a caller is told of a value that nobody can mean. */
const REFUSED = ['BAD_USER_INPUT', 'BAD_CURSOR', 'TOO_COSTLY'];
const LACKING = /"state":"UNAVAILABLE","message":"(?!It has no books for)[^"]*"/;

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const recordOf = (domain: string, type: string) => (field: string) =>
  `debts(first: 1, filter: { domains: ["${domain}"] }) { nodes { record { ... on ${type} { ${field} } } } }`;

/** Where fields with arguments stand below the root, by their type. */
const BELOW: Readonly<Record<string, (field: string) => string>> = {
  Enterprise: (field) => `enterprises(first: 1) { nodes { ${field} } }`,
  Debtor: (field) => `debtors(first: 1) { nodes { ${field} } }`,
  Domain: (field) => `domains { ${field} }`,
  FinancePayable: recordOf('finance', 'FinancePayable'),
  ConstructionBill: recordOf('housing-construction', 'ConstructionBill'),
  EnergyLedgerRow: recordOf('energy', 'EnergyLedgerRow'),
  SoePayableLine: recordOf('soe', 'SoePayableLine'),
};
/** Fields that a department answers from its database. */
const DEPARTMENTS_OWN =
  /^(Query\.(finance|construction|energy|soe)|FinancePayable|ConstructionBill|EnergyLedgerRow|SoePayableLine)/;

function questionsTo(schema: GraphQLSchema): Question[] {
  const asker = new Asker();
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    type ? asker.questionsOf(type, (field) => field) : [],
  );
  const below = Object.entries(BELOW).flatMap(([name, around]) => {
    const type = schema.getType(name);
    return isObjectType(type) ? asker.questionsOf(type, around) : [];
  });
  return [...roots, ...below];
}

/** What the campaign answers: it is not there. */
async function fieldsOfCampaign(): Promise<ReadonlySet<string>> {
  const { definitions } = parse(await readSubgraphSdl('campaign'));
  const roots = definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION ? [node] : [],
  );
  return new Set(roots.flatMap(({ name, fields = [] }) => fields.map((field) => `${name.value}.${field.name.value}`)));
}

/** What is wrong with an answer; null where it is whole, or says what was wanted. */
function faultOf({ data, errors = [] }: Answer): string | null {
  const fault = errors.find(({ extensions }) => !REFUSED.includes(String(extensions['code'])));
  return fault
    ? `${String(fault.extensions['code'])}: ${fault.message}`
    : (LACKING.exec(JSON.stringify(data ?? null))?.[0] ?? null);
}

describe.each(['SQLite', 'MariaDB'])('on %s', (kind) => {
  describe.skipIf(kind === 'MariaDB' && server === null)('at its extremes', () => {
    let graph: DemoGraph;
    let supervisor: Record<string, string>;

    beforeAll(async () => {
      graph = await startDemo(WORLD, kind === 'MariaDB' ? server : null);
      const token = await mintDemoToken({ sub: 'inspector', roles: ['supervision'], domains: [...DOMAIN_CODES] }, 60);
      supervisor = { authorization: `Bearer ${token}` };
    });
    afterAll(() => graph.close());

    const faultsOf = async ({ query, variables, name }: Question): Promise<string[]> => {
      const fault = faultOf(await ask(graph.url, query, variables, query.includes('auditTrail') ? supervisor : {}));
      return fault === null ? [] : [`${name}: ${fault}`];
    };

    test('no argument takes a department away, or is answered by anything but a whole answer or a word of what was wanted', async ({
      annotate,
    }) => {
      const { data } = await ask(graph.url, getIntrospectionQuery());
      const all = questionsTo(buildClientSchema(data as unknown as IntrospectionQuery));
      const campaigns = await fieldsOfCampaign();
      const questions = all.filter(({ name }) =>
        kind === 'SQLite' ? !campaigns.has(name.split('(')[0] ?? '') : DEPARTMENTS_OWN.test(name),
      );
      expect(questions.length).toBeGreaterThan(300);
      await annotate(`${questions.length} questions`);
      const faults: string[] = [];
      for (let i = 0; i < questions.length; i += 4)
        faults.push(...(await Promise.all(questions.slice(i, i + 4).map(faultsOf))).flat());
      expect(faults).toEqual([]);
    }, 600_000);
  });
});
