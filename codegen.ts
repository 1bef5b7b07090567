import type { CodegenConfig } from '@graphql-codegen/cli';

/** Model types behind SDL types: `<SDL type>: <name in the subgraph's model.ts>`; a type without one is resolved as it stands in the SDL. */
const models: Record<string, Record<string, string>> = {
  finance: {
    FinancePayable: 'Payable',
    FinanceCreditNote: 'Payable',
    FinanceContract: 'Contract',
    FinanceProject: 'Project',
    FinanceTaxArrears: 'TaxArrears',
  },
  'housing-construction': {
    ConstructionBill: 'Bill',
    ConstructionProject: 'Project',
    ConstructionContract: 'Contract',
    ConstructionOrganisation: 'Organisation',
    ConstructionDeposit: 'Deposit',
  },
  energy: { EnergyLedgerRow: 'LedgerRow' },
  soe: {
    SoePayableLine: 'PayableLine',
    SoeDocument: 'Document',
    SoeCompany: 'Company',
    SoeSupplier: 'Supplier',
    SoeWriteOff: 'WriteOff',
    SoeAssetDisposal: 'AssetDisposal',
  },
  coordination: {
    Debt: 'Debt',
    Recording: 'Recording',
    DebtConnection: 'DebtList',
    Enterprise: 'Party',
    EnterpriseConnection: 'PartyList',
    Debtor: 'Party',
    DebtorConnection: 'PartyList',
    Domain: 'DomainRef',
    SourceReport: 'SourceReport',
    ArrearsReport: 'ArrearsReport',
    ArrearsGroup: 'ArrearsGroup',
    Totals: 'Totals',
    DataIssue: 'DataIssue',
    DataIssueConnection: 'DataIssueList',
    SourceRecord: 'SourceRecordStub',
    SameDebtDecision: 'SameDebtDecision',
    Contradiction: 'Contradiction',
    ContradictionConnection: 'ContradictionList',
    PartyEvidence: 'PartyEvidence',
  },
};

const typeOptions = {
  useTypeImports: true,
  enumsAsTypes: true,
  federation: true,
  inputMaybeValue: 'T | null | undefined',
  scalars: { ID: 'string', Decimal: 'bigint', Date: 'string', DateTime: 'string', _FieldSet: 'string' },
};

const subgraphTypes = (subgraph: string, types: Record<string, string>): CodegenConfig['generates'][string] => ({
  schema: [...(subgraph === 'coordination' ? [] : ['schema/department.graphql']), `schema/${subgraph}.graphql`],
  plugins: ['typescript', 'typescript-resolvers'],
  config: {
    ...typeOptions,
    contextType: `../../subgraphs/${subgraph}/${subgraph === 'coordination' ? 'context' : 'index'}.ts#Context`,
    mappers: Object.fromEntries(
      Object.entries(types).map(([type, model]) => [type, `../../subgraphs/${subgraph}/model.ts#${model} as ${model}Model`]),
    ),
  },
});

/** The department contract is not a subgraph by itself: it names federation's directives as every department's own SDL does. */
const contract = [
  'schema/department.graphql',
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible"])',
];

const config: CodegenConfig = {
  generates: {
    'schema/generated/department.ts': {
      schema: contract,
      plugins: ['typescript', 'typescript-resolvers'],
      config: { ...typeOptions, contextType: '../../kit/ledger/resolvers.ts#LedgerContext' },
    },
    'schema/generated/ledger-client.ts': {
      schema: contract,
      plugins: ['typescript'],
      config: { ...typeOptions, scalars: { ...typeOptions.scalars, Decimal: { input: 'string', output: 'bigint' } }, skipTypename: true },
    },
    ...Object.fromEntries(
      Object.entries(models).map(([subgraph, types]) => [`schema/generated/${subgraph}.ts`, subgraphTypes(subgraph, types)]),
    ),
  },
};

export default config;
