import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as rest } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Call } from '../../kit/call.ts';
import { Crowded, Line, type LineLimits, type Question } from '../../kit/line/line.ts';
import { impostor } from '../gateway/graphs.ts';
import { callOf, KEYS } from '../support/signed.ts';

const QUESTION: Question = { body: '{"query":"{ day }"}', patienceMs: 5_000, repeatable: true };
const settled = { timeout: 10_000, interval: 20 };

const say: RequestListener = (_request, response) => void response.end('{"data":{"day":7}}');
const cut: RequestListener = (request) => void request.socket.destroy();

/** A line to a server that answers as it is told to. */
async function lineTo(answer: RequestListener, limits: Partial<LineLimits> = {}) {
  const server = await impostor('', answer);
  const line = new Line({
    name: 'books',
    url: new URL(String(server.url)),
    keys: KEYS,
    limits: { maxAnswerBytes: 10_000, maxUnderWay: 100, ...limits },
  });
  onTestFinished(() => line.close());
  const ask = (question: Partial<Question> = {}, call: Partial<Call> = {}) =>
    line.ask({ ...QUESTION, ...question }, { ...callOf(), ...call });
  return { ask };
}

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
  const nonces = answer.mock.calls.map(([request]) => request.headers['x-arrears-nonce']);
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

test('no more questions are under way than may be', async () => {
  const waiting: ServerResponse[] = [];
  const { ask } = await lineTo((_request, response) => void waiting.push(response), { maxUnderWay: 2 });
  const first = [ask(), ask()];
  await expect(ask()).rejects.toThrow(Crowded);
  await vi.waitFor(() => expect(waiting).toHaveLength(2), settled);
  for (const response of waiting) response.end('{}');
  await Promise.all(first);
  const next = ask();
  await vi.waitFor(() => expect(waiting).toHaveLength(3), settled);
  waiting[2]?.end('{}');
  expect((await next).status).toBe(200);
});

test.each<[string, Partial<Question>, Partial<Call>]>([
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
  const redirecting = await lineTo((_request, response) => void response.writeHead(307, { location: String(url) }).end());
  expect((await redirecting.ask()).status).toBe(307);
  await rest(20);
  expect(elsewhere).not.toHaveBeenCalled();
});
