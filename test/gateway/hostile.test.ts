import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { ask, gatewayOver, logLines, subgraph } from './graphs.ts';
import { hostileRequests, SDL } from './hostile-requests.ts';
import { lastWords, openTo, rawRequest, sendRaw, type RawAnswer } from './raw-http.ts';

const LEAKS = /\bat .*\.[tj]s|node_modules|127\.0\.0\.1|SELECT|https?:/;

async function gatewayUrl(costPerMinute?: number): Promise<string> {
  const books = await subgraph(SDL, { Query: { day: () => 7, list: () => ({ nodes: [], totalCount: 0 }) } });
  return (await gatewayOver({ books }, {}, undefined, costPerMinute)).url;
}

/** The code of an answer; what came where it has none. */
function codeOf({ body }: RawAnswer): string {
  return /"code":"([A-Z_]+)"/.exec(body)?.[1] ?? body;
}

test('each of many hostile requests gets its code, and others are answered meanwhile', async ({ annotate }) => {
  const lines = logLines();
  const url = await gatewayUrl();
  await ask(url, '{ day }');
  const answers: unknown[] = [];
  const times: [number, string][] = [];
  for (const [name, request] of hostileRequests) {
    const start = process.cpuUsage();
    const [answer, other] = await Promise.all([sendRaw(url, request), ask(url, '{ day }')]);
    times.push([process.cpuUsage(start).user / 1000, name]);
    expect(other.data, name).toEqual({ day: 7 });
    expect(answer.body, name).not.toMatch(LEAKS);
    answers.push([name, answer.status, codeOf(answer)]);
  }
  expect(answers).toEqual(hostileRequests.map(([name, , status, code]) => [name, status, code]));
  expect(answers.length).toBeGreaterThanOrEqual(60);
  const faults = lines.filter((line) => !/^(INFO|WARN) audit: /.test(line));
  expect(faults, 'nothing of it is our fault').toEqual([]);
  const slowest = times.toSorted(([a], [b]) => b - a).slice(0, 3);
  await annotate(
    `${times.length} requests; most work: ${slowest.map(([ms, name]) => `${name} ${ms.toFixed(0)} ms of CPU`).join(', ')}`,
  );
});

test('memory stays flat under them', async ({ annotate }) => {
  logLines();
  const url = await gatewayUrl();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heapAfter = async (rounds: number): Promise<number> => {
    for (let i = 0; i < rounds; i++) for (const [, request] of hostileRequests) await sendRaw(url, request);
    collect();
    return process.memoryUsage().heapUsed / 1_000_000;
  };
  const [before, after] = [await heapAfter(1), await heapAfter(3)];
  await annotate(`heap ${before.toFixed(1)} MB, then ${after.toFixed(1)} MB`);
  expect(after - before).toBeLessThan(10);
});

test('heads and bodies that never end are given up, and hurt nobody', async () => {
  const url = await gatewayUrl();
  const starts = [
    'POST /graphql HTTP/1.1\r\nhost: graph\r\nx: ',
    rawRequest({ length: 'content-length: 5000', body: '{"query":' }),
  ];
  const slow = Array.from({ length: 50 }, () => starts)
    .flat()
    .map((start) => {
      const socket = openTo(url);
      socket.write(start);
      return lastWords(socket);
    });
  expect((await ask(url, '{ day }')).data).toEqual({ day: 7 });
  for (const words of await Promise.all(slow)) expect(words).toMatch(/^HTTP\/1\.1 408 [^]*"code":"BAD_REQUEST"/);
});

test('who has spent a minute’s budget is told when to come back', async () => {
  logLines();
  const url = await gatewayUrl(60);
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(url, '{ list(first: 1) { totalCount } }')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(5);
  expect(refused[0]?.errors?.[0]?.extensions['code']).toBe('TOO_MANY_REQUESTS');
  const answer = await sendRaw(
    url,
    rawRequest({ body: JSON.stringify({ query: '{ list(first: 20) { nodes { id } } }' }) }),
  );
  expect(answer.head).toMatch(/\r\nretry-after: [1-9]\d?\r\n/i);
});
