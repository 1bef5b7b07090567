/** The keys of a department's bundles, in the order in which everything is read. */
interface KeyOrder {
  /** Of bundles that rest on no row of their own. */
  first: readonly string[];
  /** Those that the books have, in their order; null: from the beginning. */
  idsAfter: (after: string | null, limit: number) => Promise<string[]>;
  /** Of what is looked for when everything else has been read. */
  last?: string;
}

/** At most so many keys after one; null: from the beginning. */
export async function bundleKeysIn(
  { first, idsAfter, last }: KeyOrder,
  after: string | null,
  limit: number,
): Promise<string[]> {
  if (last !== undefined && after === last) return [];
  const isId = after !== null && !first.includes(after);
  const fixed = isId ? [] : first.slice(first.indexOf(after ?? '') + 1).slice(0, limit);
  const ids = fixed.length < limit ? await idsAfter(isId ? after : null, limit - fixed.length) : [];
  const keys = [...fixed, ...ids];
  return last !== undefined && keys.length < limit ? [...keys, last] : keys;
}
