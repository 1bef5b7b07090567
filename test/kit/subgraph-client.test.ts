import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as rest } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { readClaims } from '../../kit/trust/request-claims.ts';
import { HEADER, readCompact } from '../../kit/trust/signature.ts';
import { SubgraphClient, type ClientLimits, type SubgraphRequest } from '../../kit/client/subgraph-client.ts';
import { BulkheadFull } from '../../kit/client/places.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { impostor } from '../gateway/graphs.ts';
import { callOf, COORDINATOR, KEYS } from '../support/signed.ts';

const QUESTION: SubgraphRequest = { body: '{"query":"{ day }"}', patienceMs: 5_000, repeatable: true };
const settled = { timeout: 10_000, interval: 20 };

const say: RequestListener = (_request, response) => void response.end('{"data":{"day":7}}');
const cut: RequestListener = (request) => void request.socket.destroy();

/** A line to a server that answers as it is told to. */
async function lineTo(
  answer: RequestListener,
  limits: Partial<ClientLimits> = {},
  sharedBy: 'CALLER' | 'RIGHTS' = 'CALLER',
) {
  const server = await impostor('', answer);
  const client = new SubgraphClient({
    name: 'books',
    url: new URL(String(server.url)),
    keys: KEYS.gateway,
    limits: { maxAnswerBytes: 10_000, maxUnderWay: 100, maxWaiting: 100, ...limits },
    sharedBy,
  });
  onTestFinished(() => client.close());
  /** A question of its own each time, unless it is said which. */
  let asked = 0;
  const ask = (question: Partial<SubgraphRequest> = {}, call: Partial<RequestContext> = {}) =>
    client.ask(
      { ...QUESTION, body: `{"query":"{ day }","variables":{"n":${(asked += 1)}}}`, ...question },
      { ...callOf(), ...call },
    );
  return { ask };
}

/** What a signed request says, whoever signed it. */
const claimsOf = ({ headers }: IncomingMessage) => readClaims(readCompact(headers[HEADER])?.payload());

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of request) chunks.push(String(chunk));
  return chunks.join('');
}

test('a question is sent again when a kept connection breaks before any answer', async () => {
  const answer = vi.fn(say).mockImplementationOnce(say).mockImplementationOnce(cut);
  const { ask } = await lineTo(answer);
  await ask();
  expect(await ask()).toEqual({ status: 200, text: '{"data":{"day":7}}' });
  const nonces = answer.mock.calls.map(([request]) => claimsOf(request)?.jti);
  expect(new Set(nonces).size, 'each is signed anew').toBe(3);
});

test('a question is sent again once', async () => {
  const answer = vi.fn(cut);
  const { ask } = await lineTo(answer);
  await expect(ask()).rejects.toThrow();
  expect(answer).toHaveBeenCalledTimes(2);
});

test('a change is never sent again', async () => {
  const answer = vi.fn(cut);
  const { ask } = await lineTo(answer);
  await expect(ask({ repeatable: false })).rejects.toThrow();
  expect(answer).toHaveBeenCalledTimes(1);
});

test('a question is not sent again when the answer had begun', async () => {
  const answer = vi.fn<RequestListener>((_request, response) => {
    response.writeHead(200).write('{"da');
    setTimeout(() => response.destroy(), 20);
  });
  const { ask } = await lineTo(answer);
  await expect(ask()).rejects.toThrow();
  expect(answer).toHaveBeenCalledTimes(1);
});

test('a server that fails three times in a row is left alone, and asked again when it answers', async () => {
  let answer = cut;
  const bodies: Promise<string>[] = [];
  const { ask } = await lineTo((request, response) => {
    bodies.push(bodyOf(request));
    answer(request, response);
  });
  for (let i = 0; i < 3; i += 1) await expect(ask({ repeatable: false })).rejects.toThrow(/closed|reset|terminated/i);
  await expect(ask()).rejects.toThrow('left alone');
  expect(bodies).toHaveLength(3);
  answer = say;
  await vi.waitFor(async () => expect((await ask()).status).toBe(200), settled);
  expect(await bodies[3], 'it was tried by a question of no weight').toContain('__typename');
});

test('who waits for a server when it comes to be left alone waits no longer, but for a change', async () => {
  const held: ServerResponse[] = [];
  const { ask } = await lineTo((request, response) => {
    if (held.length < 2) held.push(response);
    else cut(request, response);
  });
  const question = ask({ patienceMs: 60_000 });
  const change = ask({ patienceMs: 60_000, repeatable: false });
  await vi.waitFor(() => expect(held).toHaveLength(2), settled);
  for (let i = 0; i < 3; i += 1) await expect(ask({ repeatable: false })).rejects.toThrow(/closed|reset|terminated/i);
  await expect(question).rejects.toThrow('left alone');
  for (const response of held) response.end('{}');
  expect((await change).status).toBe(200);
});

