import type { Truth, TruthDomain } from '../../demo/truth.ts';
import { debtsOn } from '../oracle/debts.ts';
import type { DebtFilter } from '../oracle/filter.ts';
import { oracle, type Oracle, type Question } from '../oracle/oracle.ts';
import { oddPageSize, randomFilter } from './questions.ts';
import { oneOf, type Random } from './random.ts';

/** What a round of questions is about. */
export interface Round {
  endpointUrl: string;
  truth: Truth;
  expected: Oracle;
  asOf: string;
  random: Random;
  /** How many to ask for at a time of a list of this length. */
  pageSize: (length: number) => number;
}

export function roundOf({ url, truth }: { url: string; truth: Truth }, asOf: string, random: Random): Round {
  return {
    endpointUrl: url,
    truth,
    expected: oracle(truth),
    asOf,
    random,
    pageSize: (length) => oddPageSize(random, length),
  };
}

/** A question of which the filter picks something, mostly. */
export function randomQuestion({ truth, asOf, random }: Round): Question {
  const filter = randomFilter(random, debtsOn(truth.debts, asOf));
  return { filter, asOf, counting: oneOf(random, ['AS_RECORDED', 'EACH_DEBT_ONCE']) };
}

/** The books that a filter asks; null: all departments'. */
export const domainsOf = ({ domains }: DebtFilter): readonly TruthDomain[] | null => domains ?? null;
