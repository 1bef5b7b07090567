import type { MatchBasis, TruthDebt, TruthDomain } from '../../demo/truth.ts';
import { daysBetween, type Debt } from './debts.ts';
import { fenOf, type Fen } from './figures.ts';
import { compare } from './order.ts';
import { groupBy } from './totals.ts';

/** One debt that several departments have on their books. */
export interface SameDebt {
  /** The record whose figures count. */
  counted: Debt;
  /** The other records, in the order in which books would count. */
  others: Member[];
}

interface Member {
  record: Debt;
  /** Of the pair that first joined the record to another. */
  basis: MatchBasis;
}

type KindOf = (debtorId: string) => TruthDebt['debtorKind'];

/** The debts that several departments have on their books, among records that stand in them on one day. */
export function sameDebtsAmong(records: readonly Debt[], kindOf: KindOf): SameDebt[] {
  const surestFirst = pairsAmong(records).sort(comparePairs);
  return surestFirst.reduce(joinedBy, []).map((members) => sameDebtOf(members, kindOf));
}

/** Two records that are the same debt, the one with the smaller id first. */
interface Pair {
  a: Debt;
  b: Debt;
  basis: MatchBasis;
}

function pairsAmong(records: readonly Debt[]): Pair[] {
  const byParties = groupBy(records, ({ creditorId, debtorId }) => JSON.stringify([creditorId, debtorId]));
  return [...byParties.values()].flatMap((theirs) => {
    const byId = theirs.toSorted((a, b) => compare(a.id, b.id));
    return byId.flatMap((a, i) => byId.slice(i + 1).flatMap((b) => pairOf(a, b) ?? []));
  });
}

function pairOf(a: Debt, b: Debt): Pair | null {
  const sameContract = a.contractKeys.some((key) => b.contractKeys.includes(key));
  const basis = a.domain !== b.domain && sameContract ? basisOf(a, b) : null;
  return basis && { a, b, basis };
}

/** Where both give a bill's number it alone decides. */
function basisOf(a: Debt, b: Debt): MatchBasis | null {
  if (a.billKey !== null && b.billKey !== null) return a.billKey === b.billKey ? 'CONTRACT_AND_BILL' : null;
  const difference = recordedAmount(a) - recordedAmount(b);
  const isNear = difference >= -toleranceOf(a, b) && difference <= toleranceOf(a, b);
  return isNear ? 'CONTRACT_AND_AMOUNT' : null;
}

/** Before credit notes. */
const recordedAmount = ({ figures }: TruthDebt): Fen => fenOf('gross' in figures ? figures.gross : figures.amount);

/** Clerks of energy's ledgers round to 0.01 万元: 50 yuan. */
const toleranceOf = (a: Debt, b: Debt): Fen => (a.domain === 'energy' || b.domain === 'energy' ? 5_000n : 0n);

/** By bill before by amount, then the smaller difference of due dates, an unknown one last, then the smaller ids. */
function comparePairs(one: Pair, other: Pair): number {
  const [byBill, otherByBill] = [one, other].map(({ basis }) => basis === 'CONTRACT_AND_BILL');
  return (
    Number(otherByBill) - Number(byBill) ||
    compare(dueDifference(one), dueDifference(other)) ||
    compare(one.a.id, other.a.id) ||
    compare(one.b.id, other.b.id)
  );
}

function dueDifference({ a, b }: Pair): number {
  return a.dueOn === null || b.dueOn === null ? Infinity : Math.abs(daysBetween(a.dueOn, b.dueOn));
}

/**
 * The groups after one more pair: it joins its records' groups unless the result would hold two records of one
 * department.
 */
function joinedBy(groups: Member[][], { a, b, basis }: Pair): Member[][] {
  const touched = groups.filter((group) => group.some(({ record }) => record === a || record === b));
  const known = touched.flat();
  const newcomers = [a, b].filter((record) => !known.some((member) => member.record === record));
  const joined = [...known, ...newcomers.map((record) => ({ record, basis }))];
  const domains = new Set(joined.map(({ record }) => record.domain));
  return domains.size < joined.length ? groups : [...groups.filter((group) => !touched.includes(group)), joined];
}

const OTHER_BOOKS: readonly TruthDomain[] = ['housing-construction', 'energy'];

/** The debtor's own books come first: an SOE's are soe, all others' the treasury's. */
function sameDebtOf(members: readonly Member[], kindOf: KindOf): SameDebt {
  const isSoe = members.some(({ record }) => kindOf(record.debtorId) === 'SOE');
  const books: TruthDomain[] = [
    ...(isSoe ? (['soe', 'finance'] as const) : (['finance', 'soe'] as const)),
    ...OTHER_BOOKS,
  ];
  const [first, ...others] = members.toSorted(
    (a, b) => books.indexOf(a.record.domain) - books.indexOf(b.record.domain),
  );
  if (!first) throw new Error('A group without records');
  return { counted: first.record, others };
}

/** Whose word counts first on what a party is. */
const PRECEDENCE: readonly TruthDomain[] = ['finance', 'soe', 'housing-construction', 'energy'];

/** What a debtor is, as the first department that has debts of it and knows more than OTHER has it. */
export function debtorKindIn(debts: readonly TruthDebt[], debtorId: string): TruthDebt['debtorKind'] {
  const theirs = debts.filter((debt) => debt.debtorId === debtorId);
  const ordered = theirs.toSorted((a, b) => PRECEDENCE.indexOf(a.domain) - PRECEDENCE.indexOf(b.domain));
  return ordered.find(({ debtorKind }) => debtorKind !== 'OTHER')?.debtorKind ?? 'OTHER';
}
