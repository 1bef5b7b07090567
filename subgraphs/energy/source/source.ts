import type { BookContact } from '../../../kit/department/contact.ts';
import type { Database } from '../../../kit/database/database.ts';
import { assertShape } from '../../../kit/database/shape.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import type { Books } from '../../../kit/rules/fact.ts';
import type { LedgerLine, LedgerRow, LedgerRowFilter, RecordBound, ReportingUnit } from '../model.ts';
import { bundleKeysAfter, BUNDLES_AT_ONCE, bundlesByKeys } from './bundles.ts';
import { contactsByLines, contactsByUnits } from './contacts.ts';
import { watchChanges } from './changes.ts';
import { debtsLeftPage, recordPage, reportingUnitPage } from './lists.ts';
import { recordsByUnits } from './records.ts';
import { shape } from './tables.ts';

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

/** Bundles are reporting units, by their names in normal form, and the two small tables. */
export function energySource(database: Database): EnergySource {
  const watch = watchChanges(database);
  return {
    bundlesAtOnce: BUNDLES_AT_ONCE,
    assertShape: () => assertShape(database, shape),
    bundleKeysAfter: async (after, limit) => {
      if (after === null) await watch.begin();
      return bundleKeysAfter(database, after, limit);
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
