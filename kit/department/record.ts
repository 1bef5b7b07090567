import { userError } from '../graphql/errors.ts';
import type { Day } from '../rules/dates.ts';

/** A record as it was asked for: the day of the debt that it stands in, where it stands in one. */
export interface AskedRecord {
  asOf?: Day;
}

/** What a record is referred to by. */
interface RecordReference {
  /** That of its debt. */
  id: string;
  asOf: Day;
}

/**
 * A debt's record, to be answered as of the debt's day: an error where the books have none, so that it is not missing
 * without a word.
 */
export async function recordOn<Record extends AskedRecord>(
  { id, asOf }: RecordReference,
  loaded: Promise<Record | null> | null,
): Promise<Record> {
  const record = await loaded;
  if (record === null) throw userError('NOT_FOUND', `The books have no record ${id}.`);
  return { ...record, asOf };
}
