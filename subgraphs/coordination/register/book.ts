import type { LedgerBundle, LedgerCandidate } from '../../../schema/generated/ledger-client.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { YieldBudget } from '../yield-budget.ts';
import {
  isEmpty,
  NOTHING,
  partyKeysOf,
  sharedWords,
  type Bundle,
  type Candidate,
  type Change,
  type NilReport,
} from './bundle.ts';
import { PartyAssertions } from './assertions.ts';

/** A state of a department's books: its numbering, and the last change that is in it. */
export interface BookState {
  epoch: string;
  change: number;
}

/**
 * What one department's books say of parties and debts: found by contract, party and debt, so that a change costs no
 * more than it is large.
 */
export class Book {
  readonly domain: string;
  readonly assertions: PartyAssertions;
  #state: BookState | null = null;
  #isMoving = false;
  readonly #bundles = new Map<string, Bundle>();
  readonly #byContract = new Map<string, Candidate[]>();
  readonly #byParty = new Map<string, Set<Bundle>>();
  readonly #byDebt = new Map<string, Bundle>();
  readonly #nilReports = new Set<NilReport>();
  readonly #partyKeys = new Map<string, string>();
  readonly #watchers = new Set<(change: Change) => void>();

  constructor(domain: string) {
    this.domain = domain;
    this.assertions = new PartyAssertions(domain);
  }

  /** The state of the department's books that it has; null before it has been read to the end. */
  get state(): BookState | null {
    return this.#state;
  }

  /** It is between two states. */
  get isMoving(): boolean {
    return this.#isMoving;
  }

  get bundleKeys(): Iterable<string> {
    return this.#bundles.keys();
  }

  get contractKeys(): Iterable<string> {
    return this.#byContract.keys();
  }

  get nilReports(): Iterable<NilReport> {
    return this.#nilReports;
  }

  candidatesOfContract(contractKey: string): readonly Candidate[] {
    return this.#byContract.get(contractKey) ?? [];
  }

  candidatesOfDebt(id: string): readonly Candidate[] {
    return this.#byDebt.get(id)?.candidates.filter((candidate) => candidate.id === id) ?? [];
  }

  /** Those in which a party is the debtor or the creditor by this very key. */
  candidatesOfParty(key: string): readonly Candidate[] {
    const candidates = [...(this.#byParty.get(key) ?? [])].flatMap((bundle) => bundle.candidates);
    return candidates.filter(({ debtorKey, creditorKey }) => debtorKey === key || creditorKey === key);
  }

  /** Tells of every change from now on. Returns what ends it. */
  watch(watcher: (change: Change) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Takes over the bundles that make it another state, with turns for everybody else. */
  async moveTo(state: BookState, bundles: Iterable<LedgerBundle>): Promise<void> {
    const budget = new YieldBudget();
    [this.#state, this.#isMoving] = [null, true];
    try {
      for (const bundle of bundles) {
        this.put(bundle);
        if (budget.isOver) await budget.pass();
      }
      this.#state = state;
    } finally {
      this.#isMoving = false;
    }
  }

  /** Takes a bundle in place of what was known of it; an empty one takes it away. */
  put(told: LedgerBundle): void {
    const before = this.#bundles.get(told.key) ?? NOTHING;
    const after = this.#bundleOf(told, before);
    const change: Change = { assertions: new Set(), contractKeys: new Set(), debtIds: new Set() };
    this.#replaceMentions(before, after, change);
    this.#replaceCandidates(before, after, change);
    for (const report of before.nilReports) this.#nilReports.delete(report);
    for (const report of after.nilReports) this.#nilReports.add(report);
    if (isEmpty(after)) this.#bundles.delete(told.key);
    else this.#bundles.set(told.key, after);
    for (const tell of this.#watchers) tell(change);
  }

  /** A candidate that says what it said before stays the same object. */
  #bundleOf({ mentions, candidates, nilReports }: LedgerBundle, before: Bundle): Bundle {
    const { domain } = this;
    return {
      mentions: mentions.map((mention) => ({ assertion: this.assertions.add(mention), location: mention.location })),
      candidates: this.#candidatesOf(candidates, before.candidates),
      nilReports: nilReports.map((report) => ({ ...report, domain })),
    };
  }

  #candidatesOf(told: readonly LedgerCandidate[], before: readonly Candidate[]): Candidate[] {
    const known = new Map(before.map((candidate) => [wordsOf(candidate), candidate]));
    const candidates: Candidate[] = [];
    for (const each of told) {
      const candidate = this.#candidateOf(each, candidates.at(-1));
      candidates.push(known.get(known.size > 0 ? wordsOf(candidate) : '') ?? candidate);
    }
    return candidates;
  }

  /** Parties are few and debts are many: their keys are kept once. */
  #candidateOf(told: LedgerCandidate, earlier: Candidate | undefined): Candidate {
    const { domain } = this;
    return {
      ...told,
      ...sharedWords(told, earlier),
      domain,
      debtorKey: this.#kept(told.debtorKey),
      creditorKey: this.#kept(told.creditorKey),
    };
  }

  #kept(partyKey: string): string {
    const kept = this.#partyKeys.get(partyKey);
    if (kept === undefined) this.#partyKeys.set(partyKey, partyKey);
    return kept ?? partyKey;
  }

  #replaceMentions(before: Bundle, after: Bundle, { assertions }: Change): void {
    for (const { assertion, location } of before.mentions) this.assertions.remove(assertion, location);
    for (const { assertion } of [...before.mentions, ...after.mentions]) assertions.add(assertion);
  }

  #replaceCandidates(before: Bundle, after: Bundle, { contractKeys, debtIds }: Change): void {
    const [old, present] = [new Set(before.candidates), new Set(after.candidates)];
    const [gone, come] = [
      before.candidates.filter((c) => !present.has(c)),
      after.candidates.filter((c) => !old.has(c)),
    ];
    for (const { id, contractKeys: keys } of [...gone, ...come]) {
      debtIds.add(id);
      for (const key of keys) contractKeys.add(key);
    }
    this.#takeFromContracts(new Set(gone));
    for (const candidate of come)
      for (const key of new Set(candidate.contractKeys)) addTo(this.#byContract, key, candidate);
    this.#findBundle(before, after);
  }

  #takeFromContracts(gone: ReadonlySet<Candidate>): void {
    for (const key of new Set([...gone].flatMap(({ contractKeys }) => contractKeys))) {
      const left = this.candidatesOfContract(key).filter((candidate) => !gone.has(candidate));
      if (left.length > 0) this.#byContract.set(key, left);
      else this.#byContract.delete(key);
    }
  }

  /** Parties and debts lead to the new bundle, and no more to the old one. */
  #findBundle(before: Bundle, after: Bundle): void {
    for (const key of partyKeysOf(before)) this.#byParty.get(key)?.delete(before);
    for (const { id } of before.candidates) if (this.#byDebt.get(id) === before) this.#byDebt.delete(id);
    for (const key of partyKeysOf(after)) {
      const bundles = this.#byParty.get(key);
      if (bundles) bundles.add(after);
      else this.#byParty.set(key, new Set([after]));
    }
    for (const id of groupedBy(after.candidates, (candidate) => candidate.id).keys()) this.#byDebt.set(id, after);
  }
}

/** All that a candidate says, as one text. */
function wordsOf(candidate: Candidate): string {
  return JSON.stringify(candidate, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function addTo(lists: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = lists.get(key);
  if (list) list.push(candidate);
  else lists.set(key, [candidate]);
}
