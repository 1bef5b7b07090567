import { Refusal } from '../../kit/graphql/errors.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { unauthenticated } from './refusals.ts';
import { isShortText } from './short-text.ts';

/** Who asks, as a token or key has it; the purpose comes with the request. */
export type Caller = Omit<Viewer, 'purpose'>;

/** Roles that a token may say. */
export const PUBLIC_ROLES = ['coordination', 'supervision', 'leader', 'bureau', 'unit', 'reporting'] as const;
/**
 * What subjects of API keys begin with: a token that says so would pass for one in the audit trail, and spend its
 * budget.
 */
export const API_KEY_PREFIX = 'ak_';
/** Those who see every domain. */
const ALL_SEEING: readonly unknown[] = ['coordination', 'supervision'];

/**
 * The caller that a token's claims make, among the domains that there are. Throws UNAUTHENTICATED where a claim has no
 * sense.
 */
export function callerOfClaims(claims: Readonly<Record<string, unknown>>, known: readonly string[]): Caller {
  const [subject, roles, domains] = [claims['sub'], textsOf(claims['roles']), textsOf(claims['domains'])];
  if (
    typeof subject !== 'string' ||
    !isShortText(subject) ||
    subject.startsWith(API_KEY_PREFIX) ||
    !roles ||
    !domains
  ) {
    throw unauthenticated(
      'The token wants `sub`, a text of at most 200 characters that does not begin with ak_, and `roles` and `domains`, lists of texts.',
    );
  }
  const role = roleOf(roles);
  const seen = known.filter((domain) => ALL_SEEING.includes(role) || domains.includes(domain));
  return {
    subject,
    role,
    domains: role === null || role === 'unit' ? [] : seen,
    contacts: role !== null && roles.includes('contacts'),
    reports: null,
  };
}

/**
 * The one role that we know. Of several none: a guess at which was meant would give somebody what nobody meant to give.
 */
function roleOf(roles: readonly string[]): Caller['role'] {
  const [role, ...more] = PUBLIC_ROLES.filter((known) => roles.includes(known));
  return role === undefined || more.length > 0 ? null : role;
}

/** Null where it is no list of texts; a claim that is absent is an empty one. */
function textsOf(claim: unknown): readonly string[] | null {
  if (claim === undefined) return [];
  return Array.isArray(claim) && claim.every((text) => typeof text === 'string') ? claim : null;
}

/**
 * Throws FORBIDDEN for a caller of no role. One without a domain asks for what is of no books; books are refused it
 * field by field, so that none looks clean (P20).
 */
export function requireSight({ role }: Pick<Caller, 'role'>): void {
  if (role === null) throw new Refusal('FORBIDDEN', `Your roles want exactly one of ${PUBLIC_ROLES.join(', ')}.`);
}
