import { createHash } from 'node:crypto';
import type { Database } from '../../../kit/database/database.ts';
import { addMonths, localDay } from '../../../kit/rules/dates.ts';
import { unitKey } from '../facts/texts.ts';
import { DIRECTORY, UNITS } from './bundles.ts';
import { directoryEntries, importsFrom, reporters, unitEntries } from './records.ts';

/** Imports for months longer ago than this are found when everything is read again. */
const MONTHS_WATCHED = 3;

/** The tables have no clock: what has changed shows only beside what was there at the last look. */
interface Look {
  imports: ImportState[];
  directory: string;
  units: string;
}

interface ImportState {
  month: string;
  unit: string;
  /** Month, name as typed, last batch and number of rows. */
  state: string;
}

/** Finds bundles that have changed by looking again and again. */
interface ChangeWatch {
  /** The first look. Before everything is read: whatever changes from then on is found. */
  begin(): Promise<void>;
  /**
   * Keys found changed in this look, and in earlier ones that asked about the same instant: whoever asks again has not
   * read those.
   */
  keysChangedSince(since: Date): Promise<string[]>;
}

/** A watch over one database. Its memory is a line for each unit and month. */
export function watchChanges(database: Database): ChangeWatch {
  let last: Look | null = null;
  const found = new Map<string, Date>();
  return {
    begin: async () => {
      last = await lookFrom(database, '');
    },
    keysChangedSince: async (since) => {
      const firstMonth = addMonths(localDay(since), -MONTHS_WATCHED).slice(0, 7).replace('-', '');
      const now = await lookFrom(database, firstMonth);
      const keys = last === null ? [] : await changedKeys(database, last, now, firstMonth);
      last = now;
      for (const key of keys) found.set(key, since);
      for (const [key, asked] of found) if (asked < since) found.delete(key);
      return [...found.keys()];
    },
  };
}

async function lookFrom(database: Database, firstMonth: string): Promise<Look> {
  const rows = await importsFrom(database, firstMonth);
  return {
    imports: rows.map((row) => ({ month: row.month, unit: unitKey(row.unit), state: JSON.stringify(row) })),
    directory: digestOf(await directoryEntries(database)),
    units: digestOf(await unitEntries(database)),
  };
}

/** Every unit's facts rest on the two small tables. */
async function changedKeys(database: Database, last: Look, now: Look, firstMonth: string): Promise<string[]> {
  const registers = [
    ...(last.directory === now.directory ? [] : [DIRECTORY]),
    ...(last.units === now.units ? [] : [UNITS]),
  ];
  if (registers.length > 0)
    return [...registers, ...(await reporters(database)).map(({ key }) => key), ...changedUnits(last, now, firstMonth)];
  return changedUnits(last, now, firstMonth);
}

function changedUnits(last: Look, now: Look, firstMonth: string): string[] {
  const [before, after] = [last, now].map((look) => new Set(look.imports.map(({ state }) => state)));
  const changed = [
    ...last.imports.filter(({ month, state }) => month >= firstMonth && !after?.has(state)),
    ...now.imports.filter(({ state }) => !before?.has(state)),
  ];
  return [...new Set(changed.map(({ unit }) => unit))];
}

function digestOf(entries: readonly object[]): string {
  const texts = entries.map((entry) => JSON.stringify(entry)).sort();
  return createHash('sha256').update(texts.join('\n')).digest('base64');
}
