/** Items of which the first are there. */
interface Begun<Item> {
  first: readonly Item[];
  /** Whether there are no others. */
  isAll: boolean;
  /** All of them, the first included; to be gone through once. */
  items: AsyncIterable<Item>;
}

/** Waits for so many, so that what is wrong with them is still told. */
export async function begun<Item>(items: AsyncIterable<Item>, count: number): Promise<Begun<Item>> {
  const [rest, first] = [items[Symbol.asyncIterator](), [] as Item[]];
  while (first.length < count) {
    const next = await rest.next();
    if (next.done) return { first, isAll: true, items: joined(first, rest) };
    first.push(next.value);
  }
  return { first, isAll: false, items: joined(first, rest) };
}

/** What has been told is not kept. */
async function* joined<Item>(first: Item[], rest: AsyncIterator<Item>): AsyncIterable<Item> {
  try {
    yield* first.splice(0);
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
