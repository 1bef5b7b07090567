import type { RequestContext } from '../../kit/trust/request-context.ts';
import { houseKeys } from '../../kit/trust/keys.ts';
import { signedHeader } from '../../kit/trust/signature.ts';
import type { Signer } from '../../kit/trust/signers.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';

/** Somebody of the coordination group. */
export const COORDINATOR: Viewer = {
  subject: 'somebody',
  role: 'coordination',
  domains: ['finance', 'housing-construction', 'energy', 'soe'],
  contacts: false,
  reports: null,
  purpose: null,
};

/** Somebody of a role, who may see these domains; of every domain where none is said. */
export function viewerOf(role: Viewer['role'], domains: readonly string[] = COORDINATOR.domains): Viewer {
  return { ...COORDINATOR, subject: `${role ?? 'nobody'} of ${domains.join('+')}`, role, domains };
}

/** A call that nobody breaks off. */
export function callOf(viewer: Viewer = COORDINATOR): RequestContext {
  return { viewer, requestId: 'test', deadline: Date.now() + 600_000, signal: new AbortController().signal };
}

/** Keys of a test's servers. */
export const KEYS = houseKeys();

/** Who of the house asks on somebody's behalf: coordination on its own, the gateway on all others'. */
const signerOf = ({ role }: Viewer): Signer => (role === 'register' ? 'coordination' : 'gateway');

/** Posts a question to a subgraph as a server of the house does. */
export function postSigned(
  url: string,
  audience: string,
  body: string,
  call: RequestContext = callOf(),
): Promise<Response> {
  const { host, pathname: path } = new URL(url);
  const keys = KEYS[signerOf(call.viewer)];
  const signed = signedHeader(keys, { method: 'POST', host, path, audience, body }, call);
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
    signal: call.signal,
  });
}

/** For gateways of tests: what a machine that is busy with other tests makes of them is no overload. */
export const UNHURRIED = { maxDelayMs: 600_000, deadlineMs: 300_000 };
