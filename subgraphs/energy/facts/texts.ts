import { compatible, normalForm } from '../../../kit/rules/text.ts';

/**
 * What was typed, but full-width and compatibility characters made plain and ends trimmed: texts that are alike so are
 * the same text.
 */
export function typedForm(text: string | null): string {
  return compatible(text ?? '').trim();
}

/** The same without any white space. */
export function compactForm(text: string | null): string {
  return compatible(text ?? '').replace(/\s/gu, '');
}

/** A reporting unit's key: it is one, however its name was typed. */
export const unitKey = (name: string): string => normalForm(name);

/** Whether NFKC makes a digit of anything but a full-width one: ①, ² or 𝟓 are no figures of a sum or a date. */
export function hasStrangeDigits(text: string | null): boolean {
  return Array.from(text ?? '').some(
    (character) => !/[0-9０-９]/.test(character) && /[0-9]/.test(character.normalize('NFKC')),
  );
}
