import type { LedgerDimension, LedgerTotals } from '../../../schema/generated/ledger-client.ts';

/** What coordination asks a department's ledger (`schema/department.graphql`). */

export const FRESHNESS = `{ ledger { freshness { state readAt message epoch lastChange booksFrom lookBackSeconds wholeReadAt } } }`;

/** The state that an answer is of; the one that it was asked at. */
const STATE = `freshness { epoch lastChange }`;

const PARTY = `key name organisationCode creditCode`;

const DEBT = `id debtor { ${PARTY} } debtorKind creditor { ${PARTY} } contractNo contractName category wages cause causeNote disputed verified
  incurredOn dueOn dueBasis daysOverdue ageBucket status protected amount paid outstanding`;

const SUMS = `count amount paid outstanding`;

/**
 * Where a total says what it is the total of. Only what is grouped by is asked for: there may be a total for every
 * creditor.
 */
const DIMENSIONS: Readonly<Record<LedgerDimension, keyof LedgerTotals>> = {
  STATUS: 'status',
  CATEGORY: 'category',
  AGE_BUCKET: 'ageBucket',
  CAUSE: 'cause',
  DEBTOR: 'debtorKey',
  DEBTOR_KIND: 'debtorKind',
  CREDITOR: 'creditorKey',
  CREDITOR_SCALE: 'creditorScale',
  WAGES: 'wages',
  DISPUTED: 'disputed',
  INCURRED_YEAR: 'incurredYear',
};

export const PAGE = `query ($at: LedgerStateInput, $where: LedgerFilter!, $orderBy: LedgerOrder!, $first: Int!, $after: LedgerBound, $asOf: Date!) {
  ledger(at: $at) { ${STATE}
    page(where: $where, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf) { ${DEBT} }
    totals(where: $where, by: [], asOf: $asOf) { ${SUMS} }
  }
}`;

/** A page of a list that has begun. */
export const ROWS = `query ($at: LedgerStateInput, $where: LedgerFilter!, $orderBy: LedgerOrder!, $first: Int!, $after: LedgerBound, $asOf: Date!) {
  ledger(at: $at) { ${STATE} page(where: $where, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf) { ${DEBT} } }
}`;

export const DEBTS_BY_IDS = `query ($at: LedgerStateInput, $ids: [ID!]!, $asOf: Date!) { ledger(at: $at) { ${STATE} debts(ids: $ids, asOf: $asOf) { ${DEBT} } } }`;

export const totalsBy = (
  by: readonly LedgerDimension[],
): string => `query ($at: LedgerStateInput, $where: LedgerFilter!, $by: [LedgerDimension!]!, $asOf: Date!) {
  ledger(at: $at) { ${STATE} totals(where: $where, by: $by, asOf: $asOf) { ${by.map((dimension) => DIMENSIONS[dimension]).join(' ')} ${SUMS} } }
}`;

export const MOVEMENTS = `query ($at: LedgerStateInput, $where: LedgerFilter!, $steps: [LedgerStep!]!) {
  ledger(at: $at) { ${STATE} movements(where: $where, steps: $steps) { count outstanding outstandingBefore incurred paid } }
}`;

export const ISSUES = `query ($at: LedgerStateInput, $kinds: [DataIssueKind!], $ambiguousNames: [String!]!, $after: ID, $first: Int!) {
  ledger(at: $at) { ${STATE}
    issues(kinds: $kinds, ambiguousNames: $ambiguousNames, after: $after, first: $first) { id kind location found message debtId }
    issueCount(kinds: $kinds, ambiguousNames: $ambiguousNames)
  }
}`;

export const CHANGES = `query ($after: Int!, $first: Int!) {
  ledger {
    changes(after: $after, first: $first) {
      epoch last more
      bundles {
        key
        mentions { role party { ${PARTY} } location kind ownership scale formerName }
        candidates {
          id from to debtorKey debtorKind creditorKey contractKeys billKey recordedAmount dueOn protected disputed amount paid outstanding
        }
        nilReports { partyKey from to location }
      }
    }
  }
}`;
