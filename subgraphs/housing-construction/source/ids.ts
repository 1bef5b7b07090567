/** Ids as the database compares them. A text that is no 64-bit number is no row's id and is left out. */
export function rowIds(ids: readonly string[]): bigint[] {
  return ids.flatMap((id) => rowId(id) ?? []);
}

/** Null where the text is no 64-bit number. */
export function rowId(id: string): bigint | null {
  if (!/^\d{1,19}$/.test(id)) return null;
  const number = BigInt(id);
  return BigInt.asIntN(64, number) === number ? number : null;
}
