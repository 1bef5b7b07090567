/** A text of 1 to 200 characters, none of which could forge a line of the audit trail or hide in it. */
export function isShortText(text: string): boolean {
  return /^[^\p{Cc}\p{Cf}\u2028\u2029]{1,200}$/u.test(text);
}