test('on probation one failure is enough', async () => {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const { ask } = await lineTo((request, response) => answer(request, response));
  for (let i = 0; i < 3; i += 1) expect((await ask()).status).toBe(503);
  await expect(ask()).rejects.toThrow('left alone');
  answer = say;
  await vi.waitFor(async () => expect((await ask()).status).toBe(200), settled);
  answer = (_request, response) => void response.writeHead(500).end();
  // it has succeeded once: three failures count again
  for (let i = 0; i < 3; i += 1) expect((await ask()).status).toBe(500);
  await expect(ask()).rejects.toThrow('left alone');
});

test('neither callers who go away nor refusals make a server one to be left alone', async () => {
  const { ask } = await lineTo((request, response) => {
    if (request.headers['x-test'] === undefined) void response.writeHead(400).end();
  });
  for (let i = 0; i < 5; i += 1) expect((await ask()).status).toBe(400);
  const away = AbortSignal.abort(new Error('gone'));
  for (let i = 0; i < 5; i += 1) await expect(ask({}, { signal: away })).rejects.toThrow('gone');
  expect((await ask()).status).toBe(400);
});

/** A server that answers when the test says so, one at a time, and by whom it was asked. */
function heldServer() {
  const held: { subject: string; response: ServerResponse }[] = [];
  const listen: RequestListener = (request, response) => {
    held.push({ subject: claimsOf(request)?.call.viewer.subject ?? '', response });
  };
  const subjects = (): string[] => held.map(({ subject }) => subject);
  return { held, listen, subjects };
}

const as = (subject: string): Partial<RequestContext> => ({ viewer: { ...COORDINATOR, subject } });

test('who asks for more at once than there is room for waits, and another asks in between', async () => {
  const { held, listen, subjects } = heldServer();
  const { ask } = await lineTo(listen, { maxUnderWay: 4 });
  const noisy = Array.from({ length: 40 }, () => ask({}, as('noisy')));
  await vi.waitFor(() => expect(held).toHaveLength(2), settled);
  const quiet = [ask({}, as('quiet')), ask({}, as('quiet'))];
  await vi.waitFor(() => expect(subjects()).toEqual(['noisy', 'noisy', 'quiet', 'quiet']), settled);
  const others = [ask({}, as('a third')), ask({}, as('a fourth'))];
  for (let i = 0; i < 44; i += 1) {
    await vi.waitFor(() => expect(held.length).toBeGreaterThan(i), settled);
    held[i]?.response.end('{}');
  }
  for (const { status } of await Promise.all([...noisy, ...quiet, ...others])) expect(status).toBe(200);
  expect(subjects().slice(4, 8), 'who has nothing under way comes next').toEqual(
    expect.arrayContaining(['a third', 'a fourth']),
  );
});

test('a caller’s own crowd is told to nobody else, and does not make the server one to be left alone', async () => {
  const { held, listen } = heldServer();
  const { ask } = await lineTo(listen, { maxUnderWay: 2, maxWaiting: 2 });
  const noisy = Array.from({ length: 9 }, () => ask({}, as('noisy')));
  const outcomes = Promise.allSettled(noisy);
  const quiet = ask({}, as('quiet'));
  for (let i = 0; i < 4; i += 1) {
    await vi.waitFor(() => expect(held.length).toBeGreaterThan(i), settled);
    held[i]?.response.end('{}');
  }
  expect((await quiet).status).toBe(200);
  const refused = (await outcomes).filter((outcome) => outcome.status === 'rejected');
  expect(refused.map(({ reason }) => (reason as Error).constructor)).toEqual(Array(6).fill(BulkheadFull));
});

test('a caller whose time passes in the queue, or at the server, says nothing of the server', async () => {
  let answer: RequestListener = () => undefined;
  const listen: RequestListener = (request, response) => {
    void bodyOf(request).then((body) => (body.includes('__typename') ? response.end('{}') : answer(request, response)));
  };
  const { ask } = await lineTo(listen, { maxUnderWay: 2 });
  const soon = (): Partial<RequestContext> => ({ ...as('hasty'), deadline: Date.now() + 300 });
  const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => ask({}, soon())));
  const reasons = outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error) : null));
  expect(reasons[0]?.message).toContain('no answer within');
  expect(reasons.slice(1).map((reason) => reason?.constructor)).toEqual(Array(8).fill(BulkheadFull));
  await rest(1_500);
  answer = say;
  expect((await ask()).status).toBe(200);
});

