import type { Dimension } from '../oracle/totals.ts';
import type { Question } from '../oracle/oracle.ts';
import {
  comparableGroup,
  comparableTotals,
  GROUP,
  groupAnswer,
  TOTALS,
  totalsAnswer,
  type GroupAnswer,
  type TotalsAnswer,
} from './answers.ts';
import { ask, compareAnswers, compareSets } from './client.ts';
import { domainsOf, type Round } from './round.ts';

interface ArrearsAnswer {
  asOf: string;
  totals: TotalsAnswer;
  groups: GroupAnswer[];
  complete: boolean;
}

const ARREARS = `query ($filter: DebtFilter, $groupBy: [DebtDimension!], $asOf: Date, $counting: Counting) {
  arrears(filter: $filter, groupBy: $groupBy, asOf: $asOf, counting: $counting) {
    asOf totals { ${TOTALS} } groups { ${GROUP} } complete
  } }`;

/** Totals, and the same by some dimensions. */
export async function compareArrears(round: Round, question: Question, groupBy: readonly Dimension[]): Promise<void> {
  const { endpointUrl, expected } = round;
  const asked = { endpointUrl, query: ARREARS, variables: { ...question, groupBy } };
  const { arrears } = await ask<{ arrears: ArrearsAnswer }>(asked);
  const complete = expected.complete(domainsOf(question.filter), question.asOf);
  compareAnswers(asked, { asOf: question.asOf, complete }, { asOf: arrears.asOf, complete: arrears.complete });
  compareAnswers(asked, totalsAnswer(expected.totals(question)), comparableTotals(arrears.totals));
  const groups = groupBy.length === 0 ? [] : expected.groups(question, groupBy);
  compareSets(asked, groups.map(groupAnswer), arrears.groups.map(comparableGroup), ({ of }) => of);
}
