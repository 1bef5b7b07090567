import type { DebtorKind, Ownership } from '../../../kit/fact.ts';
import { readCode, type CodeReading } from '../../../kit/identity.ts';
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

/** A finder over these entries, which must hold every entry on the way of a merger. */
export function unitFinder(organisations: readonly Organisation[]): UnitFinder {
  const byId = new Map(organisations.map((entry) => [entry.id, entry]));
  const merged = mergedByEntry(organisations, byId);
  return (id) => {
    const end = chainFrom(id, byId).at(-1);
    return end === undefined ? null : { end, code: codeOf([end, ...(merged.get(end.id) ?? [])]) };
  };
}

/** An entry and those it was merged into, one after the other, up to the end. Mergers in a circle end where it closes, at the first entry that comes twice. */
function chainFrom(id: string, byId: ReadonlyMap<string, Organisation>): Organisation[] {
  const seen = new Set<string>();
  const chain: Organisation[] = [];
  for (let entry = byId.get(id); entry; entry = entry.mergedInto === null ? undefined : byId.get(entry.mergedInto)) {
    chain.push(entry);
    if (seen.has(entry.id)) break;
    seen.add(entry.id);
  }
  return chain;
}

/** For each entry those merged into it, directly or through others, by ascending id. */
function mergedByEntry(organisations: readonly Organisation[], byId: ReadonlyMap<string, Organisation>): Map<string, Organisation[]> {
  const merged = new Map<string, Organisation[]>();
  for (const entry of organisations.filter(({ mergedInto }) => mergedInto !== null).sort(byNumber)) {
    for (const { id } of chainFrom(entry.id, byId).slice(1)) merged.set(id, [...(merged.get(id) ?? []), entry]);
  }
  return merged;
}

const byNumber = (a: Organisation, b: Organisation): number => (BigInt(a.id) < BigInt(b.id) ? -1 : 1);

/** The first code that tells an organisation. What stands in the others is as good as nothing here: it is an issue of its own row. */
function codeOf(entries: readonly Organisation[]): CodeReading {
  const codes = entries.map((entry) => readCode(entry.creditCode));
  return codes.find((code) => code.organisationCode !== null) ?? readCode(null);
}
