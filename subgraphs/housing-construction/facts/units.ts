import type { DebtorKind, Ownership } from '../../../kit/rules/fact.ts';
import { readCode, type CodeReading } from '../../../kit/rules/identity.ts';
import type { Organisation, OrganisationKind } from '../model.ts';

const DEBTOR_KINDS: Partial<Record<OrganisationKind, DebtorKind>> = {
  GOVERNMENT: 'GOVERNMENT',
  PUBLIC_INSTITUTION: 'PUBLIC_INSTITUTION',
  STATE_ENTERPRISE: 'SOE',
  TOWN: 'TOWN',
};
const OWNERSHIPS: Partial<Record<OrganisationKind, Ownership>> = {
  STATE_ENTERPRISE: 'STATE',
  PRIVATE_ENTERPRISE: 'PRIVATE',
  INDIVIDUAL: 'INDIVIDUAL',
};

export const debtorKindOf = ({ kind }: Organisation): DebtorKind => (kind && DEBTOR_KINDS[kind]) ?? 'OTHER';
export const ownershipOf = ({ kind }: Organisation): Ownership | null => (kind && OWNERSHIPS[kind]) ?? null;
export const organisationLocation = (id: string): string => `hc_org id=${id}`;

/** The unit that an entry stands for: the end of its mergers, and the code by which that unit is known. */
export interface Unit {
  end: Organisation;
  code: CodeReading;
}

/** Finds the unit of an entry; null where there is no entry with that id. */
export type UnitFinder = (id: string) => Unit | null;

type ById = ReadonlyMap<string, Organisation>;

const byIdOf = (organisations: readonly Organisation[]): ById =>
  new Map(organisations.map((entry) => [entry.id, entry]));

/** A finder over these entries, one an id, which must hold every entry on the way of a merger. */
export function unitFinder(organisations: readonly Organisation[]): UnitFinder {
  const byId = byIdOf(organisations);
  const merged = mergedByEntry(organisations, byId);
  return (id) => {
    const { end } = wayFrom(id, byId);
    return end === null ? null : { end, code: codeOf([end, ...(merged.get(end.id) ?? [])]) };
  };
}

/** An entry and those it was merged into, one after the other. */
interface Way {
  entries: Organisation[];
  /**
   * Where it leads to: the last that there is; of mergers in a circle the entry with the smallest id, so that all of
   * them are one unit. Null: no entry.
   */
  end: Organisation | null;
  /** Those of the entries that lead round to themselves. */
  circle: Organisation[];
}

function wayFrom(id: string, byId: ById): Way {
  const entries = new Map<string, Organisation>();
  let next = byId.get(id);
  while (next && !entries.has(next.id)) {
    entries.set(next.id, next);
    next = next.mergedInto === null ? undefined : byId.get(next.mergedInto);
  }
  const way = [...entries.values()];
  const circle = next ? way.slice(way.indexOf(next)) : [];
  return { entries: way, end: [...circle].sort(byNumber)[0] ?? way.at(-1) ?? null, circle };
}

/** The entries whose merger leads nowhere: to an entry that is not there, round to itself, or to a deleted end. */
export function lostMergers(organisations: readonly Organisation[]): Organisation[] {
  const byId = byIdOf(organisations);
  return organisations.filter((entry) => {
    if (entry.mergedInto === null) return false;
    const { end, circle } = wayFrom(entry.id, byId);
    return !byId.has(entry.mergedInto) || circle.includes(entry) || (end !== entry && end?.deleted === true);
  });
}

/** For each entry those merged into it, directly or through others, by ascending id. */
function mergedByEntry(organisations: readonly Organisation[], byId: ById): Map<string, Organisation[]> {
  const merged = new Map<string, Organisation[]>();
  for (const entry of organisations.filter(({ mergedInto }) => mergedInto !== null).sort(byNumber)) {
    for (const { id } of wayFrom(entry.id, byId).entries.slice(1)) merged.set(id, [...(merged.get(id) ?? []), entry]);
  }
  return merged;
}

const byNumber = (a: Organisation, b: Organisation): number => (BigInt(a.id) < BigInt(b.id) ? -1 : 1);

/**
 * The first code that tells an organisation. What stands in the others is as good as nothing here: it is an issue of
 * its own row.
 */
function codeOf(entries: readonly Organisation[]): CodeReading {
  const codes = entries.map((entry) => readCode(entry.creditCode));
  return codes.find((code) => code.organisationCode !== null) ?? readCode(null);
}
