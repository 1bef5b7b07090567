import type { Database, Row } from '../../../kit/database.ts';
import { AGENCIES, TAXPAYERS } from './bundles.ts';
import { rowsOf, type Query } from '../../../kit/reading.ts';

/**
 * Bundles whose facts rest on a row that has changed since an instant. Plans, documents and projects are read live: no fact rests on them.
 * An agency's code that was typed anew, or a payable moved to another contract, shows in its old contract when everything is read again.
 */
export async function bundleKeysChangedSince(database: Database, since: Date): Promise<string[]> {
  const changed = (table: string): Query => rowsOf(database, table).where(`${table}.UPDATE_TIME`, '>=', localTime(since));
  const keys = await Promise.all([
    contractIds(changed('CT_CONTRACT_INFO')),
    contractIds(changed('AP_PAYABLE')),
    contractIds(changed('PAY_VOUCHER_BILL').join('AP_PAYABLE', 'AP_PAYABLE.PAYABLE_ID', 'PAY_VOUCHER_BILL.PAYABLE_ID')),
    contractIds(rowsOf(database, 'CT_CONTRACT_INFO').whereIn('AGENCY_CODE', changed('BAS_AGENCY_INFO').select('AGENCY_CODE'))),
    keyIfAny(changed('BAS_AGENCY_INFO').select('AGENCY_ID'), AGENCIES),
    keyIfAny(changed('TAX_ARREARS').select('TAX_ID'), TAXPAYERS),
  ]);
  return [...new Set(keys.flat())];
}

async function contractIds(query: Query): Promise<string[]> {
  const rows: Row[] = await query.distinct('CT_ID');
  return rows.map((row) => row['CT_ID'] ?? '');
}

async function keyIfAny(query: Query, key: string): Promise<string[]> {
  const rows: Row[] = await query.limit(1);
  return rows.length > 0 ? [key] : [];
}

/** Asia/Shanghai, UTC+8, as the system's own clock writes UPDATE_TIME. */
function localTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
