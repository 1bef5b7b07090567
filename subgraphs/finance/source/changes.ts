import type { Database } from '../../../kit/database/database.ts';
import { clocked, clockedRows, clockText, LOCAL } from '../../../kit/source/clocks.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import { rowsOf, type Query } from '../../../kit/source/table.ts';
import { valuesBehind, valuesIn } from '../../../kit/source/values.ts';
import { AGENCIES, keysOfContracts, TAXPAYERS } from './bundles.ts';
import { agencies, contracts, payables, taxArrears, vouchers } from './tables.ts';

/** Tables whose rows facts rest on. */
const CLOCKED = clocked([contracts, payables, vouchers, agencies, taxArrears]);

export const changedRows = (database: Database): NonNullable<Books['stampsWithin']> =>
  clockedRows(database, CLOCKED, LOCAL);

/**
 * Bundles whose facts rest on a row that has changed since an instant. Plans, documents and projects are read live: no
 * figure rests on them. An agency's code that was typed anew, or a payable moved to another contract, shows in its old
 * contract when everything is read again; so does a row that leads nowhere. From table to table it goes by keys, in
 * statements of their own: tables may compare them differently.
 */
export async function bundleKeysChangedSince(database: Database, since: Date): Promise<string[]> {
  const changed = (table: string): Query => rowsOf(database, table).where('UPDATE_TIME', '>=', clockText(since, LOCAL));
  const [ofContracts, ofPayables, payableIds, agencyCodes, taxpayerIds] = await Promise.all([
    valuesIn(changed('CT_CONTRACT_INFO'), 'CT_ID'),
    valuesIn(changed('AP_PAYABLE'), 'CT_ID'),
    valuesIn(changed('PAY_VOUCHER_BILL'), 'PAYABLE_ID'),
    valuesIn(changed('BAS_AGENCY_INFO'), 'AGENCY_CODE'),
    valuesIn(changed('TAX_ARREARS').limit(1), 'TAX_ID'),
  ]);
  const contractIds = (table: string, column: string, keys: readonly string[]): Promise<string[]> =>
    valuesBehind(database, { table, column, keys }, 'CT_ID');
  const ids = [
    ...ofContracts,
    ...ofPayables,
    ...(await contractIds('AP_PAYABLE', 'PAYABLE_ID', payableIds)),
    ...(await contractIds('CT_CONTRACT_INFO', 'AGENCY_CODE', agencyCodes)),
  ];
  const fixed = [...(agencyCodes.length > 0 ? [AGENCIES] : []), ...(taxpayerIds.length > 0 ? [TAXPAYERS] : [])];
  return [...new Set([...fixed, ...(await keysOfContracts(database, ids))])];
}
