/** What is kept, as text: amounts are whole fen, which JSON has no number for. */
export function toText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? { fen: String(member) } : member));
}

/** What a text keeps. */
export function fromText(text: string): unknown {
  return JSON.parse(text, (_, member: unknown) => (isFen(member) ? BigInt(member.fen) : member)) as unknown;
}

const isFen = (value: unknown): value is { fen: string } =>
  typeof value === 'object' && value !== null && 'fen' in value && Object.keys(value).length === 1;
