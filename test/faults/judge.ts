import type { Truth, TruthDomain } from '../../demo/truth.ts';
import { oracle, type Counting } from '../oracle/oracle.ts';
import { ERROR_CODES } from '../../kit/errors.ts';
import { DOMAINS } from './house.ts';

/** What the questions of the load ask: figures, by whose books, and some debts with their departments' own records. */
export const QUESTION = `query ($asOf: Date!) {
  once: arrears(asOf: $asOf) { ...Report }
  recorded: arrears(asOf: $asOf, counting: AS_RECORDED) { ...Report }
  debts(asOf: $asOf, first: 3, orderBy: { field: DUE_ON, direction: ASC }) { complete sources { domain { code } state } nodes { domain { code } record { __typename } } }
}
fragment Report on ArrearsReport { complete sources { domain { code } state } totals { count outstanding } }`;

interface Report {
  complete: boolean;
  sources: Source[];
  totals: { count: number; outstanding: string };
}

interface Source {
  domain: { code: TruthDomain };
  state: string;
}

export interface LoadAnswer {
  data?: {
    once: Report;
    recorded: Report;
    debts: { complete: boolean; sources: Source[]; nodes: { domain: { code: string } }[] } | null;
  } | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

/** What an answer shows of the departments, and everything that is wrong with it. */
export interface Verdict {
  wrongs: string[];
  states: Partial<Record<TruthDomain, string>>;
}

export type Judge = (status: number, answer: LoadAnswer) => Verdict;

/** Judges answers by what is true in the world: totals are those of the departments named as answering, to the fen, and none looks complete that is not. */
export function makeJudge(truth: Truth, asOf: string): Judge {
  const expected = oracle(truth);
  const known = new Map<string, string>();
  const totalsOf = (domains: TruthDomain[], counting: Counting): string => {
    const key = `${counting} ${domains.join()}`;
    const made = known.get(key) ?? textOf(expected.totals({ filter: { domains, scope: 'PROTECTED' }, asOf, counting }));
    known.set(key, made);
    return made;
  };
  const wrongsOf = (name: string, { complete, sources, totals }: Report, counting: Counting): string[] => {
    const answering = answeringOf(sources);
    const truthText = totalsOf(answering, counting);
    const said = `${totals.count} ${totals.outstanding.replace('.', '')}`;
    return [
      ...(said === truthText ? [] : [`${name}: ${said} instead of ${truthText} of ${answering.join()}`]),
      ...(sources.length === DOMAINS.length ? [] : [`${name}: names ${sources.length} departments`]),
      ...(complete === (answering.length === DOMAINS.length)
        ? []
        : [`${name}: complete is ${String(complete)} with ${answering.length} departments`]),
    ];
  };
  return (status, { data, errors = [] }) => {
    const codes = errors
      .map(({ extensions }) => extensions?.code ?? 'none')
      .filter((code) => !(ERROR_CODES as readonly string[]).includes(code));
    const wrongs = codes.map((code) => `an error's code is ${code}`);
    if (status !== 200 || !data) return { wrongs: [...wrongs, `status ${status}: ${JSON.stringify(errors).slice(0, 300)}`], states: {} };
    wrongs.push(...wrongsOf('once', data.once, 'EACH_DEBT_ONCE'), ...wrongsOf('recorded', data.recorded, 'AS_RECORDED'));
    wrongs.push(...errors.filter(({ path }) => path?.[0] !== 'debts').map(({ message, path }) => `${path?.join('.') ?? ''}: ${message}`));
    if (data.debts?.nodes.length === 0 && answeringOf(data.debts.sources).length > 0) wrongs.push('debts: none');
    return { wrongs, states: Object.fromEntries(data.recorded.sources.map(({ domain, state }) => [domain.code, state])) };
  };
}

function answeringOf(sources: readonly Source[]): TruthDomain[] {
  const answering = new Set(sources.filter(({ state }) => state === 'LIVE' || state === 'STALE').map(({ domain }) => domain.code));
  return DOMAINS.filter((domain) => answering.has(domain));
}

const textOf = ({ count, outstanding }: { count: number; outstanding: bigint }): string => `${count} ${outstanding}`;
