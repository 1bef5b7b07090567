import type { Ledger, LedgerDimension } from '../../../schema/generated/ledger-client.ts';
import { FIELD_OF_DIMENSION } from '../../../kit/ledger/dimensions.ts';

/**
 * A field of a department's ledger (`schema/department.graphql`): the types of its arguments, and what is asked of it.
 */
interface LedgerField {
  name: keyof Ledger;
  takes: Readonly<Record<string, string>>;
  selects: string;
}

/** What coordination asks a ledger. With it goes how the ledger stands. */
export type Question = readonly LedgerField[];

/** How it stands to its books, and which state of them the answer is of. */
const STANDING =
  'freshness { state readAt message epoch lastChange newestChange booksFrom lookBackSeconds wholeReadAt }';

const PARTY = `key name organisationCode creditCode`;

const DEBT = `id debtor { ${PARTY} } debtorKind creditor { ${PARTY} } contractNo contractName category wages cause causeNote disputed verified
  incurredOn dueOn dueBasis daysOverdue ageBucket status protected amount paid outstanding`;

const SUMS = `count amount paid outstanding`;

export const FRESHNESS: Question = [];

/** Only what is grouped by is asked for: there may be a total for every creditor. */
export const totalsBy = (by: readonly LedgerDimension[]): Question => [
  {
    name: 'totals',
    takes: { where: 'LedgerFilter!', by: '[LedgerDimension!]!', asOf: 'Date!' },
    selects: [...by.map((dimension) => FIELD_OF_DIMENSION[dimension]), SUMS].join(' '),
  },
];

/** A page of a list that has begun. */
export const ROWS: Question = [
  {
    name: 'page',
    takes: { where: 'LedgerFilter!', orderBy: 'LedgerOrder!', first: 'Int!', after: 'LedgerBound', asOf: 'Date!' },
    selects: DEBT,
  },
];

/** With `by: []`, so that its totals are of the whole list. */
export const PAGE: Question = [...ROWS, ...totalsBy([])];

export const PAGES_BY_PARTY: Question = [
  {
    name: 'pagesByParty',
    takes: {
      where: 'LedgerFilter!',
      role: 'PartyRole!',
      parties: '[[String!]!]!',
      orderBy: 'LedgerOrder!',
      first: 'Int!',
      asOf: 'Date!',
    },
    selects: `debts { ${DEBT} } totals { ${SUMS} }`,
  },
];

export const DEBTS_BY_IDS: Question = [{ name: 'debts', takes: { ids: '[ID!]!', asOf: 'Date!' }, selects: DEBT }];

export const MOVEMENTS: Question = [
  {
    name: 'movements',
    takes: { where: 'LedgerFilter!', steps: '[LedgerStep!]!' },
    selects: 'count outstanding outstandingBefore incurred paid',
  },
];

export const ISSUES: Question = [
  {
    name: 'issues',
    takes: { kinds: '[DataIssueKind!]', ambiguousNames: '[String!]!', after: 'ID', first: 'Int!' },
    selects: 'id kind location found message debtId',
  },
  { name: 'issueCount', takes: { kinds: '[DataIssueKind!]', ambiguousNames: '[String!]!' }, selects: '' },
];

export const CHANGES: Question = [
  {
    name: 'changes',
    takes: { after: 'Int!', first: 'Int!' },
    selects: `epoch last more
      bundles {
        key
        mentions { role party { ${PARTY} } location kind ownership scale formerName }
        candidates {
          id from to debtorKey debtorKind creditorKey contractKeys billKey recordedAmount dueOn protected disputed amount paid outstanding
        }
        nilReports { partyKey from to location }
      }`,
  },
];

/** Sends sets of debts that filters name by their digests from then on. */
export const TELL_EXCLUSIONS = `query ($exclusions: [LedgerExclusion!]) { ledger(exclusions: $exclusions) { ${STANDING} } }`;

/**
 * Several questions as one document, about one state of the books. Those after the first have their number behind their
 * names.
 */
export function documentOf(questions: readonly Question[]): string {
  const variables = questions.flatMap((question, i) =>
    variablesOf(question).map(([name, type]) => `$${nameIn(i, name)}: ${type}`),
  );
  const fields = questions.flatMap((question, i) => question.map((field) => textOf(field, i)));
  return `query (${['$at: LedgerStateInput', ...variables].join(', ')}) {\n  ledger(at: $at) { ${[STANDING, ...fields].join('\n    ')} }\n}`;
}

/** What a name in a question is called in the document of several. */
export const nameIn = (place: number, name: string): string => (place === 0 ? name : `${name}_${place}`);

function textOf({ name, takes, selects }: LedgerField, place: number): string {
  const given = Object.keys(takes).map((argument) => `${argument}: $${nameIn(place, argument)}`);
  const alias = place === 0 ? '' : `${nameIn(place, name)}: `;
  return `${alias}${name}(${given.join(', ')})${selects && ` { ${selects} }`}`;
}

/** Fields that take arguments of one name are given the same. */
const variablesOf = (question: Question): [string, string][] => [
  ...new Map(question.flatMap(({ takes }) => Object.entries(takes))),
];
