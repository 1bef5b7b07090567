import type { RequestClaims } from './request-context.ts';
import { isDay, type Day } from '../rules/dates.ts';
import type { SignedClaims } from './signature.ts';
import { SIGNERS } from './signers.ts';
import { ROLES, type Viewer } from './viewer.ts';

/** Characters that a text of a call may have; what anybody means is far below. */
const LONGEST = 1_000;
/** Domains, or reports, that a caller may be held to. */
const MOST_NAMES = 64;

/** What each part of a signature's payload has to be. */
const PARTS: Readonly<Record<Exclude<keyof SignedClaims, 'call'>, (value: unknown) => boolean>> = {
  iss: (name) => SIGNERS.some((known) => known === name),
  aud: isText,
  iat: Number.isFinite,
  jti: (nonce) => isText(nonce) && /^[\w-]{22}$/.test(nonce),
  method: isText,
  host: isText,
  path: isText,
  digest: (digest) => isText(digest) && /^[\w-]{43}$/.test(digest),
};

/** What a signature's payload says, and nothing else of it; null where it is not of the shape that ours have. */
export function readClaims(payload: unknown): SignedClaims | null {
  const said = fieldsOf(payload);
  const call = callOf(fieldsOf(said['call']));
  if (!call || !Object.entries(PARTS).every(([part, isSound]) => isSound(said[part]))) return null;
  const { iss, aud, iat, jti, method, host, path, digest } = said as unknown as SignedClaims;
  return { iss, aud, iat, jti, method, host, path, digest, call };
}

function callOf({ viewer, requestId, deadline, today, idempotencyKey }: Record<string, unknown>): RequestClaims | null {
  const who = viewerOf(fieldsOf(viewer));
  if (!who || !isText(requestId) || !isInstant(deadline)) return null;
  if (!isAbsentOr(today, isDayText) || !isAbsentOr(idempotencyKey, isText)) return null;
  return {
    viewer: who,
    requestId,
    deadline,
    ...(today !== undefined && { today }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

function viewerOf({ subject, role, domains, contacts, reports, purpose }: Record<string, unknown>): Viewer | null {
  if (!isText(subject) || !isRole(role) || !areNames(domains)) return null;
  if (typeof contacts !== 'boolean' || !(purpose === null || isText(purpose))) return null;
  if (!(reports === null || areNames(reports))) return null;
  return { subject, role, domains, contacts, reports, purpose };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isRole(role: unknown): role is Viewer['role'] {
  return role === null || ROLES.some((known) => known === role);
}

function areNames(names: unknown): names is string[] {
  return Array.isArray(names) && names.length <= MOST_NAMES && names.every(isText);
}

function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isAbsentOr<Value>(value: unknown, is: (value: unknown) => value is Value): value is Value | undefined {
  return value === undefined || is(value);
}

function isDayText(value: unknown): value is Day {
  return isText(value) && isDay(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST;
}
