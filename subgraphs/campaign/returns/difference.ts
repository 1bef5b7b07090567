import type { Fen } from '../../../kit/rules/money.ts';
import type { DifferenceKind, DifferenceLine, Line, Sheet, SnapshotDifference } from './model.ts';

interface Pair<Row> {
  /** As it is later, or was. */
  row: Row;
  earlier: Row | null;
  later: Row | null;
}

/**
 * P12: lines of two days are the same where they share a record: equal keys first, then in text order, each in one pair
 * at most.
 */
function pairsOf<Row extends { key: string; bookIds: readonly string[] }>(
  earlier: readonly Row[],
  later: readonly Row[],
): Pair<Row>[] {
  const open = new Set(earlier);
  const partners = new Map<Row, Row>();
  const pair = (row: Row, isSame: (candidate: Row) => boolean): void => {
    const partner = partners.has(row) ? undefined : [...open].find(isSame);
    if (partner && open.delete(partner)) partners.set(row, partner);
  };
  for (const row of later) pair(row, ({ key }) => key === row.key);
  for (const row of later) pair(row, ({ bookIds }) => bookIds.some((id) => row.bookIds.includes(id)));
  return [
    ...later.map((row) => ({ row, earlier: partners.get(row) ?? null, later: row })),
    ...[...open].map((row) => ({ row, earlier: row, later: null })),
  ];
}

/**
 * P39: what lies between two received returns, on declared figures. Opening + added + adjusted − repaid − removed =
 * closing, exact to the fen.
 */
export function differenceOf(earlier: Sheet, later: Sheet): SnapshotDifference {
  const moved = pairsOf(earlier.lines, later.lines).map(movedOf);
  const lines = moved.filter(({ opening, closing }) => opening !== 0n || closing !== 0n);
  const sum = (part: 'opening' | 'added' | 'adjusted' | 'repaid' | 'removed' | 'closing'): Fen =>
    lines.reduce((total, line) => total + line[part], 0n);
  return {
    ...{ opening: sum('opening'), added: sum('added'), adjusted: sum('adjusted') },
    ...{ repaid: sum('repaid'), removed: sum('removed'), closing: sum('closing') },
    complete: earlier.books.complete && later.books.complete,
    lines: lines.sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

interface Moved extends DifferenceLine {
  added: Fen;
  removed: Fen;
}

const UNMOVED = { added: 0n, adjusted: 0n, repaid: 0n, removed: 0n };

function movedOf({ row: { key, creditorName }, earlier, later }: Pair<Line>): Moved {
  const [before, after] = [earlier?.declared ?? NOWHERE, later?.declared ?? NOWHERE];
  const [opening, closing] = [before.outstanding, after.outstanding];
  const disputed = { disputedBefore: before.disputedAmount, disputedAfter: after.disputedAmount };
  const line = { key, creditorName, opening, closing, ...disputed, ...UNMOVED };
  if (!earlier) return { ...line, kind: 'ADDED', added: closing };
  if (!later || isGone(later)) return { ...line, kind: 'REMOVED', removed: opening };
  const repaid = after.paid > before.paid ? after.paid - before.paid : 0n;
  const adjusted = closing - opening + repaid;
  return { ...line, kind: kindOf(later, repaid, adjusted), repaid, adjusted };
}

/** On a day on which there was no such line. */
const NOWHERE = { paid: 0n, outstanding: 0n, disputedAmount: 0n };

const isGone = ({ basis, answer, declared }: Line): boolean =>
  answer === 'DENIED' || (basis === 'LEFT' && declared.outstanding === 0n);

function kindOf({ basis }: Line, repaid: bigint, adjusted: bigint): DifferenceKind {
  if (basis === 'CLEARED') return 'CLEARED';
  if (repaid > 0n) return 'REPAID';
  return adjusted === 0n ? 'SAME' : 'ADJUSTED';
}
