import { snapshot, type Database } from '../../../kit/database.ts';
import type { Day } from '../../../kit/dates.ts';
import type { Bundle } from '../../../kit/fact.ts';
import { agenciesBundle, contractBundle, taxpayersBundle } from '../facts/bundles.ts';
import type { Agency, ContractFile, TaxArrears } from '../model.ts';
import { read } from '../../../kit/reading.ts';
import { agenciesByCodes, contractsByIds, onlyInForce, payablesByContractIds, vouchersByContractIds } from './records.ts';
import { agencies, contracts, taxArrears } from './tables.ts';

/** Key of a bundle of rows that belong to no contract. A contract's bundle has the contract's id, a UUID, as its key. */
export const AGENCIES = 'agencies';
/** See `AGENCIES`. */
export const TAXPAYERS = 'taxpayers';
const FIXED_KEYS = [AGENCIES, TAXPAYERS];

/** The fixed keys, then the ids of the contracts in force. */
export async function bundleKeysAfter(database: Database, after: string | null, limit: number): Promise<string[]> {
  if (after !== null && !FIXED_KEYS.includes(after)) return contractIdsAfter(database, after, limit);
  const fixed = FIXED_KEYS.slice(FIXED_KEYS.indexOf(after ?? '') + 1).slice(0, limit);
  return [...fixed, ...(await contractIdsAfter(database, '', limit - fixed.length))];
}

async function contractIdsAfter(database: Database, after: string, limit: number): Promise<string[]> {
  const idOnly = { name: contracts.name, columns: { id: contracts.columns.id } };
  const found = await read(database, idOnly, onlyInForce, (query) => query.where('CT_ID', '>', after).orderBy('CT_ID').limit(limit));
  return found.map(({ id }) => id);
}

/** Seven statements at the most, however many keys. */
export function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
  const contractIds = keys.filter((key) => !FIXED_KEYS.includes(key));
  return snapshot(database, async (books) => [
    ...(keys.includes(AGENCIES) ? [agenciesBundle(AGENCIES, await agenciesInForce(books))] : []),
    ...(keys.includes(TAXPAYERS) ? [taxpayersBundle(TAXPAYERS, await allTaxArrears(books))] : []),
    ...(await contractFilesByIds(books, contractIds)).map((file) => contractBundle(file, today)),
  ]);
}

const agenciesInForce = (database: Database): Promise<Agency[]> => read(database, agencies, onlyInForce);

const allTaxArrears = (database: Database): Promise<TaxArrears[]> => read(database, taxArrears);

async function contractFilesByIds(database: Database, ids: readonly string[]): Promise<ContractFile[]> {
  if (ids.length === 0) return [];
  const found = [...(await contractsByIds(database, ids)).values()];
  const codes = [...new Set(found.map((contract) => contract.agencyCode))];
  const agenciesOfCode = await agenciesByCodes(database, codes);
  const payablesOfContract = await payablesByContractIds(database, ids);
  const vouchersOfPayable = await vouchersByContractIds(database, ids);
  return found.map((contract) => ({
    contract,
    agencies: agenciesOfCode.get(contract.agencyCode) ?? [],
    payables: payablesOfContract.get(contract.id) ?? [],
    vouchers: vouchersOfPayable,
  }));
}
