import type { Truth, TruthDomain } from '../../demo/truth.ts';
import { oracle, type Counting } from '../oracle/oracle.ts';
import { ERROR_CODES } from '../../kit/graphql/errors.ts';
import { DOMAINS } from './house.ts';

/** What lists and figures say of themselves. */
interface Said {
  complete: boolean;
  sources: { domain: { code: TruthDomain }; state: string }[];
}

interface Report extends Said {
  totals: { count: number; outstanding: string };
}

interface Debts extends Said {
  nodes: { domain: { code: string }; record: object | null }[];
}

interface AnswerError {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; domain?: string };
}

/** One of these is there. */
interface Answered {
  once?: Report | null;
  recorded?: Report | null;
  debts?: Debts | null;
}

/** What one of `QUESTIONS` is answered with. */
export interface LoadAnswer {
  data?: Answered | null;
  errors?: AnswerError[];
}

/** What an answer shows of the departments, and everything that is wrong with it. */
export interface Verdict {
  wrongs: string[];
  states: Partial<Record<TruthDomain, string>>;
}

export type Judge = (status: number, answer: LoadAnswer) => Verdict;

/**
 * Judges answers by what is true in the world: totals are those of the departments named as answering, to the fen, and
 * none looks complete that is not.
 */
export function makeJudge(truth: Truth, asOf: string): Judge {
  const expected = oracle(truth);
  const known = new Map<string, string>();
  const totalsOf = (domains: TruthDomain[], counting: Counting): string => {
    const key = `${counting} ${domains.join()}`;
    const made = known.get(key) ?? textOf(expected.totals({ filter: { domains, scope: 'PROTECTED' }, asOf, counting }));
    known.set(key, made);
    return made;
  };
  const flawsOfReport = (report: Report, counting: Counting): string[] => {
    const answering = answeringOf(report);
    const right = totalsOf(answering, counting);
    const said = textOf({
      count: report.totals.count,
      outstanding: BigInt(report.totals.outstanding.replace('.', '')),
    });
    return said === right ? [] : [`${said} ${counting} instead of ${right} of ${answering.join() || 'none'}`];
  };
  const flawsOf = ({ once, recorded, debts }: Answered, errors: readonly AnswerError[]): string[] => [
    ...(once ? flawsOfReport(once, 'EACH_DEBT_ONCE') : []),
    ...(recorded ? flawsOfReport(recorded, 'AS_RECORDED') : []),
    ...(debts?.nodes.length === 0 && answeringOf(debts).length > 0 ? ['no debts of those who answer'] : []),
    ...flawsOfErrors(errors, debts?.nodes ?? []),
  ];
  return (status, { data, errors = [] }) => {
    const said = data?.once ?? data?.recorded ?? data?.debts;
    if (status !== 200 || !data || !said)
      return { wrongs: [`status ${status}: ${JSON.stringify(errors).slice(0, 300)}`], states: {} };
    const states = Object.fromEntries(said.sources.map(({ domain, state }) => [domain.code, state]));
    return { wrongs: [...flawsOfSaid(said), ...flawsOf(data, errors)], states };
  };
}

function flawsOfSaid(said: Said): string[] {
  const answering = answeringOf(said).length;
  return [
    ...(said.sources.length === DOMAINS.length ? [] : [`${said.sources.length} departments are named`]),
    ...(said.complete === (answering === DOMAINS.length)
      ? []
      : [`complete is ${String(said.complete)} with ${answering} departments`]),
  ];
}

/** The one thing that may be missing is a record, and then an error says so at its place, in the house's words. */
function flawsOfErrors(errors: readonly AnswerError[], nodes: Debts['nodes']): string[] {
  const paths = new Set(errors.map(({ path = [] }) => path.join('.')));
  const silent = nodes.filter(({ record }, i) => record === null && !paths.has(`debts.nodes.${i}.record`));
  const codes: readonly (string | undefined)[] = ERROR_CODES;
  const strange = errors.filter(
    ({ path = [], extensions }) =>
      !/^debts\.nodes\.\d+\.record$/.test(path.join('.')) || !codes.includes(extensions?.code),
  );
  return [
    ...silent.map(({ domain }) => `a record of ${domain.code} is missing without a word`),
    ...strange.map(
      ({ message, path = [], extensions }) =>
        `an error at ${path.join('.')}: ${extensions?.code ?? 'no code'}: ${message}`,
    ),
  ];
}

function answeringOf({ sources }: Said): TruthDomain[] {
  const answering = new Set(
    sources.filter(({ state }) => state === 'LIVE' || state === 'STALE').map(({ domain }) => domain.code),
  );
  return DOMAINS.filter((domain) => answering.has(domain));
}

const textOf = ({ count, outstanding }: { count: number; outstanding: bigint }): string => `${count} ${outstanding}`;
