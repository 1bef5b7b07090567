import { snapshot, type Database } from '../../../kit/database/database.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import type { Bundle } from '../../../kit/rules/fact.ts';
import { bundleKeysIn } from '../../../kit/source/bundle-keys.ts';
import { orphanIssues } from '../../../kit/source/orphans.ts';
import { keyForm, read, type Table } from '../../../kit/source/table.ts';
import { agenciesBundle, contractBundle, orphansBundle, taxpayersBundle } from '../facts/bundles.ts';
import type { Contract, ContractFile } from '../model.ts';
import {
  agenciesByCodes,
  payablesByContractIds,
  projectsByCodes,
  standingContractsByIds,
  standingVouchersByPayableIds,
} from './records.ts';
import { notDeleted } from './in-force.ts';
import { references } from './references.ts';
import { agencies, contracts, taxArrears } from './tables.ts';

/**
 * Key of a bundle of rows that belong to no contract. A contract's bundle has the contract's id, a UUID, as its key.
 */
export const AGENCIES = 'agencies';
/** See `AGENCIES`. */
export const TAXPAYERS = 'taxpayers';
const FIXED_KEYS = [AGENCIES, TAXPAYERS];
/** Rows that lead nowhere: looked for last, and only when everything is read. */
const ORPHANS = 'orphans';

/** The fixed keys, then the ids of the contracts that are not deleted, then that of orphans. */
export function bundleKeysAfter(database: Database, after: string | null, limit: number): Promise<string[]> {
  const idsAfter = (id: string | null, most: number): Promise<string[]> => contractIdsAfter(database, id ?? '', most);
  return bundleKeysIn({ first: FIXED_KEYS, idsAfter, last: ORPHANS }, after, limit);
}

async function contractIdsAfter(database: Database, after: string, limit: number): Promise<string[]> {
  const idOnly: Table<Pick<Contract, 'id'>> = { name: contracts.name, columns: { id: contracts.columns.id } };
  const found = await read(database, idOnly, notDeleted(contracts.name), (query) =>
    query.where('CT_ID', '>', after).orderBy('CT_ID').limit(limit).distinct(),
  );
  return keysOfContracts(
    database,
    found.map(({ id }) => id),
  );
}

/** Contracts' bundles have their keys in the form that is one where the books take ids for one. */
export async function keysOfContracts(database: Database, ids: readonly string[]): Promise<string[]> {
  return ids.map(await keyForm(database, contracts.name, 'CT_ID'));
}

/** Some statements, however many keys, and those that look for orphans. */
export async function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
  const contractIds = keys.filter((key) => ![...FIXED_KEYS, ORPHANS].includes(key));
  const orphans = keys.includes(ORPHANS) ? [orphansBundle(ORPHANS, await orphanIssues(database, references))] : [];
  const found = await snapshot(database, async (books) => ({
    agencies: keys.includes(AGENCIES) ? await read(books, agencies, notDeleted(agencies.name)) : null,
    taxpayers: keys.includes(TAXPAYERS) ? await read(books, taxArrears) : null,
    files: await keyedContractFiles(books, contractIds),
  }));
  return [
    ...(found.agencies ? [agenciesBundle(AGENCIES, found.agencies)] : []),
    ...(found.taxpayers ? [taxpayersBundle(TAXPAYERS, found.taxpayers)] : []),
    ...found.files.map(({ key, file }) => contractBundle(key, file, today)),
    ...orphans,
  ];
}

async function keyedContractFiles(
  books: Database,
  ids: readonly string[],
): Promise<{ key: string; file: ContractFile }[]> {
  const files = await contractFilesByIds(books, ids);
  const keys = await keysOfContracts(
    books,
    files.map(({ contract }) => contract.id),
  );
  return files.map((file, i) => ({ key: keys[i] ?? file.contract.id, file }));
}

async function contractFilesByIds(database: Database, ids: readonly string[]): Promise<ContractFile[]> {
  if (ids.length === 0) return [];
  const found = [...(await standingContractsByIds(database, ids)).values()];
  const agenciesOfCode = await agenciesByCodes(
    database,
    found.map(({ agencyCode }) => agencyCode),
  );
  const projects = await projectsByCodes(
    database,
    found.flatMap(({ projectCode }) => projectCode ?? []),
  );
  const payablesOfContract = await payablesByContractIds(database, ids);
  const payableIds = [...payablesOfContract.values()].flatMap((rows) => rows.map(({ id }) => id));
  const vouchers = await standingVouchersByPayableIds(database, payableIds);
  return found.map((contract) => ({
    contract,
    agencies: agenciesOfCode.get(contract.agencyCode) ?? [],
    hasProject: contract.projectCode === null || projects.has(contract.projectCode),
    payables: payablesOfContract.get(contract.id) ?? [],
    vouchers,
  }));
}
