import { DOMAIN_CODES } from '../../kit/departments.ts';
import type { Day } from '../../kit/rules/dates.ts';

/** What became of asking one department. */
export interface Source {
  domain: string;
  state: string;
  readAt: string | null;
  message: string | null;
}

/** What is known of a report before its first row. */
export interface Head {
  asOf: Day;
  /** Of departments, in their order; none where the question does not ask for them. */
  sources: readonly Source[];
  /** Codes of domains whose part is not there. */
  missing: readonly string[];
  /** Codes of domains whose part is of what was read earlier. */
  stale: readonly string[];
  /** How many rows there are, where that is known before they come. */
  rows: number | null;
}

/** Of an answer, its list that `path` leads to. */
interface Answered {
  data: Readonly<Record<string, unknown>>;
  incomplete: readonly unknown[];
}

/** What an answer says of the departments that it is out of. */
export function headOf({ data, incomplete }: Answered, root: string, asOf: Day): Head {
  const list = data[root] as { sources?: readonly (Omit<Source, 'domain'> & { domain: { code: string } })[] } | null;
  const sources = (list?.sources ?? []).map(({ domain, state, readAt, message }) => ({
    domain: domain.code,
    state,
    readAt,
    message,
  }));
  const having = (state: string): string[] =>
    sources.filter((source) => source.state === state).map(({ domain }) => domain);
  const missing = DOMAIN_CODES.filter((code) => incomplete.includes(code) || having('UNAVAILABLE').includes(code));
  return { asOf, sources, missing, stale: having('STALE'), rows: null };
}

/** When the books were read last; null where that is not said. */
export function readAtOf({ sources }: Pick<Head, 'sources'>): Date | null {
  const latest = sources.flatMap(({ readAt }) => readAt ?? []).map((readAt) => Date.parse(readAt));
  return latest.length === 0 ? null : new Date(Math.max(...latest));
}
