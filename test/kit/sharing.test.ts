import { setTimeout as rest } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { Sharing } from '../../kit/client/sharing.ts';
import { callOf } from '../support/signed.ts';
import { ask, gatewayOver, impostor, logLines, subgraph } from '../gateway/graphs.ts';

const settled = { timeout: 10_000, interval: 10 };

/** A sender whose answers come when the test says so. */
function sender() {
  const sent: { call: RequestContext; resolve: (text: string) => void }[] = [];
  const send = (call: RequestContext): Promise<string> =>
    new Promise((resolve, reject) => {
      sent.push({ call, resolve });
      call.signal.addEventListener('abort', () => reject(new Error('broken off')));
      setTimeout(() => reject(new Error('late')), call.deadline - Date.now()).unref();
    });
  return { sent, send };
}

/** Asks `{ debts }`. */
function askShared(
  sharing: Sharing<string>,
  call: RequestContext,
  send: (leader: RequestContext) => Promise<string>,
): Promise<string> {
  return sharing.ask({ call, key: 'debts', send, again: () => askShared(sharing, call, send) });
}

const leaving = (): { call: RequestContext; leave: () => void } => {
  const gone = new AbortController();
  return { call: { ...callOf(), signal: gone.signal }, leave: () => gone.abort(new Error('gone')) };
};

test('equal questions of one caller are sent once, with the first one’s call', async () => {
  const [sharing, { sent, send }] = [new Sharing<string>(), sender()];
  const first = { ...callOf(), requestId: 'first', deadline: Date.now() + 60_000 };
  const answers = [first, callOf(), callOf()].map((call) => askShared(sharing, call, send));
  expect(sent.map(({ call }) => [call.requestId, call.deadline])).toEqual([['first', first.deadline]]);
  sent[0]?.resolve('7');
  expect(await Promise.all(answers)).toEqual(['7', '7', '7']);
  void askShared(sharing, callOf(), send).catch(() => undefined);
  expect(sent, 'what has been answered is asked afresh').toHaveLength(2);
});

test('what is asked after a change does not join what was asked before it', async () => {
  const [sharing, { sent, send }] = [new Sharing<string>(), sender()];
  const before = askShared(sharing, callOf(), send);
  sharing.forget();
  const after = [callOf(), callOf()].map((call) => askShared(sharing, call, send));
  expect(sent).toHaveLength(2);
  sent[0]?.resolve('6');
  sent[1]?.resolve('7');
  expect([await before, ...(await Promise.all(after))]).toEqual(['6', '7', '7']);
});

test('what is asked a second after it does not join it either: something may have been changed through another gateway', async () => {
  const [sharing, { sent, send }] = [new Sharing<string>(), sender()];
  const before = askShared(sharing, callOf(), send);
  await rest(1_010);
  const after = [callOf(), callOf()].map((call) => askShared(sharing, call, send));
  expect(sent).toHaveLength(2);
  sent[0]?.resolve('6');
  sent[1]?.resolve('7');
  expect([await before, ...(await Promise.all(after))]).toEqual(['6', '7', '7']);
});

test('who goes away takes the answer from nobody else, be it the first', async () => {
  const [sharing, { sent, send }, first, second] = [new Sharing<string>(), sender(), leaving(), leaving()];
  const answers = [first.call, second.call, callOf()].map((call) => askShared(sharing, call, send));
  first.leave();
  await expect(answers[0]).rejects.toThrow('gone');
  second.leave();
  await expect(answers[1]).rejects.toThrow('gone');
  expect(sent[0]?.call.signal.aborted).toBe(false);
  sent[0]?.resolve('7');
  expect(await answers[2]).toBe('7');
});

test('a question is broken off when nobody waits for it any more', async () => {
  const [sharing, { sent, send }, first, second] = [new Sharing<string>(), sender(), leaving(), leaving()];
  const answers = [first.call, second.call].map((call) => askShared(sharing, call, send));
  first.leave();
  second.leave();
  await Promise.all(answers.map((answer) => expect(answer).rejects.toThrow('gone')));
  expect(sent[0]?.call.signal.aborted).toBe(true);
});

