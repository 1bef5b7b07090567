import type { Database, Row } from '../../../kit/database/database.ts';
import { read, rowsOf } from '../../../kit/source/table.ts';
import type { BillPayment } from '../model.ts';
import { distinctIdsAfter, rowIds } from './ids.ts';
import { payments } from './tables.ts';

/** Ids that a statement looks for, all of them in an index. */
const IDS_AT_ONCE = 1_000;

/**
 * Payments whose bill is not in the books at all. Their contract cannot be told, so all payments' bills are looked for,
 * some at a time.
 */
export async function strayPayments(database: Database): Promise<BillPayment[]> {
  const strays: BillPayment[] = [];
  for (let after: string | null = null, more = true; more;) {
    const ids: string[] = await distinctIdsAfter(database, 'hc_payment', 'bill_id', { after, limit: IDS_AT_ONCE });
    const known: Row[] = await rowsOf(database, 'hc_bill').whereIn('id', rowIds(ids)).select('id');
    const there = new Set(known.map((row) => row['id']));
    const lost = ids.filter((id) => !there.has(id));
    if (lost.length > 0)
      strays.push(...(await read(database, payments, (query) => query.whereIn('bill_id', rowIds(lost)))));
    more = ids.length === IDS_AT_ONCE;
    after = ids.at(-1) ?? null;
  }
  return strays;
}
