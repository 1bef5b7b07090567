import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Made by programs and committed: read, and held to nothing. */
const MADE = ['schema/api.graphql', 'client/generated/*.ts'];
const TESTS = ['test/**/*.ts', 'bench/**/*.ts'];
/** What people start by hand, and what speaks to them. */
const SPEAKING = ['**/main.ts', 'subgraphs/source-check.ts', 'kit/telemetry/log.ts', 'bench/**/*.ts'];

/** What departments only extend: rules follow no extension of what nobody defines. */
const ROOT = 'type Query { _: ID }';
/** A subgraph's schema is its own file and, for a department, the contract that all departments share. */
const projectOf = (subgraph, ...shared) => ({
  include: [`schema/${subgraph}.graphql`],
  schema: [...shared, `schema/${subgraph}.graphql`],
});
const DEPARTMENTS = readdirSync('subgraphs', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['coordination', 'campaign'].includes(entry.name))
  .map(({ name }) => name);
const SUBGRAPHS = {
  // questions, which are asked of the unified API
  reports: { include: ['reports/*.graphql', 'client/questions/*.graphql'], schema: ['schema/coordination.graphql'] },
  coordination: projectOf('coordination'),
  audit: projectOf('audit', ROOT),
  campaign: projectOf('campaign', ROOT),
  // nobody's schema by itself: judged as the first department has it
  department: projectOf('department', ROOT, `schema/${DEPARTMENTS[0]}.graphql`),
  api: { include: ['schema/api.graphql'], schema: ['schema/api.graphql'] },
  ...Object.fromEntries(
    DEPARTMENTS.map((department) => [department, projectOf(department, ROOT, 'schema/department.graphql')]),
  ),
};

const ENVIRONMENT = "MemberExpression[object.name='process'][property.name='env']";
const banned = {
  environment: [
    { selector: ENVIRONMENT, message: 'Only kit/program/env.ts reads the environment.' },
    {
      selector: "VariableDeclarator[init.name='process'] > ObjectPattern",
      message: 'Only kit/program/env.ts reads the environment.',
    },
    {
      selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
      message: 'Only kit/program/env.ts reads the environment; argv is on the global process.',
    },
  ],
  clock: [
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'Days and instants are passed in: nothing here reads the clock.',
    },
    {
      selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
      message: 'Days and instants are passed in: nothing here reads the clock.',
    },
  ],
  hooks: [
    {
      selector: "Property[key.name='didResolveOperation']",
      message:
        'Apollo asks all plugins at once, and an orphaned rejection ends the process: questions are held to `guards`.',
    },
  ],
  defaultExport: [{ selector: 'ExportDefaultDeclaration', message: 'Exports are named.' }],
};

export default tseslint.config(
  {
    ignores: ['schema/generated/', 'schema/supergraph.graphql', 'client/dist/', '.data/', 'coverage/', '.stryker-tmp/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    ignores: MADE,
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // dots are not for names that an index signature hides: tsconfig's noPropertyAccessFromIndexSignature
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      complexity: ['error', 10],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 30, skipBlankLines: true, skipComments: true }],
      'max-len': [
        'error',
        { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true },
      ],
      'no-console': 'error',
      'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipRegExps: true }],
      'no-restricted-syntax': ['error', ...banned.environment, ...banned.hooks, ...banned.defaultExport],
    },
  },
  { files: SPEAKING, rules: { 'no-console': 'off' } },
  {
    // what a department's books mean depends on the day that is asked for, and a demo world on its seed and day alone
    files: ['subgraphs/*/{facts,source,model,resolvers,loaders}{.ts,/**/*.ts}', 'demo/**/*.ts', 'test/oracle/**/*.ts'],
    ignores: ['**/main.ts'],
    rules: { 'no-restricted-syntax': ['error', ...banned.environment, ...banned.defaultExport, ...banned.clock] },
  },
  {
    // what clerks write is one long list of cases
    files: ['demo/**/*.ts'],
    rules: {
      complexity: ['error', 25],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['kit/program/env.ts'], rules: { 'no-restricted-syntax': ['error', ...banned.defaultExport] } },
  {
    files: TESTS,
    rules: {
      // a suite is one long function of short ones, and says by its expectations what it gives
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'no-restricted-syntax': ['error', ...banned.defaultExport],
    },
  },
  {
    // files of a house that is put together in a test: what they import is not there yet, so that types tell nothing
    files: ['test/house/forestry/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  { files: ['client/generated/*.ts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['schema/api.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { projects: SUBGRAPHS } } },
  },
  // tools' own configuration is a default export, by their convention
  { files: ['*.ts', '**/vitest.config.ts'], rules: { 'no-restricted-syntax': ['error', ...banned.environment] } },
  { files: ['**/*.{js,mjs,cjs}'], extends: [js.configs.recommended] },
  { files: ['**/*.cjs'], languageOptions: { globals: { module: 'writable' } } },
  {
    files: ['reports/*.graphql', 'client/questions/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { projects: SUBGRAPHS } } },
    rules: { '@graphql-eslint/no-anonymous-operations': 'error' },
  },
  {
    files: ['schema/*.graphql'],
    ignores: MADE,
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { projects: SUBGRAPHS } } },
    rules: {
      '@graphql-eslint/known-type-names': 'error',
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
        },
      ],
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/possible-type-extension': 'error',
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          // hidden from clients, and what the fields of `Debt` and `DebtFilter` of the same names say
          ignoredSelectors: ['[name.value=/^Ledger/] FieldDefinition', '[name.value=/^Ledger/] InputValueDefinition'],
        },
      ],
      '@graphql-eslint/unique-enum-value-names': 'error',
      '@graphql-eslint/unique-field-definition-names': 'error',
      '@graphql-eslint/unique-type-names': 'error',
    },
  },
);
