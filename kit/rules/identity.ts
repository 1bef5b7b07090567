import { withoutPersonalNumbers } from './personal-number.ts';
import { normalForm } from './text.ts';

/** GB 32100: the 31 characters of a unified social credit code (no I, O, S, V, Z). */
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 32100-2015: 18 characters of its alphabet, digits in places 3-8, check character by weights 3^i mod 31. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(text)) return false;
  let [sum, weight] = [0, 1];
  for (const character of text.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === text[17];
}

/** GB 11714: eight characters of 0-9 A-Z and a check character, mod 11, X for 10. */
export function isOrganisationCode(text: string): boolean {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(text)) return false;
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + weight * parseInt(text.charAt(i), 36), 0);
  return '0123456789X'[(11 - (sum % 11)) % 11] === text[8];
}

/** GB/T 17710, MOD 11,10: a 15-digit business registration number (工商注册号). It holds no organisation code. */
export function isRegistrationNumber(text: string): boolean {
  if (!/^\d{15}$/.test(text)) return false;
  let check = 10;
  for (const digit of text.slice(0, 14)) {
    check = (((check + Number(digit)) % 10 || 10) * 2) % 11;
  }
  return (check + Number(text[14])) % 10 === 1;
}

/** An old 15-character tax number: a six-digit region and an organisation code. */
function isOldTaxNumber(text: string): boolean {
  return /^\d{6}[0-9A-Z]{9}$/.test(text) && isOrganisationCode(text.slice(6));
}

/**
 * What a text in a field for codes turned out to be. `organisationCode` is null where there is none in it or no telling
 * which.
 */
export interface CodeReading {
  organisationCode: string | null;
  /** The unified social credit code, clean, where the text is one. */
  creditCode: string | null;
  /** The text is none of the codes that the field may hold. An empty field is not invalid. */
  invalid: boolean;
}

const NO_CODE: CodeReading = { organisationCode: null, creditCode: null, invalid: false };

/**
 * Reads a text that stands where a code belongs: clean first, and with O as 0 and I as 1 only where nothing else is
 * right.
 */
export function readCode(text: string | null): CodeReading {
  const clean = withoutPersonalNumbers(text ?? '')
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
  if (clean === '') return NO_CODE;
  return (
    readCleanCode(clean) ?? readCleanCode(clean.replace(/O/g, '0').replace(/I/g, '1')) ?? { ...NO_CODE, invalid: true }
  );
}

const DIGITS_IN_TURN = '01234567890123456789012345';

/**
 * What is typed where there is no code: one character throughout, or digits each following the last. Its checks may be
 * right all the same.
 */
const isFiller = (text: string): boolean => /^(.)\1*$/u.test(text) || DIGITS_IN_TURN.includes(text);

function readCleanCode(text: string): CodeReading | null {
  if (isFiller(text)) return null;
  if (isCreditCode(text)) return { organisationCode: text.slice(8, 17), creditCode: text, invalid: false };
  if (isOrganisationCode(text)) return { ...NO_CODE, organisationCode: text };
  const [taxNumber, registration] = [isOldTaxNumber(text), isRegistrationNumber(text)];
  if (taxNumber && !registration) return { ...NO_CODE, organisationCode: text.slice(6) };
  return registration ? NO_CODE : null;
}

/** A party as one row of a book knows it. */
export interface Party {
  /** As the book has it, trimmed; empty where the book has none, or nothing that can be seen or may be kept. */
  name: string;
  /** The organisation code (GB 11714), where the row's own code field gives one. */
  organisationCode: string | null;
  creditCode: string | null;
}

/** A party from its two fields. A name that is a personal identity number and nothing else is none. */
export function partyOf(name: string | null, code: CodeReading): Party {
  const shown = withoutPersonalNumbers((name ?? '').trim());
  const isName = normalForm(shown) !== '' && !/^公民身份号码…..$/u.test(shown);
  return { name: isName ? shown : '', organisationCode: code.organisationCode, creditCode: code.creditCode };
}

/**
 * The key of a party within its own book: its organisation code, else its name in normal form, else a key of its own
 * made from where it stands, so that two parties of whom nothing is known never count as one.
 */
export function partyKey(party: Party, location: string): string {
  return party.organisationCode ?? (normalForm(party.name) || `?${location}`);
}
