import { QUESTIONS } from '../faults/questions.ts';

/** What the totals of `ON_THE_WAY` are asked beside, so that every answer can be judged by them. */
const TOTALS = 'once: arrears(asOf: $asOf) { complete sources { domain { code } state } totals { count outstanding } }';

/** Everything else that people ask; `n` is another number each time, so that no two are the same question for long. */
const ON_THE_WAY: readonly ((n: number) => string)[] = [
  (n) => `some: debts(first: ${1 + (n % 40)}, asOf: $asOf, filter: { minOutstanding: "${n * 1000}.00" }) {
    totals { outstanding } nodes { id debtor { name } creditor { name otherNames } recordings { debtId basis } record { lateInterest payments { paidOn amount } } }
  }`,
  (n) =>
    `arrears(asOf: $asOf, groupBy: [DOMAIN, AGE_BUCKET], filter: { minDaysOverdue: ${n} }) { groups { ageBucket totals { count outstanding } } }`,
  (n) =>
    `arrears(asOf: $asOf, groupBy: [CREDITOR], filter: { maxOutstanding: "${n * 5000}.00" }) { groups { creditor { name } totals { outstanding } } }`,
  (n) => `enterprises(first: ${1 + (n % 20)}, asOf: $asOf) { nodes { name totals(asOf: $asOf) { outstanding } } }`,
  (n) => `debtors(first: ${1 + (n % 20)}, asOf: $asOf, search: "${'公司局旗建'[n % 5] ?? ''}") { nodes { name } }`,
  (n) =>
    `reconciliation(first: ${1 + (n % 20)}, asOf: $asOf) { totalCount nodes { difference recordings { domain { code } outstanding } } }`,
  (n) => `dataIssues(first: ${1 + (n % 50)}) { totalCount nodes { kind location found message } }`,
  (n) => `trend(fromMonth: "2026-0${1 + (n % 6)}", toMonth: "2026-09") { month outstanding incurred paid }`,
];

const ROUNDS = 50;

/** Some hundred questions of all kinds, those of the fault suite among them. */
export const mixedQuestions = (): readonly string[] =>
  Array.from({ length: ROUNDS }, (_, round) => [
    ...QUESTIONS,
    ...ON_THE_WAY.map((ask, kind) => `query ($asOf: Date!) { ${TOTALS} ${ask(round * ON_THE_WAY.length + kind)} }`),
  ]).flat();
