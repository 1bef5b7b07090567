import type {
  Ledger,
  LedgerDebt,
  LedgerFreshness,
  LedgerIssue,
  LedgerMovement,
  LedgerPage,
  LedgerTotals,
} from '../../../../schema/generated/ledger-client.ts';
import { daysBetween } from '../../../../kit/rules/dates.ts';
import { CHANGES, PARTY } from './changes-promises.ts';
import { hold, holdFields, holdList, keepEach, keeps, type Asked, type Promises } from './hold.ts';
import { holdOrder } from './order.ts';
import {
  asTyped,
  bucketOf,
  fenOf,
  isOneOf,
  isSame,
  isWithin,
  notNegative,
  notToCome,
  orNull,
  ownId,
  paidAddsUp,
  someText,
  text,
} from './values.ts';

/** Of what one answer counts together, so that what several departments count stays an Int. */
const MOST_COUNTED = 10_000_000;
/** Characters of what a department says in words of its own. */
const LONGEST_MESSAGE = 500;
const message = (words: string): boolean => words.length <= LONGEST_MESSAGE;

const FRESHNESS: Promises<LedgerFreshness> = {
  state: asTyped,
  readAt: orNull(notToCome),
  message: orNull(message),
  epoch: someText,
  lastChange: notNegative,
  newestChange: (newest, { lastChange }) => newest >= lastChange,
  booksFrom: asTyped,
  lookBackSeconds: orNull(notNegative),
  wholeReadAt: orNull(notToCome),
};

const DEBT: Promises<LedgerDebt> = {
  id: (id, debt, asked) => ownId(id, debt, asked) && isOneOf(asked.where?.ids, id),
  debtor: (party, _, asked) =>
    keeps('LedgerParty', PARTY)(party, _, asked) && isOneOf(asked.where?.debtorKeys, party.key),
  debtorKind: (kind, _, { where }) => isOneOf(where?.debtorKinds, kind),
  creditor: (party, _, asked) =>
    keeps('LedgerParty', PARTY)(party, _, asked) && isOneOf(asked.where?.creditorKeys, party.key),
  contractNo: orNull(text),
  contractName: orNull(text),
  category: (category, _, { where }) => isOneOf(where?.categories, category),
  wages: (wages, _, { where }) => isSame(where?.wages, wages),
  cause: (cause, _, { where }) => isOneOf(where?.causes, cause),
  causeNote: orNull(text),
  disputed: (disputed, _, { where }) => isSame(where?.disputed, disputed),
  verified: (verified, _, { where }) => isSame(where?.verified, verified),
  incurredOn: (day, _, { asOf, where }) =>
    isWithin(day, where?.incurredFrom, where?.incurredTo) && (day ?? '') <= (asOf ?? '9999'),
  dueOn: (day, _, { where }) => isWithin(day, where?.dueFrom, where?.dueTo),
  dueBasis: (basis, { dueOn = null }) => (basis === 'UNKNOWN') === (dueOn === null),
  daysOverdue: (days, { status, dueOn = null }, { asOf, where }) =>
    days === (status === 'IN_ARREARS' && dueOn !== null && asOf ? daysBetween(dueOn, asOf) : null) &&
    isWithin(days, where?.minDaysOverdue, null),
  ageBucket: (bucket, { status, daysOverdue = null }, { where }) =>
    bucket === (status === 'IN_ARREARS' ? bucketOf(daysOverdue) : null) && isOneOf(where?.ageBuckets, bucket),
  status: (status, { outstanding, dueOn = null }, { asOf = '', where }) => {
    if ((status === 'CLEARED') !== (outstanding === 0n) || !isOneOf(where?.statuses, status)) return false;
    return status === 'CLEARED' || dueOn === null || (status === 'IN_ARREARS') === dueOn < asOf;
  },
  protected: (isProtected, _, { where }) => isProtected || where?.scope !== 'PROTECTED',
  amount: notNegative,
  paid: paidAddsUp,
  outstanding: (outstanding, _, { where }) =>
    outstanding >= 0n && isWithin(outstanding, fenOf(where?.minOutstanding), fenOf(where?.maxOutstanding)),
};

const TOTALS: Promises<LedgerTotals> = {
  status: (status, _, { where }) => isOneOf(where?.statuses, status),
  category: (category, _, { where }) => isOneOf(where?.categories, category),
  ageBucket: (bucket, _, { where }) => isOneOf(where?.ageBuckets, bucket),
  cause: (cause, _, { where }) => isOneOf(where?.causes, cause),
  debtorKey: orNull(someText),
  debtorKind: (kind, _, { where }) => isOneOf(where?.debtorKinds, kind),
  creditorKey: orNull(someText),
  creditorScale: (scale, _, { where }) => isOneOf(where?.creditorScales, scale),
  wages: (wages, _, { where }) => isSame(where?.wages, wages),
  disputed: (disputed, _, { where }) => isSame(where?.disputed, disputed),
  incurredYear: orNull((year) => year >= 0 && year <= 9_999),
  count: (count, { amount, outstanding }) => count > 0 || (count === 0 && amount === 0n && outstanding === 0n),
  amount: notNegative,
  paid: (paid, { amount }) => paid >= 0n && paid <= amount,
  outstanding: (outstanding, { amount, paid }) => outstanding >= amount - paid,
};

