import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personalNumber } from '../support/personal-number.ts';
import {
  isCreditCode,
  isOrganisationCode,
  isRegistrationNumber,
  partyKey,
  partyOf,
  readCode,
} from '../../kit/rules/identity.ts';

const CREDIT_CODES = ['91350100M000100Y43', '91110000802100433B', '91110000600037341L', '9144030071526726XG'];
const ORGANISATION_CODES = ['D2143569X', 'M000100Y4', '802100433', '600037341', '71526726X'];
const REGISTRATION = '110108000000016';

/** People of 1980 who never were: right by their own check, and some by that of a credit code. */
const PERSONAL_NUMBERS = Array.from({ length: 1_000 }, (_, i) =>
  personalNumber(`15062119800101${String(i).padStart(3, '0')}`),
);

const DIGITS = Array.from('0123456789');
const LETTERS_AND_DIGITS = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const CREDIT_CODE_ALPHABET = LETTERS_AND_DIGITS.filter((character) => !'IOSVZ'.includes(character));

/** Every text that differs from this one in one character. */
function withOneWrong(text: string, characters: readonly string[]): string[] {
  return Array.from(text).flatMap((right, i) =>
    characters
      .filter((character) => character !== right)
      .map((character) => text.slice(0, i) + character + text.slice(i + 1)),
  );
}

describe('unified social credit codes', () => {
  test.each(CREDIT_CODES)('%s is one', (code) => expect(isCreditCode(code)).toBe(true));

  test.each([
    ...['91110000600037342L', '91110000600037341', '91110000600037341LL', '91110000600037341l', ''],
    ...['9111000060003734IL', ' 91110000600037341L', '91110000600037341L\n'],
  ])('%j is none', (code) => expect(isCreditCode(code)).toBe(false));

  test.each(CREDIT_CODES)('any single wrong character of %s is caught', (code) =>
    expect(withOneWrong(code, LETTERS_AND_DIGITS).filter(isCreditCode)).toEqual([]),
  );

  test('every character of the alphabet is the check character of a code, and only one fits', () => {
    const checks = CREDIT_CODE_ALPHABET.flatMap((last) =>
      CREDIT_CODE_ALPHABET.filter((check) => isCreditCode(`9111000080210043${last}${check}`)),
    );
    expect(checks.sort()).toEqual(CREDIT_CODE_ALPHABET);
  });

  test('a letter in places 3 to 8 is never right', () => {
    const letterWithin = [2, 3, 4, 5, 6, 7].map((i) => `${'91110000'.slice(0, i)}A${'91110000'.slice(i + 1)}802100433`);
    expect(
      letterWithin.flatMap((code) => CREDIT_CODE_ALPHABET.map((check) => code + check)).filter(isCreditCode),
    ).toEqual([]);
  });
});

describe('organisation codes', () => {
  test.each(ORGANISATION_CODES)('%s is one', (code) => expect(isOrganisationCode(code)).toBe(true));

  test.each(['D21435690', 'D2143569x', 'D2143569', 'D2143569XX', '00000000O', ''])('%j is none', (code) =>
    expect(isOrganisationCode(code)).toBe(false),
  );

  test.each(ORGANISATION_CODES)(
    'any single wrong character of %s is caught, but for one whose value is a multiple of 11 away',
    (code) => {
      // more the standard's check character cannot do: A is 10 and L is 21, both 10 mod 11
      const isBeyondIt = (wrong: string): boolean => {
        const i = Array.from(wrong).findIndex((character, at) => character !== code.charAt(at));
        return i < 8 && (parseInt(wrong.charAt(i), 36) - parseInt(code.charAt(i), 36)) % 11 === 0;
      };
      const wrongOnes = withOneWrong(code, LETTERS_AND_DIGITS);
      expect(wrongOnes.filter(isOrganisationCode)).toEqual(wrongOnes.filter(isBeyondIt));
    },
  );

  test('every check character is that of a code, X for 10', () => {
    const eleven = LETTERS_AND_DIGITS.slice(0, 11);
    const checks = eleven.flatMap((last) =>
      LETTERS_AND_DIGITS.filter((check) => isOrganisationCode(`D214356${last}${check}`)),
    );
    expect(checks.sort()).toEqual([...DIGITS, 'X']);
  });
});

describe('registration numbers', () => {
  test('the published one is one', () => expect(isRegistrationNumber(REGISTRATION)).toBe(true));

  test.each(['11010800000001', '1101080000000160', '11010800000001X', ''])('%j is none', (text) =>
    expect(isRegistrationNumber(text)).toBe(false),
  );

  test('any single wrong digit is caught', () =>
    expect(withOneWrong(REGISTRATION, DIGITS).filter(isRegistrationNumber)).toEqual([]));
});