test('a server that has no answer for a caller in its time is tried, and left alone if it has none at all', async () => {
  const { ask } = await lineTo(() => undefined);
  await expect(ask({}, { deadline: Date.now() + 100 })).rejects.toThrow('no answer within');
  await vi.waitFor(() => expect(ask({ patienceMs: 20 })).rejects.toThrow('left alone'), settled);
});

test.each<[string, 'CALLER' | 'RIGHTS', Partial<Viewer>, number]>([
  ['the same caller', 'CALLER', {}, 1],
  ['another caller', 'CALLER', { subject: 'another' }, 2],
  ['another caller', 'RIGHTS', { subject: 'another' }, 1],
  ['another role', 'RIGHTS', { role: 'bureau' }, 2],
  ['other domains', 'RIGHTS', { domains: ['soe'] }, 2],
  ['who may see contacts', 'RIGHTS', { contacts: true }, 2],
  ['who wants them for something else', 'RIGHTS', { purpose: 'a visit' }, 2],
])('an equal question of %s, shared by %s', async (_, sharedBy, difference, times) => {
  const { held, listen } = heldServer();
  const { ask } = await lineTo(listen, {}, sharedBy);
  const viewers = [COORDINATOR, { ...COORDINATOR, ...difference }];
  const answers = viewers.map((viewer) => ask(QUESTION, { viewer }));
  await vi.waitFor(() => expect(held).toHaveLength(times), settled);
  await rest(50);
  expect(held).toHaveLength(times);
  for (const { response } of held) response.end('{}');
  await Promise.all(answers);
});

test('callers who may see personal data share with nobody but themselves', async () => {
  const { held, listen, subjects } = heldServer();
  const { ask } = await lineTo(listen, {}, 'RIGHTS');
  const answers = ['a', 'b', 'a'].map((subject) =>
    ask(QUESTION, { viewer: { ...COORDINATOR, contacts: true, subject } }),
  );
  await vi.waitFor(() => expect(subjects().sort()).toEqual(['a', 'b']), settled);
  for (const { response } of held) response.end('{}');
  await Promise.all(answers);
});

test('of 300 equal questions one is sent, however few may be under way', async () => {
  const { held, listen } = heldServer();
  const { ask } = await lineTo(listen, { maxUnderWay: 2, maxWaiting: 512 }, 'RIGHTS');
  const answers = Array.from({ length: 300 }, (_, i) => ask(QUESTION, as(`caller ${i % 7}`)));
  await vi.waitFor(() => expect(held).toHaveLength(1), settled);
  await rest(50);
  held[0]?.response.end('{}');
  for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
  expect(held).toHaveLength(1);
});

test.each<[string, Partial<SubgraphRequest>, Partial<RequestContext>]>([
  ['the patience', { patienceMs: 500 }, {}],
  ['the deadline', {}, { deadline: Date.now() + 500 }],
])('%s ends a question, at the server too', async (_, question, call) => {
  let closed: Promise<unknown> | undefined;
  const { ask } = await lineTo((request) => void (closed = once(request.socket, 'close')));
  const late = 'deadline' in call ? { deadline: Date.now() + 500 } : {};
  await expect(ask(question, late)).rejects.toThrow(/no answer within/);
  await closed;
  expect(closed).toBeDefined();
});

test('an answer past the size is broken off, and a redirect is not followed', async () => {
  const { ask } = await lineTo((_request, response) => void response.end('x'.repeat(20_000)));
  await expect(ask()).rejects.toThrow(/size/i);
  const elsewhere = vi.fn(say);
  const { url } = await impostor('', elsewhere);
  const redirecting = await lineTo(
    (_request, response) => void response.writeHead(307, { location: String(url) }).end(),
  );
  expect((await redirecting.ask()).status).toBe(307);
  await rest(20);
  expect(elsewhere).not.toHaveBeenCalled();
});

test('time in which our own event loop was late is not the server’s', async () => {
  const { ask } = await lineTo((_request, response) => void setTimeout(() => response.end('{}'), 100));
  const answer = ask({ patienceMs: 1_000 });
  await rest(20);
  const until = performance.now() + 1_500;
  while (performance.now() < until);
  expect((await answer).status).toBe(200);
});
