import { addMonths, type Day } from '../kit/rules/dates.ts';

/** A question worth asking, for people who see the graph for the first time. */
interface Example {
  /** Its window's, short enough for all to stand side by side. */
  name: string;
  /** What it asks, in plain words. */
  question: string;
  query: string;
  /** What it is asked with on a day. */
  variables?: (today: Day) => Record<string, string>;
}

/**
 * Those most worth asking first: each has a window in the explorer, and the first three are what `npm start` prints.
 */
export const examples: readonly Example[] = [
  {
    name: 'Arrears',
    question: 'How much is in arrears, in whose books, and for how long?',
    query: `{
  arrears(filter: { statuses: [IN_ARREARS] }, groupBy: [DOMAIN, AGE_BUCKET]) {
    asOf
    complete
    totals { count outstanding clearanceRate }
    groups { domain { name } ageBucket totals { count outstanding } }
    sources { domain { code } state readAt message }
  }
}
`,
  },
  {
    name: 'Oldest debts',
    question: 'What has been owed longest to small and micro enterprises?',
    query: `{
  debts(filter: { statuses: [IN_ARREARS], creditorScales: [SMALL, MICRO] }, orderBy: { field: DUE_ON, direction: ASC }, first: 10) {
    complete
    totalCount
    totals { outstanding }
    nodes {
      id
      debtorName
      creditorName
      contractName
      dueOn
      daysOverdue
      outstanding
      record { lateInterest payments { paidOn amount } missingDocuments }
    }
    pageInfo { endCursor hasNextPage }
  }
}
`,
  },
  {
    name: 'Wages',
    question: 'Which debtors owe wages of migrant workers (农民工工资), and how much?',
    query: `{
  debtors(filter: { wages: true, statuses: [IN_ARREARS] }, first: 10) {
    edges {
      node { name kind }
      totals { count outstanding }
    }
    complete
  }
}
`,
  },
  {
    name: 'Creditors',
    question: 'Which creditors are owed most, and by whom?',
    query: `{
  enterprises(first: 5) {
    complete
    nodes {
      name
      otherNames
      creditCode
      scale
      totals { count amount paid outstanding }
      debts(first: 3) { nodes { domain { code } debtorName outstanding status } }
    }
  }
}
`,
  },
  {
    name: 'Reconciliation',
    question: 'On which debts do the departments disagree (跨库对账)?',
    query: `{
  reconciliation(first: 10) {
    complete
    totalCount
    nodes {
      debtorName
      creditorName
      difference
      recordings { domain { code } debtId amount outstanding basis }
    }
  }
}
`,
  },
  {
    name: 'Trend',
    question: 'How did the money in arrears move, month by month?',
    query: `query Trend($from: String!, $to: String!) {
  trend(fromMonth: $from, toMonth: $to) {
    month
    outstanding
    incurred
    paid
    count
    complete
  }
}
`,
    variables: (today) => ({ from: addMonths(today, -5).slice(0, 7), to: today.slice(0, 7) }),
  },
  {
    name: 'Data issues',
    question: 'What is wrong in the books?',
    query: `{
  dataIssues(first: 20) {
    complete
    totalCount
    nodes { domain { code } kind location found message debtId }
  }
}
`,
  },
  {
    name: 'Domains',
    question: 'Whose books are federated, and how is each doing?',
    query: `{
  # Each domain's totals are its own books' alone. A debt that several have on their books is in each of them, so that their sum exceeds
  # the total below, which counts each debt once.
  domains {
    code
    name
    bureau
    state
    totals { count amount paid outstanding clearanceRate }
  }
  arrears {
    complete
    totals { count amount paid outstanding clearanceRate }
  }
}
`,
  },
];
