import { dayOf } from './dates.ts';

const LENGTH = 18;
/** GB 11643: 17 digits and a check character, of a region that there is. */
const FORM = /^(1[1-9]|[2-5]\d|6[0-5]|71|8[1-3])\d{15}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * GB 11643-1999: a citizen's identity number (公民身份号码), with a date of birth from 1900 on and a right check character.
 */
export function isPersonalNumber(text: string): boolean {
  if (!FORM.test(text)) return false;
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number);
  if (year === undefined || year < 1900 || dayOf(year, month ?? 0, day ?? 0) === null) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17];
}

/**
 * A text as it may be shown and kept: of a personal identity number in it, however it is typed, no more than that it is
 * one, and its last two characters. A text without one stays as it is.
 */
export function withoutPersonalNumbers(text: string): string {
  if (text.length < LENGTH) return text;
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .toUpperCase();
  return hiddenIn(plain) ?? hiddenIn(plain.replace(/O/g, '0').replace(/I/g, '1')) ?? text;
}

function hiddenIn(text: string): string | null {
  for (let i = 0; i + LENGTH <= text.length; i += 1) {
    const number = text.slice(i, i + LENGTH);
    if (!isPersonalNumber(number)) continue;
    const rest = text.slice(i + LENGTH);
    return `${text.slice(0, i)}公民身份号码…${number.slice(-2)}${hiddenIn(rest) ?? rest}`;
  }
  return null;
}
