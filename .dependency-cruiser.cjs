/** The walls of the house. Each says in its comment what it keeps apart, and why. */

const TEST_FRAMEWORK = '^node_modules/(vitest|@vitest)/';

/** A wall for each floor but the highest: it imports none of those above it. */
const floorsOf = (house, floors, comment) =>
  floors.slice(0, -1).map((floor, i) => ({
    name: `${floor}-know-no-floor-above`,
    comment,
    severity: 'error',
    from: { path: `^${house}/${floor}/` },
    to: { path: `^${house}/(${floors.slice(i + 1).join('|')})/` },
  }));

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment:
        'Types count too. Only generated types may close a circle: they name the context and the models of those who use them.',
      severity: 'error',
      from: { pathNot: '^schema/generated/' },
      to: { circular: true, viaOnly: { pathNot: '^schema/generated/' } },
    },
    {
      name: 'no-runtime-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kit-stands-alone',
      comment: 'Everything stands on kit; kit stands on nothing of the house but the department contract’s types.',
      severity: 'error',
      from: { path: '^kit/' },
      to: {
        path: '^(gateway|subgraphs|policy|audit|demo|bench|test|schema)/',
        pathNot: '^schema/generated/department\\.ts$',
      },
    },
    {
      name: 'rules-are-pure',
      comment:
        'What the campaign and the law say, worked out: no clock, no file, no network, nothing else of the house.',
      severity: 'error',
      from: { path: '^kit/rules/' },
      to: { pathNot: ['^kit/rules/', '^(node:)?(crypto|util)$'] },
    },
    {
      name: 'kit-has-floors',
      comment: 'Departments stand on sources and ledgers, and these on the rooms that know nothing of a department.',
      severity: 'error',
      from: { path: '^kit/(client|database|graphql|http|program|telemetry|trust)/' },
      to: { path: '^kit/(source|ledger|department)/' },
    },
    {
      name: 'sources-and-ledgers-apart',
      comment:
        'What reads tables knows no ledger, what keeps a ledger knows no tables, and neither knows who puts them together.',
      severity: 'error',
      from: { path: '^kit/(source|ledger)/' },
      to: { path: '^kit/(source|ledger|department|http|client)/', pathNot: '^kit/$1/' },
    },
    {
      name: 'databases-know-no-callers',
      comment: 'A statement knows what it is for by its scope alone.',
      severity: 'error',
      from: { path: '^kit/database/' },
      to: { path: '^kit/(client|http|trust)/' },
    },
    {
      name: 'asking-and-answering-apart',
      comment: 'Who serves requests is not who sends them.',
      severity: 'error',
      from: { path: '^kit/(client|http)/' },
      to: { path: '^kit/(client|http)/', pathNot: '^kit/$1/' },
    },
    {
      name: 'audit-stands-apart',
      comment: 'The trail is written for the gateway and read by supervision; it knows neither.',
      severity: 'error',
      from: { path: '^audit/' },
      to: { path: '^(gateway|subgraphs|demo|bench)/|^policy/', pathNot: '^policy/(policy|audit)\\.ts$' },
    },
    ...floorsOf(
      'subgraphs/coordination',
      ['departments', 'register', 'same-debt', 'views', 'session', 'lists', 'export', 'resolvers'],
      'A question comes down from resolvers to departments; no floor knows one above it.',
    ),
    {
      name: 'gateway-knows-no-subgraph',
      comment: 'The gateway plans by the supergraph and never knows a department.',
      severity: 'error',
      from: { path: '^gateway/' },
      to: { path: '^(subgraphs|demo|bench)/|^schema/generated/' },
    },
    {
      name: 'policy-is-pure',
      comment: 'Tables that officials can read, and the little that looks things up in them.',
      severity: 'error',
      from: { path: '^policy/' },
      to: { pathNot: '^policy/|^kit/(trust/viewer|departments)\\.ts$' },
    },
    {
      name: 'reports-are-plain',
      comment:
        'Tables that officials can read, and how their rows are made: nothing that asks, serves or knows a department.',
      severity: 'error',
      from: { path: '^reports/' },
      to: {
        pathNot:
          '^reports/|^gateway/reports/shape\\.ts$|^kit/(departments|graphql/errors|rules/(dates|money|text))\\.ts$',
      },
    },
    {
      name: 'client-stands-alone',
      comment: 'Programs elsewhere take it without the house.',
      severity: 'error',
      from: { path: '^client/' },
      to: { pathNot: ['^client/', '^@graphql-typed-document-node/core$'] },
    },
    {
      name: 'each-subgraph-by-its-own-policy',
      comment: 'Only the gateway looks at all of them.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^policy/', pathNot: '^policy/(policy|$1)\\.ts$' },
    },
    {
      name: 'subgraphs-never-import-each-other',
      comment:
        'They speak over the network as anyone would, so that any of them can be another process, or another language.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^(subgraphs|gateway|audit|demo|bench)/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'models-are-nouns',
      comment: 'A model imports nothing but types: of kit, and coordination’s of the department contract.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/model(\\.ts|/)' },
      to: { pathNot: '^kit/|^subgraphs/[^/]+/model/|^schema/generated/ledger-client\\.ts$' },
    },
    {
      name: 'models-run-nothing',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/model(\\.ts|/)' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'facts-are-pure',
      comment: 'Rows in, facts out: nothing that does I/O, nothing that knows tables.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/facts(\\.ts|/)' },
      to: { pathNot: ['^subgraphs/[^/]+/(facts(\\.ts|/)|model(\\.ts|/))', '^kit/rules/', '^(node:)?(crypto|util)$'] },
    },
    {
      name: 'only-sources-and-kit-touch-knex',
      severity: 'error',
      from: { path: '^(subgraphs|gateway|audit|kit|bench)/', pathNot: '^kit/|^subgraphs/[^/]+/source(\\.ts|/)' },
      to: { path: '^node_modules/(knex|mysql2|libsql)/' },
    },
    {
      name: 'resolvers-reach-data-through-context',
      comment: 'A resolver knows the type of its source and loaders, never their tables, and builds none of them.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/resolvers(\\.ts|/)' },
      to: {
        path: '^subgraphs/[^/]+/(source|loaders)(\\.ts|/)|^kit/database/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvers-know-no-tables',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/resolvers(\\.ts|/)' },
      to: { path: '^subgraphs/[^/]+/source/.*(tables|rows)|^kit/database/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^(test/|vitest\\.config\\.ts$)' },
      to: { path: ['^test/', TEST_FRAMEWORK] },
    },
    {
      name: 'demo-stands-alone',
      comment:
        'A generated world must not share what reads it, or both could be wrong together. How a server is reached, or a command spoken to, is no reading.',
      severity: 'error',
      from: { path: '^demo/' },
      to: {
        path: '^(kit|subgraphs|gateway|audit|bench|schema)/',
        pathNot: '^kit/(program/(arguments|folders)|database/(address|connection|session))\\.ts$',
      },
    },
    {
      name: 'oracle-knows-only-the-truth',
      comment: 'An oracle that shared code with what it judges would agree with its mistakes.',
      severity: 'error',
      from: { path: '^test/oracle/' },
      to: { pathNot: ['^test/oracle/', '^demo/truth\\.ts$', TEST_FRAMEWORK] },
    },
    {
      name: 'no-unresolvable',
      comment: 'But for what is types alone, and has nothing to run.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
    {
      name: 'no-tools-at-run-time',
      comment:
        'What runs in production is a dependency, not a tool of those who develop it. Composing is a tool: it writes schema/supergraph.graphql.',
      severity: 'error',
      from: { path: '^(kit|policy|reports|gateway|subgraphs|audit|demo)/', pathNot: '^gateway/compose\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // files of a house that is put together in a test, and what is built
    exclude: { path: '^(test/house/forestry|client/dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs'],
    },
  },
};
