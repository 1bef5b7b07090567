import type { DebtorKind, EnterpriseScale, Ownership } from '../../../kit/rules/fact.ts';
import { readCode, type Party } from '../../../kit/rules/identity.ts';
import { normalForm } from '../../../kit/rules/text.ts';
import type { DirectoryEntry, UnitEntry } from '../model.ts';
import { typedForm } from './texts.ts';

const SCALES: ReadonlyMap<string, EnterpriseScale> = new Map([
  ['大型', 'LARGE'],
  ['中型', 'MEDIUM'],
  ['小型', 'SMALL'],
  ['微型', 'MICRO'],
]);
const OWNERSHIPS: ReadonlyMap<string, Ownership> = new Map([
  ['民营', 'PRIVATE'],
  ['国有', 'STATE'],
  ['外资', 'FOREIGN'],
  ['个体', 'INDIVIDUAL'],
]);
const KINDS: ReadonlyMap<string, DebtorKind> = new Map([
  ['政府部门', 'GOVERNMENT'],
  ['事业单位', 'PUBLIC_INSTITUTION'],
  ['国有企业', 'SOE'],
  ['苏木镇', 'TOWN'],
]);

/** What a creditor is, as far as the directory says. */
export interface Company {
  scale: EnterpriseScale | null;
  ownership: Ownership | null;
}

/** What the bureau's two lists say of the parties that ledgers name. */
export interface Registers {
  kindOf(debtor: Party): DebtorKind;
  companyOf(creditor: Party): Company;
}

const UNKNOWN: Company = { scale: null, ownership: null };

/**
 * The two lists, ready for looking up: an enterprise by its name, else a former name, else its code; the first entry
 * counts.
 */
export function registersOf(directory: readonly DirectoryEntry[], units: readonly UnitEntry[]): Registers {
  const byName = firstByKey(directory, ({ name }) => normalForm(name));
  const byFormerName = firstByKey(directory, ({ formerName }) => normalForm(formerName ?? ''));
  const byCode = firstByKey(directory, ({ creditCode }) => readCode(creditCode).organisationCode ?? '');
  const unitsByName = firstByKey(units, ({ name }) => normalForm(name));
  return {
    kindOf: ({ name }) => kindOfUnit(unitsByName.get(normalForm(name)) ?? null),
    companyOf: ({ name, organisationCode }) => {
      const key = normalForm(name);
      const entry = byName.get(key) ?? byFormerName.get(key) ?? byCode.get(organisationCode ?? '');
      return entry ? companyOfEntry(entry) : UNKNOWN;
    },
  };
}

/** 企业规模 and 企业性质 of a directory entry; null where they are empty or say something else. */
export function companyOfEntry({ scale, ownership }: DirectoryEntry): Company {
  return { scale: SCALES.get(typedForm(scale)) ?? null, ownership: OWNERSHIPS.get(typedForm(ownership)) ?? null };
}

/** 单位类别 of a reporting unit; one that is not in the list, or without a category, is OTHER. */
export function kindOfUnit(unit: UnitEntry | null): DebtorKind {
  return KINDS.get(typedForm(unit?.category ?? null)) ?? 'OTHER';
}

function firstByKey<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry> {
  const keyed = entries.map((entry) => [keyOf(entry), entry] as const).filter(([key]) => key !== '');
  return new Map(keyed.reverse());
}
