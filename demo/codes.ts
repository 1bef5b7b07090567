import type { Random } from './random.ts';

/** The demo makes identifiers with its own code, so that the oracle does not rest on the readings it checks. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 11714: the check character of an organisation code's first eight. */
function organisationCheck(body: string): string {
  const weighted = [3, 7, 9, 10, 5, 8, 4, 2].map((weight, i) => weight * Number.parseInt(body.charAt(i), 36));
  const rest = 11 - (weighted.reduce((a, b) => a + b) % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/** GB 32100: the check character of a unified social credit code's first seventeen. */
function creditCheck(body: string): string {
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const weighted = weights.map((weight, i) => weight * ALPHABET.indexOf(body.charAt(i)));
  return ALPHABET.charAt((31 - (weighted.reduce((a, b) => a + b) % 31)) % 31);
}

/** GB/T 17710, mod 11,10: the check digit of a registration number's first fourteen. */
function registrationCheck(body: string): string {
  let product = 10;
  for (const digit of body) {
    const total = (product + Number(digit)) % 10;
    product = ((total === 0 ? 10 : total) * 2) % 11;
  }
  return String((11 - product) % 10);
}

export const isOrganisationCode = (text: string): boolean =>
  /^[0-9A-Z]{8}[0-9X]$/.test(text) && organisationCheck(text) === text[8];

export const isCreditCode = (text: string): boolean =>
  /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text) && creditCheck(text) === text[17];

export const isRegistrationNumber = (text: string): boolean =>
  /^\d{15}$/.test(text) && registrationCheck(text.slice(0, 14)) === text[14];

/** An organisation code (组织机构代码): older ones all digits, those since 2015 beginning with MA. */
export function makeOrganisationCode(random: Random): string {
  const body = random.chance(0.5)
    ? `${random.int(1, 9)}${random.digits(7)}`
    : `MA${random.pick('0123HNPQ')}${random.pick(ALPHABET)}${random.digits(4)}`;
  return body + organisationCheck(body);
}

/**
 * A unified social credit code (统一社会信用代码) around an organisation code. The prefix tells who registered it, and the
 * kind: 91 enterprise, 92 individual, 11 government, 12 institution.
 */
export function creditCodeOf(prefix: string, organisationCode: string): string {
  const body = `${prefix}${REGION}${organisationCode}`;
  return body + creditCheck(body);
}

/** Administrative division of the banner. */
const REGION = '150621';

export function oldTaxNumberOf(organisationCode: string): string {
  return REGION + organisationCode;
}

/** A 15-digit business registration number (工商注册号). */
export function makeRegistrationNumber(random: Random): string {
  const body = `${REGION}${random.digits(8)}`;
  return body + registrationCheck(body);
}

/**
 * A 15-digit text that is an old tax number of the organisation and just as well a registration number; null where the
 * code holds a letter.
 */
export function undecidableNumberOf(organisationCode: string): string | null {
  const regions = Array.from({ length: 100 }, (_, i) => `1506${String(i).padStart(2, '0')}`);
  return regions.map((region) => region + organisationCode).find(isRegistrationNumber) ?? null;
}
