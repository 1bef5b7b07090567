const REPORT = `{ complete sources { domain { code } state } totals { count outstanding } }`;

/** What the load asks in turn: figures by either counting, and some debts with their departments' own records. */
export const QUESTIONS: readonly string[] = [
  `query ($asOf: Date!) { once: arrears(asOf: $asOf) ${REPORT} }`,
  `query ($asOf: Date!) { recorded: arrears(asOf: $asOf, counting: AS_RECORDED) ${REPORT} }`,
  `query ($asOf: Date!) {
    debts(asOf: $asOf, first: 3, orderBy: { field: DUE_ON, direction: ASC }) {
      complete sources { domain { code } state } nodes { domain { code } record { __typename } }
    }
  }`,
];

/** Whom finance's money is owed by: personal data. */
export const PERSONAL = '{ financePayables(first: 1) { contact { person } } }';
