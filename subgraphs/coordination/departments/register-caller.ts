import { randomUUID } from 'node:crypto';
import type { RequestContext } from '../../../kit/trust/request-context.ts';
import type { Viewer } from '../../../kit/trust/viewer.ts';
import { DOMAINS } from '../../../kit/departments.ts';

/** Coordination itself, keeping its register in step: it asks for no debt. */
const REGISTER: Viewer = {
  subject: 'register',
  role: 'register',
  domains: DOMAINS.map(({ code }) => code),
  contacts: false,
  reports: null,
  purpose: null,
};
/** Longer than any one answer that the register waits for. */
const REGISTER_PATIENCE_MS = 60_000;

/** A question of the register's own. */
export function registerCaller(): RequestContext {
  return { viewer: REGISTER, requestId: randomUUID(), deadline: Date.now() + REGISTER_PATIENCE_MS, signal: NEVER };
}

const NEVER = new AbortController().signal;
