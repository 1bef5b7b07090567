/**
 * What nobody sees, or what moves what is seen: control and format characters, Unicode's own line ends, and all that
 * fonts are to ignore.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * JSON in which each character is seen as what it is: no text can end a line for whoever shows it, turn it round or
 * hide in it.
 */
export function plainJson(value: unknown): string {
  return visible(JSON.stringify(value));
}

/** A text in which nothing is unseen. */
export function visible(text: string): string {
  return text.replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
