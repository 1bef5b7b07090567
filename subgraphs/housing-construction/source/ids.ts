/** Ids as the database compares them. A text that is no number of BIGINT UNSIGNED is no row's id and is left out. */
export function rowIds(ids: readonly string[]): bigint[] {
  return ids.flatMap((id) => rowId(id) ?? []);
}

/** Null where the text is no number from 0 to 2⁶⁴ - 1. */
export function rowId(id: string): bigint | null {
  if (!/^\d{1,20}$/.test(id)) return null;
  const number = BigInt(id);
  return BigInt.asUintN(64, number) === number ? number : null;
}