/** Of a page: one that is not full is all there is. */
const LEDGER_PAGE: Promises<LedgerPage> = {
  debts: (debts, _, asked) => {
    holdList('pagesByParty', debts, asked.first ?? 0, ({ id }) => id);
    holdOrder(debts, asked);
    return keepEach('LedgerDebt', DEBT)(debts, _, asked);
  },
  totals: (totals, { debts }, asked) => {
    keepEach('LedgerTotals', TOTALS)([totals], null, asked);
    const sum = debts.reduce((all, { outstanding }) => all + outstanding, 0n);
    const isWhole = debts.length < (asked.first ?? 0) || totals.count === debts.length;
    if (isWhole) return totals.count === debts.length && totals.outstanding === sum;
    return totals.count > debts.length && totals.outstanding >= sum;
  },
};

/** Whoever is given by some keys has these debts. */
const pagesByParty: Promises<Ledger>['pagesByParty'] = (pages, _, asked) => {
  const { parties = [], role } = asked;
  hold(pages.length === parties.length, `pagesByParty: ${pages.length} for ${parties.length} parties`);
  holdCounted(pages.map(({ totals }) => totals));
  for (const [i, { debts }] of pages.entries()) {
    const isOwn = ({ debtor, creditor }: LedgerDebt): boolean =>
      parties[i]?.includes((role === 'DEBTOR' ? debtor : creditor).key) ?? false;
    hold(debts.every(isOwn), 'pagesByParty: a debt is another party’s');
  }
  return keepEach('LedgerPage', LEDGER_PAGE)(pages, _, asked);
};

const MOVEMENT: Promises<LedgerMovement> = {
  count: (count, { outstanding }) => count > 0 || (count === 0 && outstanding === 0n),
  outstanding: notNegative,
  outstandingBefore: notNegative,
  incurred: (incurred, { outstanding }) => incurred >= 0n && incurred <= outstanding,
  // a ledger may correct what it said before: any sum
  paid: asTyped,
};

const ISSUE: Promises<LedgerIssue> = {
  id: ownId,
  kind: (kind, _, { kinds }) => isOneOf<string>(kinds, kind),
  location: someText,
  found: orNull(text),
  message,
  debtId: orNull(ownId),
};

const LEDGER: Promises<Ledger> = {
  freshness: keeps('LedgerFreshness', FRESHNESS),
  page: (page, _, asked) => {
    holdList('page', page, asked.first ?? Infinity, ({ id }) => id);
    keepEach('LedgerDebt', DEBT)(page, _, asked);
    holdOrder(page, asked);
    return true;
  },
  pagesByParty,
  debts: (debts, _, asked) => {
    holdList('debts', debts, asked.ids?.length ?? 0, ({ id }) => id);
    for (const { id } of debts) hold(asked.ids?.includes(id) ?? false, `debts: ${id} was not asked for`);
    return keepEach('LedgerDebt', DEBT)(debts, _, asked);
  },
  totals: (totals, _, asked) => {
    if (!asked.by?.length) hold(totals.length === 1, 'totals: one row is wanted where nothing is grouped by');
    holdList('totals', totals, Infinity, cellOf);
    holdCounted(totals);
    return keepEach('LedgerTotals', TOTALS)(totals, _, asked);
  },
  movements: (movements, _, asked) => {
    hold(
      movements.length === asked.steps?.length,
      `movements: ${movements.length} for ${asked.steps?.length ?? 0} steps`,
    );
    for (const movement of movements) holdCounted([movement]);
    return keepEach('LedgerMovement', MOVEMENT)(movements, _, asked);
  },
  changes: keeps('LedgerChanges', CHANGES.LedgerChanges),
  issues: (issues, _, asked) => {
    holdList('issues', issues, asked.first ?? Infinity, ({ id }) => id);
    return keepEach('LedgerIssue', ISSUE)(issues, _, asked);
  },
  issueCount: (count) => count >= 0 && count <= MOST_COUNTED,
};

/** By type: every field of the contract's types, with what is promised of it beyond its type. */
export const PROMISES: Readonly<Record<string, object>> = {
  Ledger: LEDGER,
  LedgerFreshness: FRESHNESS,
  LedgerParty: PARTY,
  LedgerDebt: DEBT,
  LedgerPage: LEDGER_PAGE,
  LedgerTotals: TOTALS,
  LedgerMovement: MOVEMENT,
  ...CHANGES,
  LedgerIssue: ISSUE,
};

/**
 * Throws where an answer does not keep what the contract promises beyond its types: whose debts, how many, each once,
 * as was asked, sums that can be.
 */
export function holdToPromises(domain: string, ledger: Ledger, question: Omit<Asked, 'domain'>): void {
  const asked = { ...question, domain };
  holdState(ledger, asked);
  holdFields('Ledger', LEDGER, ledger, asked);
}

/** What two departments count together rests on the states that their records were compared in. */
function holdState({ freshness }: Partial<Ledger>, { at }: Asked): void {
  if (!at) return;
  const isOfState = freshness?.epoch === at.epoch && freshness.lastChange === at.change;
  const found = `${freshness?.epoch ?? ''} ${freshness?.lastChange ?? ''}`;
  hold(isOfState, `the answer is of the state ${found}, and ${at.epoch} ${at.change} was asked for`);
}

/** A cell by its dimensions, without its figures. */
const cellOf = (cell: LedgerTotals): string =>
  JSON.stringify({ ...cell, count: 0, amount: 0, paid: 0, outstanding: 0 });

function holdCounted(counted: readonly { count: number }[]): void {
  const sum = counted.reduce((total, { count }) => total + count, 0);
  hold(sum <= MOST_COUNTED, `${sum} are counted, more than ${MOST_COUNTED}`);
}
