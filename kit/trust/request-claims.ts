import type { RequestClaims } from './request-context.ts';
import { isDay, type Day } from '../rules/dates.ts';
import { ROLES, type Viewer } from './viewer.ts';

/** Characters that a text of a call may have; what anybody means is far below. */
const LONGEST = 1_000;
/** Domains, or reports, that a caller may be held to. */
const MOST_NAMES = 64;

/** A call as the text of a header. */
export function writeClaims({ viewer, requestId, deadline, today, idempotencyKey }: RequestClaims): string {
  return Buffer.from(JSON.stringify({ viewer, requestId, deadline, today, idempotencyKey })).toString('base64url');
}

/** The call that a header's text holds, and nothing else of it; null where it holds none. */
export function readClaims(text: string): RequestClaims | null {
  const { viewer, requestId, deadline, today, idempotencyKey } = fieldsOf(parse(text));
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

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  } catch {
    return null;
  }
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
