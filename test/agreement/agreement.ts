import { compareArrears } from './arrears.ts';
import { compareDebt, compareDebtList } from './debts.ts';
import { compareDataIssues } from './issues.ts';
import { compareParties } from './parties.ts';
import { randomDimensions } from './questions.ts';
import { compareReconciliation, randomReconciliation } from './reconciliation.ts';
import { randomQuestion, type Round } from './round.ts';
import { compareTrend } from './trend.ts';

/** Asks a running graph one random question of every kind and throws where an answer is not the oracle's. */
export async function askAndCompare(round: Round): Promise<void> {
  await compareDebtList(round, randomQuestion(round));
  const [totalled, dimensions] = [randomQuestion(round), randomDimensions(round.random)];
  await compareArrears(round, { ...totalled, counting: 'AS_RECORDED' }, dimensions);
  await compareArrears(round, { ...totalled, counting: 'EACH_DEBT_ONCE' }, dimensions);
  await compareReconciliation(round, randomReconciliation(round));
  await compareTrend(round, randomQuestion(round).filter);
  await compareParties(round, 'enterprises', randomQuestion(round));
  await compareParties(round, 'debtors', randomQuestion(round));
  await compareDebt(round);
  await compareDataIssues(round);
}
