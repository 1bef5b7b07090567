import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Viewer } from '../../kit/trust/viewer.ts';
import { policies } from '../../policy/policies.ts';
import { decideAmong } from '../../policy/policy.ts';
import { viewerOf } from '../support/signed.ts';
import { gatewayOverNobody, LITERALS, publicSchema, type LoneGateway } from './gateway.ts';
import { asked, placesIn, selectionOf, together, type Place } from './questions.ts';

/**
 * Every field of the graph, asked for by every role in every way that GraphQL knows: what is refused never reaches a
 * subgraph.
 */
const LISTS = new Set([
  'debts',
  'debtors',
  'enterprises',
  'dataIssues',
  'arrears',
  'contradictions',
  'trend',
  'domains',
]);
const CALLERS: readonly Viewer[] = [
  ...ROLES.filter((role) => role !== 'register').map((role) => viewerOf(role)),
  viewerOf('bureau', ['energy']),
  viewerOf('bureau', []),
  viewerOf(null),
];

let gateway: LoneGateway;
let schema: GraphQLSchema;

beforeAll(async () => {
  [gateway, schema] = [await gatewayOverNobody(), await publicSchema()];
});

afterAll(() => gateway.close());

interface Outcome {
  status: number;
  code: string | null;
  message: string;
  /** Whether any subgraph was asked. */
  asked: boolean;
}

async function outcomeOf(viewer: Viewer, query: string): Promise<Outcome> {
  const before = gateway.reached();
  const { status, errors = [] } = await gateway.ask(viewer, query);
  const [error] = errors;
  return {
    status,
    code: error?.extensions.code ?? null,
    message: error?.message ?? '',
    asked: gateway.reached() > before,
  };
}

type Way = (place: Place, selection: string) => string;

const direct: Way = ({ field, wrap }, selection) => wrap(`${asked(field, LITERALS)} ${selection}`);

/** Ways to ask for one field. */
const WAYS: Readonly<Record<string, Way>> = {
  direct,
  alias: ({ field, wrap }, selection) => wrap(`harmless: ${asked(field, LITERALS)} ${selection}`),
  'inline fragment': ({ type, field, wrap }, selection) =>
    wrap(`... on ${type} { ... { ${asked(field, LITERALS)} ${selection} } }`),
  fragment: ({ type, field, wrap }, selection) =>
    `${wrap('...Some')} fragment Some on ${type} { ...Other } fragment Other on ${type} { __typename ${asked(field, LITERALS)} ${selection} }`,
  'skipped by a variable': ({ field, wrap }, selection) => {
    const query = wrap(`__typename ${asked(field, LITERALS)} @skip(if: $skip) ${selection}`);
    return query.startsWith('mutation')
      ? query.replace('mutation', 'mutation ($skip: Boolean = false)')
      : `query ($skip: Boolean = false) ${query}`;
  },
};

const leaf = ({ field }: Place): string =>
  selectionOf(schema, field.type, { depth: 0, literals: LITERALS, pass: () => false });

function isRefused({ way }: Place, viewer: Viewer): boolean {
  return way.some((coordinate) => decideAmong(Object.values(policies), coordinate, viewer) === 'DENY');
}

/** By departments' own root fields; and again through coordination's lists, where departments' records are entities. */
const places = (): Place[] => [...placesIn(schema, LITERALS), ...placesIn(schema, LITERALS, (root) => LISTS.has(root))];

/** The audit trail stands in the gateway. */
const isGateways = ({ way }: Place): boolean => way[0]?.field === 'auditTrail';

describe.each(CALLERS)('$subject', (viewer) => {
  // the coordination group is refused next to nothing, and who has neither role nor domain everything, in whatever way
  const isOneWay = viewer.role === 'coordination' || viewer.role === null || viewer.domains.length === 0;
  test.each(Object.entries(isOneWay ? { direct } : WAYS))(
    '%s: what is not for it is refused before anybody is asked',
    async (_, queryOf) => {
      const refused = places().filter((place) => isRefused(place, viewer));
      for (const place of refused) {
        const query = queryOf(place, leaf(place));
        const { code, status, asked: wasAsked } = await outcomeOf(viewer, query);
        expect({ query, code, status, wasAsked }).toEqual({ query, code: 'FORBIDDEN', status: 403, wasAsked: false });
      }
      expect(refused.length).toBeGreaterThan(0);
    },
  );

  test('what is for it is put to those who know', async () => {
    const allowed = places().filter((place) => !isRefused(place, viewer) && !isGateways(place));
    for (const query of together(allowed.map((place) => direct(place, leaf(place))))) {
      const { code } = await outcomeOf(viewer, query);
      expect({ query, code }).toEqual({ query, code: 'DEPARTMENT_UNAVAILABLE' });
    }
  });
});

describe('a refusal', () => {
  const bureau = viewerOf('bureau', ['energy']);

  test.each([
    [
      '{ debts { nodes { record { files: documents { fileName } } } } }',
      viewerOf('reporting', ['soe']),
      'files: documents',
      'as reporting, for soe',
    ],
    ['{ financePayables { id } }', bureau, 'financePayables', 'as bureau, for energy'],
    ['{ domains { code } }', viewerOf('bureau', []), 'domains', 'as bureau, for no domain'],
    ['{ units { debtors { name } } }', viewerOf('unit', []), 'name', 'as unit, for no domain'],
    ['{ domains { code } }', viewerOf(null, ['energy']), 'domains', 'as nobody we know, for energy'],
  ])('of %s names the field as it was written', async (query, viewer, field, asking) => {
    expect((await outcomeOf(viewer, query)).message).toBe(`${field} is not for you: you ask ${asking}.`);
  });

  test('is for the operation that is asked for, not for another of the document', async () => {
    const document = 'query Mine { domains { code } } query Theirs { financePayables { id } }';
    const codesOf = async (operationName: string): Promise<unknown> =>
      (await gateway.ask(bureau, document, operationName)).errors?.map(({ extensions }) => extensions.code);
    expect(await codesOf('Mine')).not.toEqual(['FORBIDDEN']);
    expect(await codesOf('Theirs')).toEqual(['FORBIDDEN']);
  });

  test('is for all but the name of a type where the role is unknown', async () => {
    expect(await outcomeOf(viewerOf(null), '{ __typename }')).toMatchObject({ status: 200, code: null, asked: false });
  });

  test('reaches into interfaces: what no record type gives to a role is not to be had from any record', async () => {
    const { code, asked: wasAsked } = await outcomeOf(
      viewerOf('reporting'),
      '{ debts { nodes { record { documents { kind } } } } }',
    );
    expect([code, wasAsked]).toEqual(['FORBIDDEN', false]);
  });
});
