import DataLoader from 'dataloader';

/** As many keys as a statement is given at once. */
export const BATCH = { maxBatchSize: 500 } as const;

/** Loads by key; what `missing` says where there is nothing. One read for all that is asked for in a tick. */
export function loaderByKeys<Found, Missing>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
  missing: Missing,
): DataLoader<string, Found | Missing> {
  return new DataLoader(async (keys) => {
    const found = await read(keys);
    return keys.map((key) => found.get(key) ?? missing);
  }, BATCH);
}
