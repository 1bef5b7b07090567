import type { LedgerBundle } from '../schema/generated/ledger-client.ts';
import { Verdicts } from '../subgraphs/coordination/decisions/decision.ts';
import { DOMAINS } from '../kit/departments.ts';
import { Book } from '../subgraphs/coordination/register/book.ts';
import { RegisterView } from '../subgraphs/coordination/views/register-view.ts';

/**
 * What it is worth that the register takes a change for what it is: one bundle taken over, and a day's groups by it,
 * against all of it made from scratch. Both in one run, on the same books, since these machines are shared: the ratio
 * says something, the times do not.
 */
const TODAY = '2026-03-20';
const DEBTS = Number(process.argv[2] ?? 20_000);
const CHANGES = 50;
/** Every so many debts one stands in the next department's books as well. */
const SHARED = 8;
const DECISIONS = { revision: 1, verdicts: new Verdicts([]) };

const books = DOMAINS.map(({ code }) => new Book(code));
const started = process.cpuUsage();
for (const [place, book] of books.entries())
  for (let debt = 0; debt < DEBTS; debt += 1) book.put(bundleOf(place, debt, 10_000n));
const view = new RegisterView(books);
const groups = await groupsIn(view);
const fromScratch = cpuSince(started);
const changes: number[] = [];
for (let change = 0; change < CHANGES; change += 1) {
  const begun = process.cpuUsage();
  books[0]?.put(bundleOf(0, change * SHARED, 25_000n));
  await groupsIn(view);
  changes.push(cpuSince(begun));
}
const change = changes.sort((a, b) => a - b)[CHANGES >> 1] ?? NaN;
const memory = Math.round(process.memoryUsage().rss / 1e6);
console.log(
  `${DEBTS} debts a department, ${groups} groups, ${memory} MB: from scratch ${fromScratch.toFixed(0)} ms, ` +
    `one change ${change.toFixed(2)} ms, ratio ${(fromScratch / change).toFixed(0)}`,
);

async function groupsIn(settling: RegisterView): Promise<number> {
  const domains = books.map(({ domain }) => domain);
  return settling.whenSettled(DECISIONS, [{ domains, day: TODAY }], ([grouping]) => grouping?.groups.length ?? 0);
}

/** Milliseconds of work: the clock would count others' as well. */
function cpuSince(before: NodeJS.CpuUsage): number {
  return process.cpuUsage(before).user / 1_000;
}

/** A contract with one debt of it, over three stretches of days. */
function bundleOf(place: number, debt: number, amount: bigint): LedgerBundle {
  const owner = debt % SHARED === 0 ? Math.max(0, place - 1) : place;
  const [debtor, creditor] = [`旗第${debt % 500}单位`, `民营建筑企业第${debt % 5_000}有限公司`];
  const partyOf = (name: string): LedgerBundle['mentions'][number]['party'] => ({
    key: name,
    name,
    organisationCode: null,
    creditCode: null,
  });
  const of = { ownership: null, scale: null, formerName: null, kind: null };
  const days = ['2024-01-01', '2025-01-01', '2025-07-01', '9999-12-31'];
  return {
    key: `contract ${debt}`,
    mentions: [
      { ...of, role: 'DEBTOR', party: partyOf(debtor), location: `contract:${debt}` },
      { ...of, role: 'CREDITOR', party: partyOf(creditor), location: `contract:${debt}` },
    ],
    candidates: [0, 1, 2].map((stretch) => ({
      id: `${DOMAINS[place]?.code ?? ''}:${debt}`,
      from: days[stretch] ?? '',
      to: days[stretch + 1] ?? '',
      debtorKey: debtor,
      debtorKind: 'GOVERNMENT',
      creditorKey: creditor,
      contractKeys: [`HT-${owner}-${debt}`],
      billKey: null,
      recordedAmount: 10_000n,
      dueOn: '2025-03-01',
      protected: true,
      disputed: false,
      amount,
      paid: 0n,
      outstanding: amount,
    })),
    nilReports: [],
  };
}
