import { expect, test } from 'vitest';
import {
  creditCodeOf,
  isCreditCode,
  isOrganisationCode,
  isRegistrationNumber,
  makeOrganisationCode,
  makeRegistrationNumber,
  undecidableNumberOf,
} from '../../demo/codes.ts';
import { Random } from '../../demo/random.ts';

test.each(['91350100M000100Y43', '91110000802100433B', '91110000600037341L', '9144030071526726XG'])(
  '%s is a credit code',
  (code) => {
    expect(isCreditCode(code)).toBe(true);
    expect(isOrganisationCode(code.slice(8, 17))).toBe(true);
  },
);

test('published vectors', () => {
  expect(isOrganisationCode('D2143569X')).toBe(true);
  expect(isRegistrationNumber('110108000000016')).toBe(true);
  expect(isCreditCode('91110000600037342L')).toBe(false);
});

test('what is made is valid', () => {
  const random = new Random('codes');
  for (let i = 0; i < 500; i += 1) {
    const code = makeOrganisationCode(random);
    expect(isOrganisationCode(code)).toBe(true);
    expect(isCreditCode(creditCodeOf('91', code))).toBe(true);
    expect(isRegistrationNumber(makeRegistrationNumber(random))).toBe(true);
  }
});

test('a number may be an old tax number and a registration number at once', () => {
  const number = undecidableNumberOf('802100433') ?? '';
  expect(isRegistrationNumber(number)).toBe(true);
  expect(isOrganisationCode(number.slice(6))).toBe(true);
  expect(undecidableNumberOf('D2143569X')).toBeNull();
});
