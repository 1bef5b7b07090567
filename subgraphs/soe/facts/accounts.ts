import { believed, FIRST_DAY, type Day } from '../../../kit/rules/dates.ts';
import { fenOfFine, PLACES_BELOW_FEN, type Fen } from '../../../kit/rules/money.ts';
import type { Account, RawMovement } from '../../../kit/rules/states.ts';
import type { PayableLine, WriteOff } from '../model.ts';

const isPayment = (writeOff: WriteOff): boolean => writeOff.paymentLineId !== null;
/** Whether an amount has been settled, on whatever day. */
const hasHappened = ({ undone, inForce }: WriteOff): boolean => inForce && !undone;

/**
 * The movements of a line's amount and of what was paid on it: its write-offs (核销), not what the line or its document
 * says.
 */
export function accountOf(
  line: PayableLine,
  incurredOn: Day | null,
  { writeOffs }: { writeOffs: ReadonlyMap<string, readonly WriteOff[]> },
  today: Day,
): Account {
  const happened = (writeOffs.get(line.id) ?? []).filter(hasHappened);
  const movement = ({ settledOn, amount }: WriteOff): RawMovement => ({
    on: believed(settledOn.day, today) ?? incurredOn ?? FIRST_DAY,
    value: amount,
  });
  return {
    incurredOn,
    places: PLACES_BELOW_FEN,
    gross: line.payableAmount,
    creditNotes: happened.filter((writeOff) => !isPayment(writeOff)).map(movement),
    payments: happened.filter(isPayment).map(movement),
  };
}

/** Write-offs by the day they were settled on, those without a readable one first. */
export function oldestFirst(writeOffs: readonly WriteOff[]): WriteOff[] {
  const order = ({ settledOn, id }: WriteOff): string => `${settledOn.day ?? FIRST_DAY} ${id}`;
  return [...writeOffs].sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** What has been written off by today. One without a readable day has been. */
export interface WrittenOff {
  payments: WriteOff[];
  redLetters: WriteOff[];
}

/** The write-offs that count by today, oldest first. */
export function writtenOffUpTo(writeOffs: readonly WriteOff[], today: Day): WrittenOff {
  const isPast = ({ settledOn }: WriteOff): boolean => (believed(settledOn.day, today) ?? FIRST_DAY) <= today;
  const counted = oldestFirst(writeOffs).filter((writeOff) => hasHappened(writeOff) && isPast(writeOff));
  return { payments: counted.filter(isPayment), redLetters: counted.filter((writeOff) => !isPayment(writeOff)) };
}

/** Write-offs summed, then rounded. */
export function sumOf(writeOffs: readonly WriteOff[]): Fen {
  return fenOfFine(writeOffs.reduce((sum, { amount }) => sum + amount, 0n));
}
