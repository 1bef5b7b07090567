import type { Row } from '../rows.ts';

/** A row before its number. */
export interface Draft {
  row: Row;
  /** Where a debt's row is noted, once it has its place. */
  note: (location: string) => void;
}
