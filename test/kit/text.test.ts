import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given, normalForm } from '../../kit/rules/text.ts';

/**
 * Any characters, and among them often those that change one another: letters, accents, blanks, brackets and
 * compatibility forms.
 */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
  .map((codePoint) => String.fromCodePoint(codePoint));
const tricky = fc.constantFrom(
  'e',
  'ß',
  'ı',
  '\u0390',
  '\u0301',
  '\u00a8',
  '\u0345',
  ' ',
  '\u3000',
  '［',
  '〔',
  '㈱',
  'ｶ',
  'ﾞ',
  '가',
  '\u1100',
  '\u1161',
);
const anyText = fc.string({ unit: fc.oneof(tricky, anyCharacter) });

describe('normal form', () => {
  test.each([
    ['达财采合〔2024〕015号', '达财采合(2024)015号'],
    ['达财采合【2024】015号', '达财采合(2024)015号'],
    ['达财采合[2024]015号', '达财采合(2024)015号'],
    ['达财采合（2024）015号', '达财采合(2024)015号'],
    ['达财采合［２０２４］０１５号', '达财采合(2024)015号'],
    [' 达财 采合\u3000(2024)\t015号\n', '达财采合(2024)015号'],
    ['达财\u200b采合\ufeff(2024)\u202e015\u00ad号', '达财采合(2024)015号'],
    ['fp-01a', 'FP-01A'],
    ['ｆｐ－０１', 'FP-01'],
    ['㈱', '(株)'],
    ['', ''],
    [' ', ''],
  ])('%j is %j', (text, form) => expect(normalForm(text)).toBe(form));

  test.each([
    // a small letter whose upper case can be put together of fewer characters, and one whose accent joins it when the
    // blank between goes
    ['\u0390', '\u03AA\u0301'],
    ['e \u0301', '\u00C9'],
  ])('%j is %j, in which nothing is left to change', (text, form) => expect(normalForm(text)).toBe(form));

  test('of a normal form is itself', () =>
    fc.assert(fc.property(anyText, (text) => normalForm(normalForm(text)) === normalForm(text))));

  test('does not depend on case, width, brackets or white space', () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9达财合]{0,20}$/),
        fc.constantFrom('〔〕', '【】', '[]', '（）', '()', '［］'),
        (text, brackets) => {
          const typed = `${brackets.charAt(0)} ${text.toUpperCase()}${brackets.charAt(1)}`;
          return normalForm(typed) === normalForm(`(${text})`);
        },
      ),
    ));

  test('has no white space, no square brackets and no small letters', () =>
    fc.assert(fc.property(anyText, (text) => !/[\s[\]〔〕【】a-z]/u.test(normalForm(text)))));
});

test.each([
  [' 说明 ', '说明'],
  ['\u3000说 明\n', '说 明'],
  ['0', '0'],
  ['', null],
  [' \u3000\t', null],
  [null, null],
  [undefined, null],
])('given %j is %j', (text, value) => expect(given(text)).toBe(value));
