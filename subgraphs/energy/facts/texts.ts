/** What was typed, but full-width and compatibility characters made plain and ends trimmed: texts that are alike so are the same text. */
export function typedForm(text: string | null): string {
  return (text ?? '').normalize('NFKC').trim();
}

/** The same without any white space. */
export function compactForm(text: string | null): string {
  return (text ?? '').normalize('NFKC').replace(/\s/gu, '');
}
