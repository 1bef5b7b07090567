import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { impostor } from '../gateway/graphs.ts';
import { callOf, COORDINATOR, KEYS, postSigned } from '../support/signed.ts';

const FRESHNESS = { state: 'LIVE', message: null, readAt: '2026-03-20T08:00:00+08:00', epoch: 'e', lastChange: 0, booksFrom: null };
const NO_CHANGES = { epoch: 'e', last: 0, more: false, bundles: [] };
const NO_TOTALS = { count: 0, amount: '0.00', paid: '0.00', outstanding: '0.00' };
const ledgerText = (ledger: object): string => JSON.stringify({ data: { ledger } });
const settled = { timeout: 60_000, interval: 20 };

interface Answer {
  data: { arrears: { complete: boolean } } | null;
  errors?: { extensions: { code: string } }[];
}

/** A department that is in good health and answers about debts when the test says so. */
function heldDepartment() {
  const held: ServerResponse[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const question = Buffer.concat(chunks).toString();
    if (question.includes('freshness')) response.end(ledgerText({ freshness: FRESHNESS }));
    else if (question.includes('changes')) response.end(ledgerText({ changes: NO_CHANGES }));
    else held.push(response);
  };
  const listen: RequestListener = (request, response) => {
    void answer(request, response);
  };
  const release = (most: number): void => {
    for (const response of held.splice(0, most)) response.end(ledgerText({ totals: [NO_TOTALS] }));
  };
  return { listen, release };
}

test('what a caller asks too much is an error of that caller, and no absence of a department', { timeout: 180_000 }, async () => {
  const { listen, release } = heldDepartment();
  const department = await impostor('', listen);
  const folder = mkdtempSync(join(tmpdir(), 'crowd-'));
  const coordination = await startCoordination({
    departments: { finance: String(department.url) },
    keys: KEYS,
    databaseUrl: `sqlite:${folder}/own.sqlite`,
  });
  onTestFinished(async () => {
    await coordination.close();
    rmSync(folder, { recursive: true });
  });
  const askAs = async (subject: string, outstanding: number): Promise<Answer> => {
    const query = `{ arrears(filter: { domains: ["finance"], minOutstanding: "${outstanding}.00" }) { complete } }`;
    const call = callOf({ ...COORDINATOR, subject });
    return (await (await postSigned(coordination.url, 'coordination', JSON.stringify({ query }), call)).json()) as Answer;
  };
  const releasing = setInterval(() => release(1), 200);
  onTestFinished(() => clearInterval(releasing));
  const noisy = Array.from({ length: 800 }, (_, i) => askAs('noisy', i));
  let refused = 0;
  for (const answer of noisy) void answer.then(({ errors = [] }) => (refused += errors.length));
  await vi.waitFor(() => expect(refused).toBeGreaterThan(20), settled);
  const quiet = askAs('quiet', 1_000);
  expect(await Promise.race([quiet, Promise.all(noisy)]), 'it does not wait for the others').not.toBeInstanceOf(Array);
  const hurrying = setInterval(() => release(Infinity), 5);
  onTestFinished(() => clearInterval(hurrying));
  expect(await quiet).toEqual({ data: { arrears: { complete: true } } });
  for (const { data, errors } of await Promise.all(noisy)) {
    if (!errors) expect(data).toEqual({ arrears: { complete: true } });
    else expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['OVERLOADED']]);
  }
});
