import type { BookContact } from '../../../kit/department/contact.ts';
import { snapshot, type Database } from '../../../kit/database/database.ts';
import { assertShape } from '../../../kit/database/shape.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import type { Books, Bundle } from '../../../kit/rules/fact.ts';
import { directoryBundle, unitBundle, unitsBundle } from '../facts/bundles.ts';
import { registersOf } from '../facts/registers.ts';
import type {
  DirectoryEntry,
  LedgerLine,
  LedgerRow,
  LedgerRowFilter,
  RecordBound,
  ReportingUnit,
  UnitEntry,
} from '../model.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunksOf, debtsLeftPage, recordPage, recordsByUnits, reportingUnitPage } from './bureau.ts';
import { contactsByLines, contactsByUnits } from './contacts.ts';
import { DIRECTORY, UNITS, watchChanges } from './changes.ts';
import { directoryEntries, linesByReporters, reporters, unitEntries } from './selects.ts';
import { shape } from './shape.ts';

/** The energy bureau's database, read live. */
export interface EnergySource extends Books {
  /**
   * The records of all debts in some units' ledgers; a unit's key is that of its bundle. Two statements for up to 50
   * units.
   */
  ledgerRowsByUnits(units: readonly string[], today: Day): Promise<LedgerRow[]>;
  /** 责任人 and 联系电话 of lines, in their order. One statement. */
  contactsByLines(lines: readonly LedgerLine[]): Promise<(BookContact | null)[]>;
  /** 联系人 of all reporting units. */
  contactsByUnits(): Promise<Map<string, BookContact | null>>;
  /** Records that a filter picks, by unit, then id, after a bound. */
  ledgerRows(filter: LedgerRowFilter, first: number, after: RecordBound | null, today: Day): Promise<LedgerRow[]>;
  /** Records of debts that left the ledger, of one unit or all, by unit, then id, after a bound. */
  debtsLeft(reportingUnit: string | null, first: number, after: RecordBound | null, today: Day): Promise<LedgerRow[]>;
  /**
   * Reporting units by name, after one; only those that are overdue, or only those that are not, where that is asked.
   */
  reportingUnits(overdue: boolean | null, first: number, after: string | null, today: Day): Promise<ReportingUnit[]>;
}

/** A unit's bundle holds all its ledgers of all months. */
const UNITS_AT_ONCE = 4;

/** Bundles are reporting units, by their names in normal form, and the two small tables. */
export function energySource(database: Database): EnergySource {
  const watch = watchChanges(database);
  return {
    bundlesAtOnce: UNITS_AT_ONCE,
    assertShape: () => assertShape(database, shape),
    bundleKeysAfter: async (after, limit) => {
      if (after === null) await watch.begin();
      const keys = [DIRECTORY, UNITS, ...(await reporters(database)).map(({ key }) => key)].sort();
      return keys.filter((key) => after === null || key > after).slice(0, limit);
    },
    bundleKeysChangedSince: (since) => watch.keysChangedSince(since),
    bundlesByKeys: (keys, today) => bundlesByKeys(database, keys, today),
    ledgerRowsByUnits: (units, today) => recordsByUnits(database, units, today),
    contactsByLines: (lines) => contactsByLines(database, lines),
    contactsByUnits: () => contactsByUnits(database),
    ledgerRows: (filter, first, after, today) => recordPage(database, filter, first, after, today),
    debtsLeft: (reportingUnit, first, after, today) => debtsLeftPage(database, reportingUnit, first, after, today),
    reportingUnits: (overdue, first, after, today) => reportingUnitPage(database, overdue, first, after, today),
  };
}

async function bundlesByKeys(database: Database, keys: readonly string[], today: Day): Promise<Bundle[]> {
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