test('who has time left when the first one’s is over asks again', async () => {
  const [sharing, { sent, send }] = [new Sharing<string>(), sender()];
  const first = askShared(sharing, { ...callOf(), deadline: Date.now() + 60 }, send);
  const second = askShared(sharing, callOf(), send);
  await expect(first).rejects.toThrow();
  await vi.waitFor(() => expect(sent).toHaveLength(2), settled);
  sent[1]?.resolve('7');
  expect(await second).toBe('7');
});

test('who has less time than the first one waits no longer than that', async () => {
  const [sharing, { sent, send }] = [new Sharing<string>(), sender()];
  const first = askShared(sharing, callOf(), send);
  await expect(askShared(sharing, { ...callOf(), deadline: Date.now() + 30 }, send)).rejects.toThrow(
    'no answer within',
  );
  sent[0]?.resolve('7');
  expect(await first).toBe('7');
});

test('the gateway sends equal questions once while they are under way, and changes each time', async () => {
  logLines();
  const waiting: ServerResponse[] = [];
  const sdl = 'type Query { debts: Int } type Mutation { pay: Int }';
  const books = await impostor(sdl, (_request: IncomingMessage, response) => void waiting.push(response));
  const { url } = await gatewayOver({ books });
  const questions = Array.from({ length: 20 }, () => ask(url, '{ debts }'));
  const changes = [ask(url, 'mutation { pay }'), ask(url, 'mutation { pay }')];
  await vi.waitFor(() => expect(waiting).toHaveLength(3), settled);
  await rest(100);
  expect(waiting).toHaveLength(3);
  for (const response of waiting) response.end('{"data":{"debts":1,"pay":2}}');
  expect((await Promise.all(questions)).map(({ data }) => data?.['debts'])).toEqual(Array(20).fill(1));
  expect((await Promise.all(changes)).map(({ data }) => data?.['pay'])).toEqual([2, 2]);
});

test('a question that is asked after a change is answered as it is since, be an equal one under way', async () => {
  logLines();
  let [day, asked] = [1, 0];
  const held: (() => void)[] = [];
  const books = await subgraph('type Query { day: Int } type Mutation { pass: Int }', {
    Query: {
      day: () => {
        const [then, isFirst] = [day, (asked += 1) === 1];
        return isFirst ? new Promise((resolve) => held.push(() => resolve(then))) : then;
      },
    },
    Mutation: { pass: () => (day += 1) },
  });
  const { url } = await gatewayOver({ books });
  const before = ask(url, '{ day }');
  await vi.waitFor(() => expect(held).toHaveLength(1), settled);
  expect((await ask(url, 'mutation { pass }')).data).toEqual({ pass: 2 });
  const after = ask(url, '{ day }');
  expect(
    await Promise.race([after.then(({ data }) => data), rest(5_000, 'it waits for what was asked before')]),
  ).toEqual({ day: 2 });
  held[0]?.();
  expect((await before).data).toEqual({ day: 1 });
});

test('an entity that stands in an answer many times is asked for once', async () => {
  logLines();
  const asked: unknown[] = [];
  const owner = 'type Owner @key(fields: "id") { id: ID!';
  const rows = await subgraph(`type Query { rows: [Row!]! } type Row { owner: Owner! } ${owner} }`, {
    Query: { rows: () => ['a', 'b', 'a', 'c', 'b', 'a'].map((id) => ({ owner: { id } })) },
  });
  const owners = await subgraph(`${owner} name: String }`, {
    Owner: {
      __resolveReference: ({ id }: { id: string }) => {
        asked.push(id);
        return id === 'c' ? Promise.reject(new Error('torn')) : { id, name: id.toUpperCase() };
      },
    },
  });
  const { url } = await gatewayOver({ rows, owners });
  const { data, errors } = await ask(url, '{ rows { owner { name } } }');
  expect(asked).toEqual(['a', 'b', 'c']);
  const names = (data as { rows: { owner: { name: string | null } }[] }).rows.map(({ owner: { name } }) => name);
  expect(names).toEqual(['A', 'B', 'A', null, 'B', 'A']);
  expect(errors?.map(({ path }) => path)).toEqual([['rows', 3, 'owner']]);
});
