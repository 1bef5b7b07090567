import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookContact, maskedPerson, maskedPhone, shownContact } from '../../kit/department/contact.ts';
import { COORDINATOR } from '../support/signed.ts';

describe('a masked name', () => {
  test.each([
    ['王小明', '王**'],
    ['王静', '王**'],
    ['娜仁花·巴雅尔', '娜**'],
    ['𠮷田', '𠮷**'],
    ['王', '**'],
    ['13812345678', '**'],
    ['(王静)', '**'],
  ])('%s → %s', (name, masked) => expect(maskedPerson(name)).toBe(masked));
});

describe('a masked telephone', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['１３８１２３４５６７８', '138****5678'],
    ['0477-8581234', '047****34'],
    ['(010) 8581-2345', '010****45'],
    ['8581234', '***'],
    ['110', '***'],
    ['13812345678/0477-8581234', '***'],
    ['13812345678 0477-8581234', '***'],
    ['13812345678王静', '***'],
    ['见名片', '***'],
  ])('%s → %s', (phone, masked) => expect(maskedPhone(phone)).toBe(masked));
});

const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 1, maxLength: 24 });
/** Any text, and often such as stand in a field for telephones. */
const anyPhone = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789０ -/()+*王')), maxLength: 24 }),
  digits,
);

describe('masking', () => {
  test('shows of a name its first character at the most, and nothing of its length', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const [first = ''] = name;
        expect(['**', `${first}**`]).toContain(maskedPerson(name));
      }),
    ));

  test('shows of a telephone no more than seven digits, and always hides four', () =>
    fc.assert(
      fc.property(digits, (phone) => {
        const masked = maskedPhone(phone);
        if (masked === '***') return;
        const [first = '', last = ''] = masked.split('****');
        expect(first).toBe(phone.slice(0, 3));
        expect(last).toBe(phone.slice(-last.length));
        expect(last.length).toBe(phone.length === 11 && phone.startsWith('1') ? 4 : 2);
        expect(phone.length - first.length - last.length).toBeGreaterThanOrEqual(4);
      }),
    ));

  test('shows of any text one of two forms', () =>
    fc.assert(
      fc.property(anyPhone, (phone) => {
        expect(maskedPhone(phone)).toMatch(/^(\*{3}|\d{3}\*{4}\d{2,4})$/);
      }),
    ));

  test('changes nothing that is masked already', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), anyPhone, (name, phone) => {
        expect(maskedPerson(maskedPerson(name))).toBe(maskedPerson(name));
        expect(maskedPhone(maskedPhone(phone))).toBe(maskedPhone(phone));
      }),
    ));
});

describe('the contact in two fields of a book', () => {
  test.each([
    [null, undefined],
    ['', '  '],
    ['无', '暂无'],
    ['—', '/'],
    ['\u200b', '\u0000'],
  ])('is none where they hold %j and %j', (person, phone) => expect(bookContact(person, phone)).toBeNull());

  test('is on one line, without characters that nobody sees', () =>
    expect(bookContact(' 王\u200b静\u202e ', '138\t1234\r\n5678\u0007')).toEqual({
      person: '王静',
      phone: '138 1234 5678',
    }));

  test('may be half of one', () => expect(bookContact('王静', '无')).toEqual({ person: '王静', phone: null }));

  test('is shown as it is to one who may read it and says what for, to others masked', () => {
    const contact = { person: '王静', phone: null };
    const caller = { ...COORDINATOR, contacts: true, purpose: '核对' };
    expect(shownContact(contact, caller)).toEqual({ person: '王静', phone: null, masked: false });
    for (const viewer of [COORDINATOR, { ...caller, purpose: null }, { ...caller, contacts: false }]) {
      expect(shownContact(contact, viewer)).toEqual({ person: '王**', phone: null, masked: true });
    }
    expect(shownContact(null, caller)).toBeNull();
    expect(shownContact(null, COORDINATOR)).toBeNull();
  });
});
