import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wireText } from '../support/wire.ts';
import type { LedgerBundle, LedgerCandidate, LedgerFreshness } from '../../schema/generated/ledger-client.ts';

/** Bundles told in one page: few, so that a reading takes several. */
const PAGE = 2;

interface Question {
  query: string;
  variables?: { after?: number; ids?: string[] };
}

/**
 * A department of a few bundles, in whose readings a test can have its hand. It speaks as much of the contract as the
 * register and a debt by id take.
 */
export class SmallDepartment {
  readonly #server: Server;
  epoch = 'first';
  readonly #bundles: LedgerBundle[] = [];
  /** Called with each page of changes that is made, before it is sent. */
  onPage: (after: number) => Promise<void> | void = () => undefined;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then((ledger) => response.end(wireText({ data: { ledger } })));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** One change more: the last of a bundle's changes counts. */
  tell(...bundles: LedgerBundle[]): void {
    this.#bundles.push(...bundles);
  }

  /** As after a restart: the changes are numbered anew, and there are none before the first is told. */
  startAnew(epoch: string): void {
    this.epoch = epoch;
    this.#bundles.length = 0;
  }

  get freshness(): LedgerFreshness {
    return {
      ...UNREAD,
      state: 'LIVE',
      epoch: this.epoch,
      lastChange: this.#bundles.length,
      newestChange: this.#bundles.length,
    };
  }

  async #answer(request: IncomingMessage): Promise<object> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString()) as Question;
    if (query.includes('changes('))
      return { freshness: this.freshness, changes: await this.#changesAfter(variables.after ?? 0) };
    if (!query.includes('debts(')) return { freshness: this.freshness };
    return { freshness: this.freshness, debts: this.#debts(variables.ids ?? []) };
  }

  async #changesAfter(after: number): Promise<object> {
    const last = Math.min(after + PAGE, this.#bundles.length);
    const page = {
      epoch: this.epoch,
      last,
      more: last < this.#bundles.length,
      bundles: this.#bundles.slice(after, last),
    };
    await this.onPage(after);
    return page;
  }

  #debts(ids: readonly string[]): object[] {
    const candidates = this.#bundles.flatMap((bundle) => bundle.candidates).filter(({ id }) => ids.includes(id));
    const party = (key: string): object => ({ key, name: key, organisationCode: null, creditCode: null });
    return candidates.map(({ debtorKey, creditorKey, ...debt }) => ({
      ...UNSAID,
      ...debt,
      debtor: party(debtorKey),
      creditor: party(creditorKey),
    }));
  }
}

/** What it does not say of its reading. */
const UNREAD = { readAt: null, message: null, booksFrom: null, lookBackSeconds: null, wholeReadAt: null };

/** What a candidate does not say of a debt. */
const UNSAID = {
  ...{
    contractNo: null,
    contractName: null,
    category: null,
    wages: false,
    cause: null,
    causeNote: null,
    verified: null,
    incurredOn: null,
  },
  ...{ dueBasis: 'UNKNOWN', daysOverdue: null, ageBucket: null, status: 'NOT_YET_DUE' },
};

/** A bundle of one debt, whose rows name its debtor. */
export function bundleOf(key: string, debtor: string, id: string, facts: Partial<LedgerCandidate> = {}): LedgerBundle {
  const said = { ownership: null, scale: null, kind: null, formerName: null };
  const party = { key: debtor, name: debtor, organisationCode: null, creditCode: null };
  const candidate: LedgerCandidate = {
    ...{ id, from: '2025-01-01', to: '9999-12-31', debtorKey: debtor, creditorKey: '甲公司', debtorKind: 'GOVERNMENT' },
    ...{ contractKeys: [], billKey: null, recordedAmount: 10_000n, dueOn: null, protected: true, disputed: false },
    ...{ amount: 10_000n, paid: 0n, outstanding: 10_000n },
    ...facts,
  };
  return {
    key,
    mentions: [{ ...said, role: 'DEBTOR', party, location: `row:${key}` }],
    candidates: [candidate],
    nilReports: [],
  };
}
