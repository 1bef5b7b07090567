import { describe, expect, test } from 'vitest';
import { isPersonalNumber, withoutPersonalNumbers } from '../../kit/rules/personal-number.ts';
import { personalNumber } from '../support/personal-number.ts';

/** The standard's own example, and its check character. */
const EXAMPLE = '11010519491231002X';

describe('personal identity numbers', () => {
  test.each([EXAMPLE, personalNumber('44052419800101001')])('%s is one', (text) =>
    expect(isPersonalNumber(text)).toBe(true),
  );

  test.each([
    ['a wrong check character', '110105194912310020'],
    ['a region that there is not', personalNumber('10010519491231002')],
    ['a region that there is not', personalNumber('70010519491231002')],
    ['a day that the calendar lacks', personalNumber('11010519490230002')],
    ['a date before 1900', personalNumber('11010518991231002')],
    ['a letter', '1101051949123100AX'],
    ['seventeen digits', '11010519491231002'],
  ])('%s makes it none: %s', (_, text) => expect(isPersonalNumber(text)).toBe(false));

  test.each(['11', '65', '71', '81', '83'])('region %s is one', (region) =>
    expect(isPersonalNumber(personalNumber(`${region}010519491231002`))).toBe(true),
  );
});

describe('what is shown of a text', () => {
  test.each([
    [EXAMPLE, '公民身份号码…2X'],
    ['11010519491231002x', '公民身份号码…2X'],
    ['110105 19491231 002X', '公民身份号码…2X'],
    ['110105-19491231-002X', '公民身份号码…2X'],
    ['11010519491231\u200b002X', '公民身份号码…2X'],
    ['１１０１０５１９４９１２３１００２Ｘ', '公民身份号码…2X'],
    ['11O1O51949I23IOO2X', '公民身份号码…2X'],
    [`王小明 ${EXAMPLE} 13812345678`, '王小明公民身份号码…2X13812345678'],
    [EXAMPLE + EXAMPLE, '公民身份号码…2X公民身份号码…2X'],
  ])('%j is %s', (typed, shown) => expect(withoutPersonalNumbers(typed)).toBe(shown));

  test.each(['91110000802100433B', '110105194912310020', ' 草原 建材 ', ''])('%j stays as it is', (text) =>
    expect(withoutPersonalNumbers(text)).toBe(text),
  );
});
