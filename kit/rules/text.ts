const BRACKETS: Readonly<Record<string, string>> = { '〔': '(', '【': '(', '[': '(', '〕': ')', '】': ')', ']': ')' };

/** Most texts: capitals, digits, marks and common Chinese characters stay as they are. */
const IN_NORMAL_FORM = /^[!-Z\\^_{|}~\u4E00-\u9FA5]*$/;

/**
 * A name, contract number or bill number in normal form, for comparing: NFKC, brackets 〔〕【】[] as (), no white space nor
 * invisible characters (Unicode's Cf), upper case. Taken until nothing changes any more, since an upper-case letter or
 * a removed blank can make a new compatibility form.
 */
export function normalForm(text: string): string {
  if (IN_NORMAL_FORM.test(text)) return text;
  const next = compatible(text)
    .toUpperCase()
    .replace(/[〔【[〕】\]]/g, (bracket) => BRACKETS[bracket] ?? bracket)
    .replace(/[\s\p{Cf}]/gu, '');
  return next === text ? next : normalForm(next);
}

/** Letters, digits and marks of ASCII, and common Chinese characters: most texts are nothing else. */
const PLAIN = /^[\x20-\x7E\u4E00-\u9FA5]*$/;

/** NFKC, at little cost where a text has nothing that it changes. */
export const compatible = (text: string): string => (PLAIN.test(text) ? text : text.normalize('NFKC'));

/** The text trimmed, or null where nothing is left: what an empty field of a book means. */
export function given(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** Marks that nobody sees: they steer or join text. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** The text on one line, without invisible and control characters; null where nothing is left. */
export function visible(text: string | null | undefined): string | null {
  return given(text?.replace(INVISIBLE, '').replace(/[\s\p{Cc}]+/gu, ' '));
}
