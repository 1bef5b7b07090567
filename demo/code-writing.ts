import { isRegistrationNumber, makeRegistrationNumber, oldTaxNumberOf, undecidableNumberOf } from './codes.ts';
import type { Party } from './parties.ts';
import type { Random } from './random.ts';

/** What was typed into a field for codes, and what it says. */
export interface WrittenCode {
  text: string | null;
  /** The organisation code that it gives; null where it gives none. */
  code: string | null;
  /** It is none of the codes that a field may hold. */
  invalid: boolean;
}

/**
 * Ways in which codes are typed, and how often. Those of the last line give no code; WRONG, CUT and WORDS are invalid.
 */
export const CODE_STYLES = {
  ...{ CLEAN: 60, LOWER: 4, FULL_WIDTH: 3, LETTER_O: 4, LETTER_I: 3, SPACED: 3, HYPHENED: 2 },
  ...{ ORGANISATION: 4, ORGANISATION_HYPHENED: 2, ORGANISATION_O: 2, TAX_NUMBER: 4 },
  ...{ EMPTY: 12, BLANK: 2, REGISTRATION: 4, UNDECIDABLE: 2, WRONG: 3, CUT: 1, WORDS: 1 },
};
export type CodeStyle = keyof typeof CODE_STYLES;

/** Where nobody knows a party's code, these are what stands in the field. */
export const CODELESS_STYLES: readonly CodeStyle[] = ['EMPTY', 'EMPTY', 'BLANK', 'REGISTRATION', 'WRONG', 'WORDS'];

/** A column of fewer characters has no room for spaces or hyphens in a credit code. */
const ROOMY = 24;

interface Field {
  random: Random;
  /** Characters that the column holds. */
  width: number;
}

const WRITERS: Record<CodeStyle, (party: Party, field: Field) => WrittenCode> = {
  CLEAN: (party) => gives(party, party.creditCode),
  LOWER: (party) => gives(party, party.creditCode.toLowerCase()),
  FULL_WIDTH: (party) => gives(party, fullWidth(party.creditCode)),
  LETTER_O: (party) => gives(party, party.creditCode.replaceAll('0', 'O')),
  LETTER_I: (party) => gives(party, party.creditCode.replaceAll('1', 'I')),
  SPACED: (party, { width }) => gives(party, width < ROOMY ? party.creditCode : spaced(party.creditCode)),
  HYPHENED: (party, { width }) => gives(party, width < ROOMY ? party.creditCode : hyphened(party.creditCode)),
  ORGANISATION: (party) => gives(party, party.organisationCode),
  ORGANISATION_HYPHENED: (party) =>
    gives(party, `${party.organisationCode.slice(0, 8)}-${party.organisationCode.slice(8)}`),
  // one letter only: several wrong characters may cancel out in the check of eleven
  ORGANISATION_O: (party) => gives(party, party.organisationCode.replace('0', 'O')),
  TAX_NUMBER: taxNumber,
  EMPTY: () => emptyCode(null),
  BLANK: (_, { random }) => emptyCode(random.pick(['', ' '])),
  REGISTRATION: (_, { random }) => emptyCode(makeRegistrationNumber(random)),
  UNDECIDABLE: (party, { random }) =>
    emptyCode(undecidableNumberOf(party.organisationCode) ?? makeRegistrationNumber(random)),
  WRONG: (party, { random }) => invalid(wrongByOne(party.creditCode, random)),
  CUT: (party) => invalid(party.creditCode.slice(0, 17)),
  WORDS: (_, { random }) => invalid(random.pick(['无', '待补办', '见营业执照'])),
};

export function writeCode(style: CodeStyle, party: Party, field: Field): WrittenCode {
  return WRITERS[style](party, field);
}

/** A field that gives no code and is no issue. */
export const emptyCode = (text: string | null): WrittenCode => ({ text, code: null, invalid: false });

const gives = ({ organisationCode }: Party, text: string): WrittenCode => ({
  text,
  code: organisationCode,
  invalid: false,
});
const invalid = (text: string): WrittenCode => ({ text, code: null, invalid: true });

/** Latin letters and digits in the width of Chinese characters. */
export const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const spaced = (code: string): string => ` ${code.slice(0, 6)} ${code.slice(6, 12)}\u3000${code.slice(12)}`;
const hyphened = (code: string): string => `${code.slice(0, 8)}-${code.slice(8, 16)}-${code.slice(16)}`;

/** Where it is a registration number just as well, it gives no code. */
function taxNumber(party: Party): WrittenCode {
  const text = oldTaxNumberOf(party.organisationCode);
  return isRegistrationNumber(text) ? emptyCode(text) : gives(party, text);
}

function wrongByOne(creditCode: string, random: Random): string {
  const place = random.int(8, 16);
  const others = Array.from('23456789').filter((digit) => digit !== creditCode[place]);
  return creditCode.slice(0, place) + random.pick(others) + creditCode.slice(place + 1);
}
