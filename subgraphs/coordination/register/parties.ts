import type { DebtorKind, EnterpriseScale, Ownership, PartyRole } from '../../../schema/generated/ledger-client.ts';
import { normalForm } from '../../../kit/rules/text.ts';
import { compareTexts } from '../compare.ts';
import { departmentOf, IDENTITY_ORDER } from '../../../kit/departments.ts';
import type { NameIndex } from './names.ts';
import { firstLocation, type Saying } from './assertions.ts';

/** A creditor or debtor as departments' books together know it. */
export interface RegisteredParty {
  /** Its organisation code, else a name in normal form. */
  id: string;
  /** As the first of finance, soe, housing-construction, energy has it. */
  name: string;
  otherNames: string[];
  creditCode: string | null;
  kind: DebtorKind | null;
  ownership: Ownership | null;
  scale: EnterpriseScale | null;
  roles: ReadonlySet<PartyRole>;
  /** Keys under which a department's ledger may know it: a name among them may yet be somebody else's as well. */
  keys: ReadonlySet<string>;
  /** What the books say of it, in the order in which they count. */
  sayings: readonly Saying[];
}

/** Parties by identifier, out of what books say of them; each is put together when it is asked for. */
export class Parties {
  readonly #names: NameIndex;
  readonly #sayingsOf = new Map<string, Set<Saying>>();
  readonly #idOf = new Map<string, string>();
  readonly #keysOf = new Map<string, Set<string>>();
  readonly #made = new Map<string, RegisteredParty>();

  constructor(names: NameIndex) {
    this.#names = names;
  }

  get(id: string): RegisteredParty | undefined {
    const made = this.#made.get(id);
    if (made) return made;
    const sayings = [...(this.#keysOf.get(id) ?? [])].flatMap((key) => [...(this.#sayingsOf.get(key) ?? [])]);
    if (sayings.length === 0) return undefined;
    const party = partyOf(id, sayings);
    this.#made.set(id, party);
    return party;
  }

  /** Takes what is said (1), or takes it back (-1). Returns whom it is about. */
  hear(saying: Saying, step: 1 | -1): string[] {
    const { key } = saying.party;
    const sayings = this.#sayingsOf.get(key) ?? new Set();
    if (step === 1) this.#sayingsOf.set(key, sayings.add(saying));
    else if (sayings.delete(saying) && sayings.size === 0) this.#sayingsOf.delete(key);
    return this.place(key);
  }

  /** Puts what is said under a key to the party that the key stands for now. Returns the parties of whom something else is known since. */
  place(key: string): string[] {
    const [before, now] = [this.#idOf.get(key), this.#sayingsOf.has(key) ? this.#names.identifierOf(key) : undefined];
    const ids = [...new Set([before, now])].filter((id) => id !== undefined);
    for (const id of ids) this.#made.delete(id);
    if (before !== now) this.#move(key, before, now);
    return ids;
  }

  #move(key: string, before: string | undefined, now: string | undefined): void {
    const left = before === undefined ? undefined : this.#keysOf.get(before);
    if (before !== undefined && left?.delete(key) && left.size === 0) this.#keysOf.delete(before);
    if (now === undefined) {
      this.#idOf.delete(key);
      return;
    }
    this.#idOf.set(key, now);
    this.#keysOf.set(now, (this.#keysOf.get(now) ?? new Set()).add(key));
  }
}

function partyOf(id: string, unordered: Saying[]): RegisteredParty {
  const sayings = inPrecedence(unordered);
  const first = <T>(value: (saying: Saying) => T | null | undefined): T | null =>
    sayings.map(value).find((found) => found !== null && found !== undefined) ?? null;
  const name = sayings.find(({ party }) => party.name !== '')?.party.name ?? id;
  return {
    id,
    name,
    otherNames: otherNames(name, sayings),
    creditCode: first(({ party }) => party.creditCode),
    // a book's OTHER is what it says of those of whom it does not know
    kind: first(({ kind }) => (kind === 'OTHER' ? null : kind)) ?? first(({ kind }) => kind),
    ownership: first(({ ownership }) => ownership),
    scale: first(({ scale }) => scale),
    roles: new Set(sayings.map(({ role }) => role)),
    keys: new Set([id, ...sayings.flatMap(({ party, normalName, normalFormerName }) => [party.key, normalName, normalFormerName])]),
    sayings,
  };
}

/** By department, then by the first row that says so, so that the same books always give the same answer. */
function inPrecedence(sayings: readonly Saying[]): Saying[] {
  const placed = sayings.map((saying) => ({
    saying,
    rank: departmentOf(saying.domain).identityPrecedence,
    location: firstLocation(saying),
  }));
  placed.sort((a, b) => a.rank - b.rank || compareTexts(a.location, b.location) || compareTexts(a.saying.text, b.saying.text));
  return placed.map(({ saying }) => saying);
}

/** Every other way the books write it, former names included; ways that are alike in normal form count once. */
function otherNames(name: string, sayings: readonly Saying[]): string[] {
  const written = sayings.flatMap(({ party, formerName }) => [party.name, formerName ?? '']).filter((other) => other !== '');
  const byNormalForm = new Map(written.map((other) => [normalForm(other), other] as const).reverse());
  byNormalForm.delete(normalForm(name));
  return [...byNormalForm.values()].sort();
}

/** A row that names a party. */
interface NamingRow {
  saying: Saying;
  location: string;
}

/** The first rows that name a party, department by department in the order in which they count. */
export function namingRows({ sayings }: RegisteredParty, first: number): NamingRow[] {
  const rows: NamingRow[] = [];
  for (const domain of IDENTITY_ORDER) {
    const own = sayings.filter((saying) => saying.domain === domain);
    const said = own.flatMap((saying) => [...saying.locations.keys()].map((location) => ({ saying, location })));
    rows.push(...said.sort((a, b) => compareTexts(a.location, b.location) || compareTexts(a.saying.text, b.saying.text)));
    if (rows.length >= first) break;
  }
  return rows.slice(0, first);
}