describe('reading a code', () => {
  const reading = (organisationCode: string | null, creditCode: string | null = null): object => ({
    organisationCode,
    creditCode,
    invalid: false,
  });

  test.each(CREDIT_CODES)('%s holds its organisation code', (code) =>
    expect(readCode(code)).toEqual(reading(code.slice(8, 17), code)),
  );

  test('the check of a credit code does not rest on that of the organisation code within', () => {
    const within = CREDIT_CODES.map((code) => code.slice(8, 17));
    expect(within.filter(isOrganisationCode)).toEqual(within);
  });

  test.each([
    ['91110000-8021-0043-3B', '802100433'],
    ['  9111 0000 8021 0043 3b ', '802100433'],
    ['９１１１００００８０２１００４３３Ｂ', '802100433'],
    ['9111——0000802100433B', '802100433'],
    ['9111OOOO8O21OO433B', '802100433'],
    ['9III0000802I00433B', '802100433'],
  ])('%j, typed as people do', (typed, code) => expect(readCode(typed)).toEqual(reading(code, '91110000802100433B')));

  test.each([
    ['D2143569X', 'D2143569X'],
    ['d2143569-x', 'D2143569X'],
    ['80210043-3', '802100433'],
    ['8O21OO433', '802100433'],
  ])('%j is an organisation code', (typed, code) => expect(readCode(typed)).toEqual(reading(code)));

  test('O and I stay letters where the code is right with them', () => {
    // O = 24, weight 3: 72 mod 11 = 6, check 5; I = 18, weight 3: 54 mod 11 = 10, check 1
    expect(readCode('O00000005')).toEqual(reading('O00000005'));
    expect(readCode('I00000001')).toEqual(reading('I00000001'));
  });

  test.each([
    ['150621802100433', '802100433'],
    ['150621D2143569X', 'D2143569X'],
    ['15O621D2143569x', 'D2143569X'],
  ])('%s is an old tax number', (typed, code) => expect(readCode(typed)).toEqual(reading(code)));

  test('a registration number holds no code, and is no mistake', () =>
    expect(readCode(REGISTRATION)).toEqual(reading(null)));

  test('where both readings of 15 digits are right, neither is used', () => {
    // found by trying: six digits before an organisation code, until the whole is a registration number too
    const both = Array.from({ length: 1_000 }, (_, i) => `150${String(i).padStart(3, '0')}802100433`).filter(
      isRegistrationNumber,
    );
    expect(both.length).toBeGreaterThan(0);
    for (const text of both) expect(readCode(text)).toEqual(reading(null));
  });

  test.each([null, '', '  ', '\u3000', '--'])('%j is empty, and no mistake', (text) =>
    expect(readCode(text)).toEqual(reading(null)),
  );

  test.each([
    '91110000600037342L',
    '不详',
    '无',
    '0',
    '12345678',
    '110108000000017',
    '150621802100434',
    '1506218O210043',
  ])('%s is none of them', (text) =>
    expect(readCode(text)).toEqual({ organisationCode: null, creditCode: null, invalid: true }),
  );

  test.each([
    ...[
      '000000000',
      '0-0-0-0-0-0-0-0-0',
      '000000000000000',
      '000000000000000000',
      'OOOOOOOOO',
      '０００００００００',
      '111111111111111111',
    ],
    ...['123456789', '012345678', '890123456', '123456789012345', '123456789012345678', '456789012', 'XXXXXXXXX'],
  ])('%s is typed where there is none, whatever its checks say', (text) =>
    expect(readCode(text)).toEqual({ organisationCode: null, creditCode: null, invalid: true }),
  );

  test('one of the fillers would pass as an organisation code', () =>
    expect(isOrganisationCode('000000000')).toBe(true));

  test('a personal identity number is none, though it would pass as a credit code', () => {
    const passing = PERSONAL_NUMBERS.filter(isCreditCode);
    expect(passing.length).toBeGreaterThan(0);
    for (const text of passing)
      expect(readCode(text)).toEqual({ organisationCode: null, creditCode: null, invalid: true });
  });

  test('any single wrong character gives no code, or the right one', () => {
    for (const code of CREDIT_CODES) {
      const read = withOneWrong(code, LETTERS_AND_DIGITS).flatMap((wrong) => readCode(wrong).organisationCode ?? []);
      expect(read.filter((organisationCode) => organisationCode !== code.slice(8, 17))).toEqual([]);
    }
  });

  test('says of any text whether it is invalid, and never so with a code', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...LETTERS_AND_DIGITS, 'o', '０', '-', '\u3000'),
          minLength: 9,
          maxLength: 18,
        }),
        (text) => {
          const { organisationCode, creditCode, invalid } = readCode(text);
          return (
            !(invalid && organisationCode !== null) &&
            (creditCode === null || creditCode.slice(8, 17) === organisationCode)
          );
        },
      ),
    ));
});

describe('parties', () => {
  const byName = (name: string | null): string => partyKey(partyOf(name, readCode(null)), 'bd_corp pk_corp=1');

  test('are known by their code', () =>
    expect(partyKey(partyOf('某公司', readCode('91110000802100433B')), 'x')).toBe('802100433'));

  test('without one by their name in normal form', () => {
    expect(byName('草原建材（旗）有限公司')).toBe('草原建材(旗)有限公司');
    expect(byName(' 草原建材 【旗】 有限公司 ')).toBe(byName('草原建材（旗）有限公司'));
  });

  test.each(['', ' \u3000', null])('named %j by where they stand', (name) =>
    expect(byName(name)).toBe('?bd_corp pk_corp=1'),
  );

  test.each(['\u200b', ' \u200d\u2060 ', personalNumber('15062119800101001')])(
    'a name of which nothing may be seen, %j, is none',
    (name) => expect(byName(name)).toBe('?bd_corp pk_corp=1'),
  );

  test('a personal identity number in a name is not kept', () => {
    const number = personalNumber('15062119800101001');
    expect(partyOf(`王小明（${number}）`, readCode(null)).name).toBe(`王小明(公民身份号码…${number.slice(-2)})`);
  });

  test('keep their name as the book has it, trimmed', () =>
    expect(partyOf(' 草原 建材 ', readCode('91110000802100433B'))).toEqual({
      name: '草原 建材',
      organisationCode: '802100433',
      creditCode: '91110000802100433B',
    }));
});
