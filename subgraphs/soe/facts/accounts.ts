import { FIRST_DAY, type Day } from '../../../kit/dates.ts';
import { roundHalfUp, type Fen } from '../../../kit/money.ts';
import type { Account, RawMovement } from '../../../kit/states.ts';
import type { FineAmount, PayableLine, WriteOff } from '../model.ts';

/** The ERP has six places below the fen. */
const PLACES_BELOW_FEN = 6;

/** An amount of the ERP in whole fen, rounded half up. Sums are made before. */
export const fenOfFine = (amount: FineAmount): Fen => roundHalfUp(amount, PLACES_BELOW_FEN);

const isPayment = (writeOff: WriteOff): boolean => writeOff.paymentLineId !== null;

/** The movements of a line's amount and of what was paid on it: its write-offs (核销), not what the line or its document says. */
export function accountOf(
  line: PayableLine,
  incurredOn: Day | null,
  { writeOffs }: { writeOffs: ReadonlyMap<string, readonly WriteOff[]> },
): Account {
  const happened = (writeOffs.get(line.id) ?? []).filter(({ undone }) => !undone);
  const movement = ({ settledOn, amount }: WriteOff): RawMovement => ({ on: settledOn.day ?? incurredOn ?? FIRST_DAY, value: amount });
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

/** What has been written off up to a day. One without a readable day has been. */
export interface WrittenOff {
  payments: WriteOff[];
  redLetters: WriteOff[];
}

/** The write-offs that count up to a day, oldest first. */
export function writtenOffUpTo(writeOffs: readonly WriteOff[], day: Day): WrittenOff {
  const counted = oldestFirst(writeOffs).filter(({ undone, settledOn }) => !undone && (settledOn.day ?? FIRST_DAY) <= day);
  return { payments: counted.filter(isPayment), redLetters: counted.filter((writeOff) => !isPayment(writeOff)) };
}

/** Write-offs summed, then rounded. */
export function sumOf(writeOffs: readonly WriteOff[]): Fen {
  return fenOfFine(writeOffs.reduce((sum, { amount }) => sum + amount, 0n));
}
