import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { coordinationOver } from '../support/one-department.ts';
import { callOf, COORDINATOR, postSigned } from '../support/signed.ts';

const STATE = { epoch: 'e', lastChange: 0 };
const READ = { readAt: '2026-03-20T08:00:00+08:00', lookBackSeconds: 120, wholeReadAt: '2026-03-20T08:00:00+08:00' };
const FRESHNESS = { ...STATE, newestChange: 0, ...READ, state: 'LIVE', message: null, booksFrom: null };
const NO_CHANGES = { epoch: 'e', last: 0, more: false, bundles: [] };
const NO_TOTALS = { count: 0, amount: '0.00', paid: '0.00', outstanding: '0.00' };
const ledgerText = (ledger: object): string => JSON.stringify({ data: { ledger } });

/** A department that is in good health and answers about debts when the test says so. */
function heldDepartment() {
  const held: ServerResponse[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const question = Buffer.concat(chunks).toString();
    if (question.includes('totals(')) held.push(response);
    else if (question.includes('changes')) response.end(ledgerText({ freshness: FRESHNESS, changes: NO_CHANGES }));
    else response.end(ledgerText({ freshness: FRESHNESS }));
  };
  const listen: RequestListener = (request, response) => {
    void answer(request, response);
  };
  const department = { listen, answered: 0, release };
  function release(): void {
    const response = held.shift();
    if (!response) return;
    response.end(ledgerText({ freshness: FRESHNESS, totals: [NO_TOTALS] }));
    department.answered += 1;
  }
  return department;
}

test('what a caller asks too much is an error of that caller, and no absence of a department', async () => {
  const held = heldDepartment();
  const url = await coordinationOver(held.listen);
  const askAs = async (subject: string, query: string, ms = 30_000): Promise<unknown> => {
    const call = { ...callOf({ ...COORDINATOR, subject }), deadline: Date.now() + ms };
    return (await postSigned(url, 'coordination', JSON.stringify({ query }), call)).json();
  };
  const totals = (outstanding: number): string =>
    `arrears(filter: { domains: ["finance"], minOutstanding: "${outstanding}.00" }) { complete }`;
  const noisy = askAs('noisy', `{ ${Array.from({ length: 900 }, (_, i) => `a${i}: ${totals(i)}`).join(' ')} }`, 4_000);
  expect(await noisy, 'thirty questions of thirty parts').toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'OVERLOADED' } }],
  });
  const quiet = askAs('quiet', `{ ${totals(1_000)} }`);
  const releasing = setInterval(held.release, 20);
  onTestFinished(() => clearInterval(releasing));
  expect(await quiet, 'before what the noisy one waited for').toEqual({ data: { arrears: { complete: true } } });
  expect(held.answered).toBeLessThan(50);
});
