import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { DOMAIN_CODES } from './kit/departments.ts';

/**
 * Model types behind SDL types: `<SDL type>: <name in the subgraph's model.ts>`, or `<room>/<name>` for one in a
 * room's; a type without one is resolved as it stands in the SDL.
 */
const modelsOf = (subgraph: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`subgraphs/${subgraph}/models.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;

/** Where a model type is: `Unit` in the subgraph's own model.ts, `returns/Line` in a room's. */
function modelIn(subgraph: string, model: string): string {
  const [name, room] = [basename(model), dirname(model)];
  return `${join('../../subgraphs', subgraph, room, 'model.ts')}#${name} as ${name}Model`;
}

/** Subgraphs that are no department's: their SDL stands alone. */
const OUR_OWN = ['coordination', 'campaign'];
const isOurOwn = (subgraph: string): boolean => OUR_OWN.includes(subgraph);

const typeOptions = {
  useTypeImports: true,
  enumsAsTypes: true,
  federation: true,
  // what has a default is given
  avoidOptionals: { defaultValue: true },
  inputMaybeValue: 'T | null | undefined',
  scalars: { ID: 'string', Decimal: 'bigint', Date: 'string', DateTime: 'string', _FieldSet: 'string' },
};

const subgraphTypes = (subgraph: string, types: Record<string, string>): CodegenConfig['generates'][string] => ({
  schema: [...(isOurOwn(subgraph) ? [] : ['schema/department.graphql']), `schema/${subgraph}.graphql`],
  plugins: ['typescript', 'typescript-resolvers'],
  config: {
    ...typeOptions,
    contextType: `../../subgraphs/${subgraph}/${isOurOwn(subgraph) ? 'context' : 'index'}.ts#Context`,
    mappers: Object.fromEntries(Object.entries(types).map(([type, model]) => [type, modelIn(subgraph, model)])),
  },
});

/**
 * The department contract is not a subgraph by itself: it names federation's directives as every department's own SDL
 * does.
 */
const contract = [
  'schema/department.graphql',
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible"])',
];

const config: CodegenConfig = {
  generates: {
    'schema/generated/department.ts': {
      schema: contract,
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        ...typeOptions,
        contextType: '../../kit/ledger/resolvers.ts#LedgerContext',
        mappers: { Ledger: '../../kit/ledger/facts.ts#Facts' },
      },
    },
    'schema/generated/ledger-client.ts': {
      schema: contract,
      plugins: ['typescript'],
      config: {
        ...typeOptions,
        scalars: { ...typeOptions.scalars, Decimal: { input: 'string', output: 'bigint' } },
        skipTypename: true,
      },
    },
    // saved questions as texts: who uses the client needs no GraphQL library
    'client/generated/graph.ts': {
      schema: 'schema/api.graphql',
      documents: ['reports/*.graphql', 'client/questions/*.graphql'],
      plugins: ['typescript', 'typescript-operations', 'typed-document-node'],
      config: {
        ...{ documentMode: 'string', onlyOperationTypes: true, skipTypename: true, immutableTypes: true },
        ...{ enumsAsTypes: true, useTypeImports: true },
        scalars: { ID: 'string', Decimal: 'string', Date: 'string', DateTime: 'string' },
      },
    },
    ...Object.fromEntries(
      [...DOMAIN_CODES, ...OUR_OWN].map((subgraph) => [
        `schema/generated/${subgraph}.ts`,
        subgraphTypes(subgraph, modelsOf(subgraph)),
      ]),
    ),
  },
};

export default config;
