import type { Database, Row } from '../../../kit/database/database.ts';
import { clockedRows, UTC, type ClockedTable } from '../../../kit/source/clocks.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import { ORGANISATIONS } from '../facts/organisations.ts';
import { unitFinder } from '../facts/units.ts';
import { rowIds } from './ids.ts';
import { utcText } from './instants.ts';
import { organisationsAround } from './mergers.ts';
import { bills, contracts, organisations, payments, projects } from './tables.ts';
import { rowsOf, type Query } from '../../../kit/source/table.ts';

/** Keys that a statement is given at once. */
const CHUNK = 500;

/** Tables whose rows facts rest on. */
const CLOCKED = [organisations, projects, contracts, bills, payments].map(({ name, columns }): ClockedTable => ({
  table: name,
  key: columns.id.name,
  clock: columns.changedAt.name,
}));

export const changedRows = (database: Database): NonNullable<Books['stampsWithin']> =>
  clockedRows(database, CLOCKED, UTC);

/**
 * Bundles whose facts rest on a row that has changed since an instant, those of deleted rows too. Plans, documents and
 * deposits are read live: no fact rests on them. A merger undone, or a bill moved to another contract, shows in what it
 * left when everything is read again.
 */
export async function bundleKeysChangedSince(database: Database, since: Date): Promise<string[]> {
  const changed = (table: string): Query => rowsOf(database, table).where(`${table}.updated_at`, '>=', utcText(since));
  const keys = await Promise.all([
    keyIfAny(ORGANISATIONS, [changed('hc_org'), changed('hc_project'), changed('hc_contract')]),
    idsIn(changed('hc_contract'), 'hc_contract.id'),
    idsIn(withContracts(changed('hc_project')), 'hc_contract.id'),
    idsIn(changed('hc_bill'), 'hc_bill.contract_id'),
    idsIn(changed('hc_payment').join('hc_bill', 'hc_bill.id', 'hc_payment.bill_id'), 'hc_bill.contract_id'),
    contractsOfChangedUnits(database, changed('hc_org')),
  ]);
  return [...new Set(keys.flat())];
}

const withContracts = (projects: Query): Query =>
  projects.join('hc_contract', 'hc_contract.project_id', 'hc_project.id');

async function keyIfAny(key: string, queries: readonly Query[]): Promise<string[]> {
  const found = await Promise.all(queries.map((query) => query.limit(1).select('id')));
  return found.flat().length > 0 ? [key] : [];
}

async function idsIn(query: Query, column: string): Promise<string[]> {
  const rows: Row[] = await query.distinct({ id: column });
  return rows.flatMap((row) => row['id'] ?? []);
}

/** A changed entry may change the name or the code of every entry of its unit. */
async function contractsOfChangedUnits(database: Database, changed: Query): Promise<string[]> {
  const changedIds = await idsIn(changed, 'hc_org.id');
  if (changedIds.length === 0) return [];
  const entries = await organisationsAround(database, changedIds);
  const unitOf = unitFinder(entries);
  const units = new Set(changedIds.map((id) => unitOf(id)?.end.id));
  return contractsOfOrganisations(
    database,
    entries.map(({ id }) => id).filter((id) => units.has(unitOf(id)?.end.id)),
  );
}

async function contractsOfOrganisations(database: Database, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let i = 0; i < ids.length; i += CHUNK) {
    const chunk = rowIds(ids.slice(i, i + CHUNK));
    const ofOwners = rowsOf(database, 'hc_project').whereIn('owner_org_id', chunk);
    found.push(...(await idsIn(withContracts(ofOwners), 'hc_contract.id')));
    found.push(...(await idsIn(rowsOf(database, 'hc_contract').whereIn('contractor_id', chunk), 'hc_contract.id')));
  }
  return found;
}
