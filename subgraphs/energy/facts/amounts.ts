import { fenOf, maxFen, type Fen } from '../../../kit/rules/money.ts';
import type { Figures, LedgerLine } from '../model.ts';
import { compactForm, hasStrangeDigits } from './texts.ts';

/** 万元 (10,000 yuan) is 10⁶ fen. */
const WAN_YUAN_POWER = 6;

/** An amount out of its text; null where the text is empty or cannot be read. */
interface AmountReading {
  fen: Fen | null;
  unreadable: boolean;
}

/** Digits with an optional fraction. More digits before it no sum of amounts could hold. */
const AMOUNT = /^\d{1,18}(\.\d+)?$/;

/**
 * Reads an amount in 万元: digits with an optional fraction, thousands commas and a trailing 万元 or 万 left out, and
 * nothing else; of digits of other widths the full ones alone count.
 */
export function readAmount(text: string | null): AmountReading {
  const clean = compactForm(text);
  if (clean === '') return { fen: null, unreadable: false };
  const digits = clean.replaceAll(',', '').replace(/万元?$/, '');
  const fen = AMOUNT.test(digits) && !hasStrangeDigits(text) ? fenOf(digits, WAN_YUAN_POWER) : null;
  return { fen, unreadable: fen === null };
}

/** A row's three amounts, made to agree with each other. */
export interface FigureReading extends Figures {
  /** What was typed as paid beyond the amount. It counts in nothing. */
  overpaid: Fen;
  /** The three do not add up, or more is typed as outstanding than as owed. */
  disagree: boolean;
  /** Texts of 已付 and 未付 that could not be read, and so count as empty. */
  unreadable: string[];
}

/**
 * What a row says is owed, paid and outstanding; null where its 欠款金额 cannot be read. An outstanding amount that is
 * typed stands.
 */
export function readFigures(line: LedgerLine): FigureReading | null {
  const { fen: amount } = readAmount(line.amountAsTyped);
  if (amount === null) return null;
  const [paid, typed] = [readAmount(line.paidAsTyped), readAmount(line.outstandingAsTyped)];
  const unpaid = amount - (paid.fen ?? 0n);
  const outstanding = typed.fen ?? maxFen(0n, unpaid);
  return {
    amount,
    outstanding,
    paid: maxFen(0n, amount - outstanding),
    overpaid: typed.fen === null ? maxFen(0n, -unpaid) : 0n,
    disagree: outstanding > amount || (paid.fen !== null && typed.fen !== null && outstanding !== unpaid),
    unreadable: [paid.unreadable ? line.paidAsTyped : null, typed.unreadable ? line.outstandingAsTyped : null].filter(
      (text) => text !== null,
    ),
  };
}

/** Whether nothing is typed in any of a row's amounts. */
export function hasNoAmounts(line: LedgerLine): boolean {
  return [line.amountAsTyped, line.paidAsTyped, line.outstandingAsTyped].every((text) => compactForm(text) === '');
}
