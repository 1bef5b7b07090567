import { setImmediate as nextTurn } from 'node:timers/promises';
import { snapshot, type Database } from '../../../kit/database/database.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import type { Bundle } from '../../../kit/rules/fact.ts';
import { directoryBundle, unitBundle, unitsBundle } from '../facts/bundles.ts';
import { registersOf } from '../facts/registers.ts';
import type { DirectoryEntry, LedgerLine, UnitEntry } from '../model.ts';
import { chunksOf, directoryEntries, linesByReporters, reporters, unitEntries } from './records.ts';

/** Keys of the bundles of the two small tables. No unit's key holds a blank, so they collide with none. */
export const DIRECTORY = ' directory';
/** See `DIRECTORY`. */
export const UNITS = ' units';

/** A unit's bundle holds all its ledgers of all months. */
export const BUNDLES_AT_ONCE = 4;

/** The keys of the two small tables and of the units that have ledgers, in their order. */
export async function bundleKeysAfter(database: Database, after: string | null, limit: number): Promise<string[]> {
  const keys = [DIRECTORY, UNITS, ...(await reporters(database)).map(({ key }) => key)].sort();
  return keys.filter((key) => after === null || key > after).slice(0, limit);
}

/** Some statements for up to 50 units, and one for each 50 more. */
export async function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
  const wanted = new Set(keys);
  const { directory, entries, lines } = await snapshot(database, (moment) => rowsOfUnits(moment, wanted));
  const registers = registersOf(directory, entries);
  const bundles: Bundle[] = [];
  if (wanted.has(DIRECTORY)) bundles.push(directoryBundle(DIRECTORY, directory));
  if (wanted.has(UNITS)) bundles.push(unitsBundle(UNITS, entries));
  for (const [key, own] of lines) {
    bundles.push(unitBundle(key, own, registers, today));
    await nextTurn();
  }
  return bundles;
}

/** The two small tables, and all lines of some units. */
async function rowsOfUnits(moment: Database, wanted: ReadonlySet<string>): Promise<UnitRows> {
  const [directory, entries] = [await directoryEntries(moment), await unitEntries(moment)];
  const lines = new Map<string, LedgerLine[]>();
  for (const part of chunksOf((await reporters(moment)).filter(({ key }) => wanted.has(key)))) {
    const found = await linesByReporters(moment, part);
    for (const { key } of part) lines.set(key, found.get(key) ?? []);
  }
  return { directory, entries, lines };
}

interface UnitRows {
  directory: DirectoryEntry[];
  entries: UnitEntry[];
  lines: Map<string, LedgerLine[]>;
}
