import { distance, YUAN } from './money.ts';
import type { MatchBasis, SameDebt, TruthDebt, TruthDomain, Value } from './truth.ts';
import type { Debt } from './world.ts';

/** Whose figures count, first to last. */
const PRECEDENCE: readonly TruthDomain[] = ['soe', 'finance', 'housing-construction', 'energy'];

interface Projection {
  origin: Debt;
  record: TruthDebt | undefined;
}

/**
 * The debts of the world that several books have, as far as their records tell so. No two debts of the world share a
 * contract and a number, or a contract and an amount: only records of one and the same debt can match.
 */
export function sameDebts(projections: readonly Projection[]): SameDebt[] {
  const recordsOf = new Map<Debt, Map<string, TruthDebt>>();
  for (const { origin, record } of projections) {
    if (record === undefined) continue;
    const records = recordsOf.get(origin) ?? new Map<string, TruthDebt>();
    // Of a debt noted for several stretches of days the last is today's.
    recordsOf.set(origin, records.set(record.domain, record));
  }
  return [...recordsOf.values()].flatMap((records) => groupsOf([...records.values()]));
}

function groupsOf(records: TruthDebt[]): SameDebt[] {
  const ordered = records.sort((a, b) => PRECEDENCE.indexOf(a.domain) - PRECEDENCE.indexOf(b.domain));
  const pairs = ordered.flatMap((a, i) => ordered.slice(i + 1).flatMap((b) => pairOf(a, b) ?? []));
  const paired = ordered.map(({ id }) => id).filter((id) => pairs.some(({ debtIds }) => debtIds.includes(id)));
  return pairs.length === 0 ? [] : [{ debtIds: paired, pairs }];
}

function pairOf(a: TruthDebt, b: TruthDebt): SameDebt['pairs'][number] | null {
  const sameParties = a.debtorId === b.debtorId && a.creditorId === b.creditorId;
  const sameContract = a.contractKeys.some((key) => b.contractKeys.includes(key));
  const basis = sameParties && sameContract ? basisOf(a, b) : null;
  return basis && { debtIds: [a.id, b.id], basis };
}

function basisOf(a: TruthDebt, b: TruthDebt): MatchBasis | null {
  if (a.billKey !== null && b.billKey !== null) return a.billKey === b.billKey ? 'CONTRACT_AND_BILL' : null;
  const tolerance = [a.domain, b.domain].includes('energy') ? 50n * YUAN : 0n;
  return distance(recordedAmount(a), recordedAmount(b)) <= tolerance ? 'CONTRACT_AND_AMOUNT' : null;
}

const recordedAmount = ({ figures }: TruthDebt): Value => ('gross' in figures ? figures.gross : figures.amount);
