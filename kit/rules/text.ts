const BRACKETS: Readonly<Record<string, string>> = { '〔': '(', '【': '(', '[': '(', '〕': ')', '】': ')', ']': ')' };

/**
 * A name, contract number or bill number in normal form, for comparing: NFKC, brackets 〔〕【】[] as (), no white space nor
 * invisible characters (Unicode's Cf), upper case. Taken until nothing changes any more, since an upper-case letter or
 * a removed blank can make a new compatibility form.
 */
export function normalForm(text: string): string {
  const next = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[〔【[〕】\]]/g, (bracket) => BRACKETS[bracket] ?? bracket)
    .replace(/[\s\p{Cf}]/gu, '');
  return next === text ? next : normalForm(next);
}

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
