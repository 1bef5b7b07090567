/** What coordination asks a department's ledger (`schema/department.graphql`). */

export const FRESHNESS = `{ ledger { freshness { state readAt message epoch lastChange booksFrom } } }`;

const PARTY = `key name organisationCode creditCode`;

const DEBT = `id debtor { ${PARTY} } debtorKind creditor { ${PARTY} } contractNo contractName category wages cause causeNote disputed verified
  incurredOn dueOn dueBasis daysOverdue ageBucket status protected amount paid outstanding`;

const TOTALS = `status category ageBucket cause debtorKey debtorKind creditorKey creditorScale wages disputed incurredYear count amount paid outstanding`;

export const PAGE = `query ($where: LedgerFilter!, $orderBy: LedgerOrder!, $first: Int!, $after: LedgerBound, $asOf: Date!) {
  ledger {
    page(where: $where, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf) { ${DEBT} }
    totals(where: $where, by: [], asOf: $asOf) { ${TOTALS} }
  }
}`;

export const DEBTS_BY_IDS = `query ($ids: [ID!]!, $asOf: Date!) { ledger { debts(ids: $ids, asOf: $asOf) { ${DEBT} } } }`;

export const TOTALS_BY = `query ($where: LedgerFilter!, $by: [LedgerDimension!]!, $asOf: Date!) {
  ledger { totals(where: $where, by: $by, asOf: $asOf) { ${TOTALS} } }
}`;

export const MOVEMENT = `query ($where: LedgerFilter!, $since: Date!, $asOf: Date!) {
  ledger { movement(where: $where, since: $since, asOf: $asOf) { count outstanding incurred paid } }
}`;

export const ISSUES = `query ($kinds: [DataIssueKind!], $ambiguousNames: [String!]!, $after: ID, $first: Int!) {
  ledger {
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
