import type { Viewer } from '../kit/trust/viewer.ts';
import { NOBODY, type Readers } from './readers.ts';

/** Who may see each field, by type and field. A field that is not listed is for nobody. */
export type Fields = Readonly<Record<string, Readonly<Record<string, Readers>>>>;

/** In place of a domain: all books that a caller may see, as coordination puts them together. */
export const ALL_BOOKS = '*';
/** In place of a domain: no books, so that a caller without a domain may ask too (P20). */
export const NO_BOOKS = '-';

/** One subgraph's rule. */
export interface Policy {
  /** Whose books it is about. */
  domain: string;
  fields: Fields;
}

/** A field of a type, as the schema names them. */
export interface Coordinate {
  type: string;
  field: string;
}

type Decision = 'ALLOW' | 'DENY';

/** Whether a caller may see a field of a subgraph: its role is among those listed, and it may see the books at all. */
export function decide(policy: Policy, coordinate: Coordinate, viewer: Viewer): Decision {
  return seesBooks(policy, viewer) && isForRole(policy, coordinate, viewer) ? 'ALLOW' : 'DENY';
}

/** The rule of one subgraph, to be asked field by field. */
export function deciderOf(policy: Policy): (coordinate: Coordinate, viewer: Viewer) => Decision {
  return (coordinate, viewer) => decide(policy, coordinate, viewer);
}

/**
 * Whether a caller may ask the whole graph for a field. What a query begins with has to be of books that the caller may
 * see; what it finds there is of those books, so that further in the role alone decides: a question may well say what
 * it wants of each department's records.
 */
export function decideAmong(policies: readonly Policy[], coordinate: Coordinate, viewer: Viewer): Decision {
  const seen = isRoot(coordinate) ? policies.filter((policy) => seesBooks(policy, viewer)) : policies;
  return seen.some((policy) => isForRole(policy, coordinate, viewer)) ? 'ALLOW' : 'DENY';
}

function isRoot({ type }: Coordinate): boolean {
  return type === 'Query' || type === 'Mutation';
}

function seesBooks({ domain }: Policy, { domains }: Viewer): boolean {
  if (domain === NO_BOOKS) return true;
  return domain === ALL_BOOKS ? domains.length > 0 : domains.includes(domain);
}

function isForRole({ fields }: Policy, { type, field }: Coordinate, { role }: Viewer): boolean {
  const readers = own(own(fields, type) ?? {}, field) ?? NOBODY;
  return role !== null && readers.includes(role);
}

/** Names come with questions: one that every object has, as `constructor`, is not in the table for that. */
function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
