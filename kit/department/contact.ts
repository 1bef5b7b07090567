import { visible } from '../rules/text.ts';
import { mayReadContacts, type Viewer } from '../trust/viewer.ts';

/** Whom to ask about a debt, as a book has it. Personal data: read for one answer, and kept nowhere. */
export interface BookContact {
  person: string | null;
  phone: string | null;
}

/** The same as a caller is shown it. */
export interface ShownContact extends BookContact {
  masked: boolean;
}

/** What clerks type where there is nobody, or no number. */
const NOBODY = /^(暂?无|没有|不详|[-—－/／]+)$/u;

/** The contact that stands in two fields of a book; null where it is in neither. */
export function bookContact(person: string | null | undefined, phone: string | null | undefined): BookContact | null {
  const contact = { person: visibleText(person), phone: visibleText(phone) };
  return contact.person === null && contact.phone === null ? null : contact;
}

function visibleText(text: string | null | undefined): string | null {
  const shown = visible(text);
  return shown === null || NOBODY.test(shown) ? null : shown;
}

/** A contact for a caller: the book's words for one who may read contacts and says what for, for all others masked. */
export function shownContact(contact: BookContact | null, viewer: Viewer): ShownContact | null {
  if (contact === null || mayReadContacts(viewer)) return contact && { ...contact, masked: false };
  const { person, phone } = contact;
  return { person: person && maskedPerson(person), phone: phone && maskedPhone(phone), masked: true };
}

/** 王小明 → 王**. However long the name; of one that is a single character, or begins with no letter, nothing is shown. */
export function maskedPerson(name: string): string {
  const [first = '', ...others] = name;
  return `${others.length > 0 && /\p{L}/u.test(first) ? first : ''}**`;
}

/** Digits and how they are set apart; anything else is no number, or more than one. */
const NUMBER = /^[\d\s()+-]+$/;
const MASKED_NUMBER = /^\d{3}\*{4}\d{2,4}$/;

/** 13812345678 → 138****5678, 0477-8581234 → 047****34. Of a text that is not one whole number nothing is shown. */
export function maskedPhone(phone: string): string {
  if (MASKED_NUMBER.test(phone)) return phone;
  const text = phone.normalize('NFKC');
  const digits = text.replace(/\D/g, '');
  if (!NUMBER.test(text) || digits.length < 10 || digits.length > 12) return '***';
  return `${digits.slice(0, 3)}****${digits.slice(/^1\d{10}$/.test(digits) ? -4 : -2)}`;
}
