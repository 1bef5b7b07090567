import type { Database, Row } from '../../../kit/database/database.ts';
import { clockText, LOCAL, clockedRows, type ClockedTable } from '../../../kit/source/clocks.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import { batchesOf, rowsOf, type Query } from '../../../kit/source/table.ts';
import { AGENCIES, keysOfContracts, TAXPAYERS } from './bundles.ts';

const clocked = (table: string, key: string): ClockedTable => ({ table, key, clock: 'UPDATE_TIME' });

/** Tables whose rows facts rest on. */
const CLOCKED: readonly ClockedTable[] = [
  clocked('CT_CONTRACT_INFO', 'CT_ID'),
  clocked('AP_PAYABLE', 'PAYABLE_ID'),
  clocked('PAY_VOUCHER_BILL', 'VOUCHER_ID'),
  clocked('BAS_AGENCY_INFO', 'AGENCY_ID'),
  clocked('TAX_ARREARS', 'TAX_ID'),
];

export const changedRows = (database: Database): NonNullable<Books['stampsWithin']> =>
  clockedRows(database, CLOCKED, LOCAL);

/**
 * Bundles whose facts rest on a row that has changed since an instant. Plans, documents and projects are read live: no
 * figure rests on them.
 * An agency's code that was typed anew, or a payable moved to another contract, shows in its old contract when
 * everything is read again; so does
 * a row that leads nowhere. From table to table it goes by keys, in statements of their own: tables may compare them
 * differently.
 */
export async function bundleKeysChangedSince(database: Database, since: Date): Promise<string[]> {
  const changed = (table: string): Query => rowsOf(database, table).where('UPDATE_TIME', '>=', clockText(since, LOCAL));
  const [ofContracts, ofPayables, payables, agencyCodes, taxpayers] = await Promise.all([
    valuesIn(changed('CT_CONTRACT_INFO'), 'CT_ID'),
    valuesIn(changed('AP_PAYABLE'), 'CT_ID'),
    valuesIn(changed('PAY_VOUCHER_BILL'), 'PAYABLE_ID'),
    valuesIn(changed('BAS_AGENCY_INFO'), 'AGENCY_CODE'),
    valuesIn(changed('TAX_ARREARS').limit(1), 'TAX_ID'),
  ]);
  const ids = [
    ...ofContracts,
    ...ofPayables,
    ...(await contractIds(database, 'AP_PAYABLE', 'PAYABLE_ID', payables)),
    ...(await contractIds(database, 'CT_CONTRACT_INFO', 'AGENCY_CODE', agencyCodes)),
  ];
  const fixed = [...(agencyCodes.length > 0 ? [AGENCIES] : []), ...(taxpayers.length > 0 ? [TAXPAYERS] : [])];
  return [...new Set([...fixed, ...(await keysOfContracts(database, ids))])];
}

async function contractIds(
  database: Database,
  table: string,
  column: string,
  keys: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const batch of batchesOf(keys))
    found.push(...(await valuesIn(rowsOf(database, table).whereIn(column, batch), 'CT_ID')));
  return found;
}

async function valuesIn(query: Query, column: string): Promise<string[]> {
  const rows: Row[] = await query.distinct(column);
  return rows.map((row) => row[column] ?? '');
}
