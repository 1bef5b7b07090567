import type { RequestListener } from 'node:http';
import { expect, test, vi } from 'vitest';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { logLines } from '../gateway/graphs.ts';
import { coordinationOver } from '../support/one-department.ts';
import { callOf, postSigned } from '../support/signed.ts';

const UNREAD = { readAt: null, booksFrom: null, lookBackSeconds: null, wholeReadAt: null };
const LEDGER = {
  ...UNREAD,
  state: 'UNAVAILABLE',
  message: 'Nothing has been read.',
  epoch: 'e',
  lastChange: 0,
  newestChange: 0,
};
const settled = { timeout: 20_000, interval: 50 };

/** Asks coordination over one department that answers as it is told to what became of that. */
async function asker(finance: RequestListener) {
  logLines();
  const url = await coordinationOver(finance);
  const query = JSON.stringify({ query: '{ arrears { sources { state message } } }' });
  return async (call: Partial<RequestContext> = {}): Promise<string> => {
    const response = await postSigned(url, 'coordination', query, { ...callOf(), ...call });
    const { data } = (await response.json()) as { data: { arrears: { sources: { message: string }[] } } };
    return String(data.arrears.sources[0]?.message);
  };
}

test('coordination names a department that says nothing before its caller’s time is over', async () => {
  const ask = await asker(() => undefined);
  expect(await ask({ deadline: Date.now() + 2_000 })).toBe('The department does not answer.');
});

test('a department that says nothing is soon not waited for, and is back when it answers', async () => {
  let [silent, asked] = [true, 0];
  const ask = await asker((_request, response) => {
    asked += 1;
    if (!silent) response.end(JSON.stringify({ data: { ledger: { freshness: LEDGER } } }));
  });
  await ask({ deadline: Date.now() + 1_000 });
  await ask();
  const before = asked;
  for (let i = 0; i < 20; i += 1) expect(await ask()).toBe('The department does not answer.');
  // but for a look now and then at whether it is back
  expect(asked - before).toBeLessThan(20);
  silent = false;
  await vi.waitFor(async () => expect(await ask()).toBe(LEDGER.message), settled);
});
