import { once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { demoAuthentication } from '../../gateway/authenticate/authentication.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { readSubgraphSdl } from '../../kit/graphql/sdl.ts';
import { gatewayOver, impostor, logLines } from '../gateway/graphs.ts';

const ABOUT = { complete: true, totals: { count: 9, amount: '0.00', paid: '0.00', outstanding: '0.00' }, sources: [] };
const PAGE = { ...ABOUT, nodes: [], pageInfo: { endCursor: null, hasNextPage: false } };
/** More than is read before anybody sees any of it. */
const MANY = 6_000;

const debtOf = (i: number): string =>
  `${JSON.stringify({ id: `soe:${i}`, domain: { code: 'soe' }, debtorName: `单位${i}`, debtor: {}, outstanding: '1.00', paid: '0.00', amount: '1.00' })}\n`;

/** A gateway over a coordination that tells lists as it is told to. */
async function gatewayWith(tell: (response: ServerResponse) => Promise<void>, stalledMs = 60_000): Promise<string> {
  logLines();
  const coordination = await impostor(await readSubgraphSdl('coordination'), (request, response) => {
    void text(request).then(async () => {
      if (request.url === '/export') await tell(response.writeHead(200));
      else response.end(JSON.stringify({ data: { debts: PAGE } }));
    });
  });
  return (await gatewayOver({ coordination }, { stalledMs }, await demoAuthentication(logOf('test')))).url;
}

async function write(response: ServerResponse, ...lines: string[]): Promise<void> {
  for (const line of lines) if (!response.write(line)) await once(response, 'drain');
}

const debts = Array.from({ length: MANY }, (_, i) => debtOf(i));
const getReport = (url: string, format: string): Promise<Response> =>
  fetch(new URL(`/reports/small-debts.${format}`, url));

/** What of an answer comes before it ends, or breaks off. */
async function readAll(response: Response): Promise<{ said: string; isWhole: boolean }> {
  const [decoder, parts] = [new TextDecoder(), [] as string[]];
  try {
    for await (const part of response.body ?? []) parts.push(decoder.decode(part as Uint8Array, { stream: true }));
    return { said: parts.join(''), isWhole: true };
  } catch {
    return { said: parts.join(''), isWhole: false };
  }
}

test.each(['csv', 'ndjson', 'json'])('%s that has come to its end is whole', async (format) => {
  const url = await gatewayWith(async (response) => {
    await write(response, `${JSON.stringify(ABOUT)}\n`, ...debts);
    response.end(`${JSON.stringify({ count: MANY })}\n`);
  });
  const { said, isWhole } = await readAll(await getReport(url, format));
  expect(isWhole).toBe(true);
  expect(said).toMatch(new RegExp(`#whole rows=${MANY} |"whole":true,"rows":${MANY},|"count":${MANY}}`));
});

test.each([
  ['csv', 'breaks off', (response: ServerResponse) => response.destroy()],
  ['ndjson', 'breaks off', (response: ServerResponse) => response.destroy()],
  ['json', 'breaks off', (response: ServerResponse) => response.destroy()],
  ['csv', 'ends without its last line', (response: ServerResponse) => response.end()],
  ['ndjson', 'counts others', (response: ServerResponse) => response.end(`${JSON.stringify({ count: MANY + 1 })}\n`)],
])('%s of a list that %s says nothing of being whole, and breaks off itself', async (format, _, end) => {
  const url = await gatewayWith(async (response) => {
    await write(response, `${JSON.stringify(ABOUT)}\n`, ...debts);
    end(response);
  });
  const { said, isWhole } = await readAll(await getReport(url, format));
  expect(isWhole).toBe(false);
  expect(said).toContain('soe:1');
  expect(said).not.toMatch(/#whole|"whole":|"count":/);
});

test('letters that come in pieces are whole', async () => {
  const url = await gatewayWith(async (response) => {
    const list = Buffer.from([`${JSON.stringify(ABOUT)}\n`, ...debts.slice(0, 20), '{"count":20}\n'].join(''));
    for (const byte of list) if (!response.write(Buffer.of(byte))) await once(response, 'drain');
    response.end();
  });
  const { said } = await readAll(await getReport(url, 'ndjson'));
  expect(said.match(/"单位\d+"/g)).toHaveLength(20);
});

test('a short list that breaks off is an error, and no table', async () => {
  const url = await gatewayWith(async (response) => {
    await write(response, `${JSON.stringify(ABOUT)}\n`, ...debts.slice(0, 3_000));
    response.destroy();
  });
  const answer = await getReport(url, 'csv');
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([503, null]);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'DEPARTMENT_UNAVAILABLE' } }] });
});

test('a workbook of a list that breaks off is an error, and no file', async () => {
  const url = await gatewayWith(async (response) => {
    await write(response, `${JSON.stringify(ABOUT)}\n`, ...debts);
    response.destroy();
  });
  const answer = await getReport(url, 'xlsx');
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([503, null]);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'DEPARTMENT_UNAVAILABLE' } }] });
});

test('a workbook of more debts than a sheet holds is refused before it begins, and the refusal names CSV', async () => {
  const url = await gatewayWith(async (response) => {
    const about = { ...ABOUT, totals: { ...ABOUT.totals, count: 2_000_000 } };
    await write(response, `${JSON.stringify(about)}\n`, ...debts, ...debts).catch(() => undefined);
  });
  const answer = await getReport(url, 'xlsx');
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([400, null]);
  const { errors } = (await answer.json()) as { errors: { message: string; extensions: { code: string } }[] };
  expect(errors[0]?.extensions.code).toBe('TOO_COSTLY');
  expect(errors[0]?.message).toContain('ask for it as CSV (.csv)');
});

test('a list is told no faster than it is taken, and not at all to who has left', async () => {
  let [told, isOver] = [0, false];
  const url = await gatewayWith(async (response) => {
    response.on('close', () => (isOver = true));
    await write(response, `${JSON.stringify(ABOUT)}\n`);
    while (!isOver) {
      if (!response.write(debtOf(told++))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  });
  const leaving = new AbortController();
  const answer = await fetch(new URL('/reports/small-debts.csv', url), { signal: leaving.signal });
  expect(answer.status).toBe(200);
  let before = -1;
  await vi.waitFor(
    () => {
      const stands = told === before;
      before = told;
      expect(stands).toBe(true);
    },
    { timeout: 20_000, interval: 500 },
  );
  expect(isOver).toBe(false);
  leaving.abort();
  await vi.waitFor(() => expect(isOver).toBe(true), { timeout: 20_000 });
});

test('a reader who takes nothing for a while is let go of, and so is the list', async () => {
  let isOver = false;
  const url = await gatewayWith(async (response) => {
    response.on('close', () => (isOver = true));
    await write(response, `${JSON.stringify(ABOUT)}\n`);
    for (let i = 0; !isOver; i += 1)
      if (!response.write(debtOf(i))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }, 300);
  const stalled = get(new URL('/reports/small-debts.csv', url));
  const [answer] = (await once(stalled, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  await vi.waitFor(() => expect(isOver).toBe(true), { timeout: 20_000 });
  answer.resume();
  await Promise.race([once(answer, 'error'), once(answer, 'close')]);
  expect(answer.complete).toBe(false);
});
