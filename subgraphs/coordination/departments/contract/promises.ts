import type {
  Ledger,
  LedgerBound,
  LedgerBundle,
  LedgerCandidate,
  LedgerDebt,
  LedgerMovement,
  LedgerOrder,
  LedgerStateInput,
  LedgerStep,
  LedgerTotals,
} from '../../../../schema/generated/ledger-client.ts';
import { BrokenContract } from './broken-contract.ts';
import { holdOrder } from './order.ts';

/** What of a question its answer's promises rest on. */
interface Asked {
  first?: number;
  after?: number | string | LedgerBound | null;
  orderBy?: LedgerOrder;
  ids?: readonly string[];
  by?: readonly string[];
  steps?: readonly LedgerStep[];
  at?: LedgerStateInput;
}

/** Of what one answer counts together, so that what several departments count stays an Int. */
const MOST_COUNTED = 10_000_000;

/**
 * Throws where an answer does not keep what the contract promises beyond its types: whose debts, how many, each once,
 * sums that can be.
 */
export function holdToPromises(domain: string, ledger: Partial<Ledger>, asked: Asked): void {
  const { page, debts, totals, movements, issues, issueCount, changes } = ledger;
  holdState(ledger, asked.at);
  if (page) holdPage(domain, page, asked);
  if (debts) holdDebts(domain, debts, new Set(asked.ids));
  if (totals) holdTotals(totals, asked.by ?? []);
  if (issues) holdList('issues', issues, asked);
  if (movements) holdMovements(movements, asked.steps ?? []);
  holdCounts([issueCount ?? 0]);
  if (changes) holdChanges(domain, changes.bundles);
}

/** What two departments count together rests on the states that their records were compared in. */
function holdState({ freshness }: Partial<Ledger>, at: LedgerStateInput | undefined): void {
  if (!at) return;
  const isOfState = freshness?.epoch === at.epoch && freshness.lastChange === at.change;
  hold(
    isOfState,
    `the answer is of the state ${freshness?.epoch ?? ''} ${freshness?.lastChange ?? ''}, and ${at.epoch} ${at.change} was asked for`,
  );
}

function holdPage(domain: string, page: readonly LedgerDebt[], asked: Asked): void {
  holdList('page', page, asked);
  for (const debt of page) holdDebt(domain, debt);
  holdOrder(page, asked);
}

function holdDebts(domain: string, debts: readonly LedgerDebt[], ids: ReadonlySet<string>): void {
  holdList('debts', debts, {});
  for (const debt of debts) {
    hold(ids.has(debt.id), `debts: ${debt.id} was not asked for`);
    holdDebt(domain, debt);
  }
}

function holdTotals(totals: readonly LedgerTotals[], by: readonly string[]): void {
  if (by.length === 0) hold(totals.length === 1, 'totals: one row is wanted where nothing is grouped by');
  holdOnce('totals', totals.map(cellOf));
  holdCounts(totals.map(({ count }) => count));
  for (const { amount, paid, outstanding } of totals) {
    hold(paid >= 0n && paid <= amount, 'totals: paid is not within the amount');
    hold(outstanding >= amount - paid, 'totals: amount, paid and outstanding do not add up');
  }
}

/** A cell by its dimensions, without its figures. */
const cellOf = (cell: LedgerTotals): string =>
  JSON.stringify({ ...cell, count: 0, amount: 0, paid: 0, outstanding: 0 });

function holdMovements(movements: readonly LedgerMovement[], steps: readonly LedgerStep[]): void {
  hold(movements.length === steps.length, `movements: ${movements.length} for ${steps.length} steps`);
  for (const { count, outstanding, outstandingBefore, incurred } of movements) {
    holdCounts([count]);
    hold(
      outstandingBefore >= 0n && incurred >= 0n && incurred <= outstanding,
      'movements: incurred is not within what is outstanding',
    );
  }
}

function holdChanges(domain: string, bundles: readonly LedgerBundle[]): void {
  for (const candidate of bundles.flatMap(({ candidates }) => candidates)) {
    hold(candidate.from < candidate.to, `changes: ${candidate.id} stands on no day`);
    holdDebt(domain, candidate);
  }
}

/**
 * What has been paid is what is no longer outstanding; only what a ledger says is outstanding may exceed the amount.
 */
function holdDebt(domain: string, { id, amount, paid, outstanding }: LedgerDebt | LedgerCandidate): void {
  hold(id.startsWith(`${domain}:`), `${id} is another department's`);
  hold(amount >= 0n && outstanding >= 0n, `${id}: an amount is below 0`);
  hold(
    paid === (amount > outstanding ? amount - outstanding : 0n),
    `${id}: amount, paid and outstanding do not add up`,
  );
}

function holdList(name: string, items: readonly { id: string }[], { first = Infinity }: Asked): void {
  hold(items.length <= first, `${name}: more than the ${first} that were asked for`);
  holdOnce(
    name,
    items.map(({ id }) => id),
  );
}

function holdCounts(counts: readonly number[]): void {
  for (const count of counts) hold(count >= 0, 'a count is below 0');
  const sum = counts.reduce((total, count) => total + count, 0);
  hold(sum <= MOST_COUNTED, `${sum} are counted, more than ${MOST_COUNTED}`);
}

function holdOnce(name: string, texts: readonly string[]): void {
  hold(new Set(texts).size === texts.length, `${name}: one of it stands there twice`);
}

function hold(isKept: boolean, otherwise: string): void {
  if (!isKept) throw new BrokenContract(otherwise);
}
