import { creditCodeOf, makeOrganisationCode } from '../codes.ts';
import type { Row } from '../rows.ts';
import { typedContact } from '../contacts.ts';
import { personName, phoneNumber } from '../names.ts';
import type { Party } from '../parties.ts';
import { at, Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { TruthDebt } from '../truth.ts';
import type { WrittenCode } from '../code-writing.ts';
import type { WrittenParty } from '../writing.ts';
import type { Snowflakes } from './snowflakes.ts';

/** An owner or contractor by the end of its mergers, and the entries that contracts and projects may name. */
export interface WrittenUnit {
  entryIds: string[];
  endId: string;
  written: WrittenParty;
  debtorKind: TruthDebt['debtorKind'];
  ownership: TruthDebt['ownership'];
  scale: TruthDebt['scale'];
  /** The end of its mergers is deleted. */
  isDeleted: boolean;
}

/**
 * How a party came to stand in the platform: once; twice or thrice and merged since; with a code that only a merged
 * entry gives, or two of them each their own; merged into an entry that is not there, or round to itself; deleted,
 * though its contracts are not; or without a name.
 */
type Fate =
  | 'ONCE'
  | 'MERGED'
  | 'CHAIN'
  | 'CODE_OF_MERGED'
  | 'CODE_DOWN_CHAIN'
  | 'TWO_CODES'
  | 'DANGLING'
  | 'CIRCLE'
  | 'DELETED'
  | 'NAMELESS';

interface Entry {
  id: string;
  nameText: string;
  normal: string;
  code: WrittenCode;
  mergedInto: string | null;
  /** Its merger leads nowhere. */
  isLost: boolean;
  isDeleted: boolean;
}

const KINDS: Record<Party['kind'], number | null> = {
  GOVERNMENT: 1,
  PUBLIC_INSTITUTION: 2,
  SOE: 3,
  TOWN: 6,
  OTHER: null,
};
const CREDITOR_KINDS = { STATE: 3, PRIVATE: 4, FOREIGN: 4, INDIVIDUAL: 5 };
/** What the platform's kinds of units say of an owner, and of a contractor. */
const DEBTOR_KINDS: Record<number, WrittenUnit['debtorKind']> = {
  1: 'GOVERNMENT',
  2: 'PUBLIC_INSTITUTION',
  3: 'SOE',
  6: 'TOWN',
};
const OWNERSHIPS: Record<number, WrittenUnit['ownership']> = { 3: 'STATE', 4: 'PRIVATE', 5: 'INDIVIDUAL' };
const SCALES = { LARGE: 1, MEDIUM: 2, SMALL: 3, MICRO: 4 };
const NO_CODE: WrittenCode = { text: null, code: null, invalid: false };

/** Writes the units (参建单位), each when a contract first needs it, and their mentions when all contracts are written. */
export class UnitWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #ids: Snowflakes;
  readonly #fates: Record<'OWNER' | 'CONTRACTOR', Deck<Fate>>;
  readonly #units = new Map<Party, WrittenUnit>();
  readonly #entries: { entry: Entry; code: string | null; kind: number }[] = [];
  readonly #owners = new Set<string>();
  readonly #contractors = new Set<string>();

  constructor(scene: Scene, rows: Row[], ids: Snowflakes) {
    this.#scene = scene;
    this.#rows = rows;
    this.#ids = ids;
    const copies = {
      ONCE: 36,
      MERGED: 3,
      CHAIN: 2,
      CODE_OF_MERGED: 2,
      CODE_DOWN_CHAIN: 2,
      TWO_CODES: 1,
      DANGLING: 1,
      CIRCLE: 1,
      DELETED: 1,
      NAMELESS: 1,
    };
    this.#fates = {
      OWNER: new Deck(scene.random, { ...copies, ONCE: 16 }),
      CONTRACTOR: new Deck(scene.random, copies),
    };
  }

  unitOf(party: Party, role: 'OWNER' | 'CONTRACTOR'): WrittenUnit {
    const known = this.#units.get(party);
    if (known) return known;
    const unit = this.#write(party, party.isTwin ? 'ONCE' : this.#fates[role].draw());
    this.#units.set(party, unit);
    return unit;
  }

  /** The entry that a project names as its owner, where the project is not deleted. */
  useAsOwner(unit: WrittenUnit, entryId: string): void {
    for (const id of [entryId, unit.endId]) this.#owners.add(id);
  }

  useAsContractor(unit: WrittenUnit, entryId: string): void {
    for (const id of [entryId, unit.endId]) this.#contractors.add(id);
  }

  #write(party: Party, fate: Fate): WrittenUnit {
    const entries = party.codeKnown
      ? this.#entriesOf(party, fate)
      : [this.#entry(party, this.#scene.clerk.code(party, 32))];
    const end = at(entries, entries.length - 1);
    const code = firstCode([end, ...entries]);
    const [kind, scale] = [
      KINDS[party.kind] ?? CREDITOR_KINDS[party.ownership],
      this.#scene.random.chance(0.8) ? party.scale : null,
    ];
    for (const entry of entries) {
      this.#rows.push(this.#row(entry, kind, scale));
      this.#entries.push({ entry, code, kind });
    }
    return {
      entryIds: entries.map(({ id }) => id),
      endId: end.id,
      isDeleted: end.isDeleted,
      written: { name: end.nameText.trim(), normal: normalOf(end, code), code },
      debtorKind: DEBTOR_KINDS[kind] ?? 'OTHER',
      ownership: OWNERSHIPS[kind] ?? null,
      scale,
    };
  }

  /** The entries of a party, by ascending id, the end of their mergers last. */
  #entriesOf(party: Party, fate: Fate): Entry[] {
    const { clerk, random } = this.#scene;
    const clean = (): WrittenCode => clerk.cleanCode(party);
    switch (fate) {
      case 'ONCE':
        return [this.#entry(party, clerk.code(party, 32))];
      case 'MERGED':
        return merge([this.#entry(party, clerk.code(party, 32)), this.#entry(party, clean())]);
      case 'CHAIN':
        return merge([
          this.#entry(party, NO_CODE),
          this.#entry(party, clerk.code(party, 32)),
          this.#entry(party, clean()),
        ]);
      case 'CODE_OF_MERGED':
        return merge([this.#deleted(this.#entry(party, clean())), this.#entry(party, NO_CODE)]);
      case 'CODE_DOWN_CHAIN':
        return merge([
          this.#entry(party, clean()),
          this.#deleted(this.#entry(party, NO_CODE)),
          this.#entry(party, clerk.wrongCode(party)),
        ]);
      case 'TWO_CODES':
        return mergeAll([
          this.#entry(party, clean()),
          this.#entry(party, strangeCode(random)),
          this.#entry(party, NO_CODE),
        ]);
      case 'DANGLING':
        return [{ ...this.#entry(party, clean()), mergedInto: this.#ids.next(), isLost: true }];
      case 'CIRCLE':
        return circle(this.#entry(party, NO_CODE), this.#entry(party, clean()));
      case 'DELETED':
        return [this.#deleted(this.#entry(party, clean()))];
      case 'NAMELESS':
        return [{ ...this.#entry(party, NO_CODE), nameText: '', normal: '' }];
    }
  }

  #entry(party: Party, code: WrittenCode): Entry {
    const normal = this.#scene.clerk.nameOf(party);
    return {
      id: this.#ids.next(),
      nameText: this.#scene.clerk.name(normal),
      normal,
      code,
      mergedInto: null,
      isLost: false,
      isDeleted: false,
    };
  }

  #deleted(entry: Entry): Entry {
    return { ...entry, isDeleted: true };
  }

  #row(entry: Entry, kind: number, scale: TruthDebt['scale']): Row {
    return {
      id: entry.id,
      name: entry.nameText,
      credit_code: entry.code.text,
      org_kind: kind,
      scale: scale && SCALES[scale],
      ...this.#contactOf(entry),
      merged_into: entry.mergedInto,
      deleted: entry.isDeleted ? 1 : 0,
      updated_at: `${drawStamp(this.#scene)}.000`,
    };
  }

  #contactOf({ id }: Entry): Row {
    const { random } = this.#scene;
    const { person, phone } = typedContact(personName(random), phoneNumber(random), random.child(`contact ${id}`));
    return { contact: person, phone };
  }

  /** Each entry that is not deleted mentions its own name with the code of the unit it stands for. */
  noteMentions(): void {
    for (const { entry, code, kind } of this.#entries.filter(({ entry }) => !entry.isDeleted)) {
      const location = locationOf(entry.id);
      if (entry.isLost) this.#scene.notes.issue('housing-construction', 'REFERENCE_MISSING', location);
      if (entry.code.invalid) this.#scene.notes.issue('housing-construction', 'CREDIT_CODE_INVALID', location);
      for (const role of this.#rolesOf(entry.id, kind)) {
        const party = { name: entry.nameText.trim(), normal: entry.normal, code };
        this.#scene.notes.mention('housing-construction', { role, party, location, debtId: null, inForce: true });
        if (entry.normal === '' && code === null)
          this.#scene.notes.issue('housing-construction', `${role}_UNIDENTIFIED`, location);
      }
    }
  }

  #rolesOf(id: string, kind: number): ('DEBTOR' | 'CREDITOR')[] {
    const [owns, contracts] = [this.#owners.has(id), this.#contractors.has(id)];
    if (owns || contracts)
      return [...(owns ? (['DEBTOR'] as const) : []), ...(contracts ? (['CREDITOR'] as const) : [])];
    return [kind === 4 || kind === 5 ? 'CREDITOR' : 'DEBTOR'];
  }
}

const firstCode = (entries: readonly Entry[]): string | null =>
  entries.map(({ code }) => code.code).find((code) => code !== null) ?? null;

/** A unit of whom nothing is known is nobody else's namesake. */
const normalOf = ({ id, normal }: Entry, code: string | null): string =>
  normal === '' && code === null ? `?${locationOf(id)}` : normal;

const locationOf = (id: string): string => `hc_org id=${id}`;

/** Each into the next. */
const merge = (entries: Entry[]): Entry[] =>
  entries.map((entry, i) => ({ ...entry, mergedInto: entries[i + 1]?.id ?? null }));

/** Two entries, each merged into the other: the unit goes by the one with the smaller id, which stands last. */
const circle = (end: Entry, other: Entry): Entry[] => [
  { ...other, mergedInto: end.id, isLost: true },
  { ...end, mergedInto: other.id, isLost: true },
];

/** All into the last. */
function mergeAll(entries: Entry[]): Entry[] {
  const end = entries.at(-1)?.id ?? null;
  return entries.map((entry) => ({ ...entry, mergedInto: entry.id === end ? null : end }));
}

/** A code that is right, but of nobody else in the books. */
function strangeCode(random: Scene['random']): WrittenCode {
  const code = makeOrganisationCode(random);
  return { text: creditCodeOf('91', code), code, invalid: false };
}
