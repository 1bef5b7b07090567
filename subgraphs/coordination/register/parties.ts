import type { DebtorKind, EnterpriseScale, Ownership, PartyRole } from '../../../schema/generated/ledger-client.ts';
import { normalForm } from '../../../kit/rules/text.ts';
import { compareTexts } from '../compare.ts';
import { departmentOf, IDENTITY_ORDER } from '../../../kit/departments.ts';
import type { NameIndex } from './names.ts';
import { firstLocation, type PartyAssertion } from './assertions.ts';

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
  assertions: readonly PartyAssertion[];
}

/** Parties by identifier, out of what books say of them; each is put together when it is asked for. */
export class Parties {
  readonly #names: NameIndex;
  readonly #assertionsOf = new Map<string, Set<PartyAssertion>>();
  readonly #idOf = new Map<string, string>();
  readonly #keysOf = new Map<string, Set<string>>();
  readonly #made = new Map<string, RegisteredParty>();

  constructor(names: NameIndex) {
    this.#names = names;
  }

  get(id: string): RegisteredParty | undefined {
    const made = this.#made.get(id);
    if (made) return made;
    const assertions = [...(this.#keysOf.get(id) ?? [])].flatMap((key) => [...(this.#assertionsOf.get(key) ?? [])]);
    if (assertions.length === 0) return undefined;
    const party = partyOf(id, assertions);
    this.#made.set(id, party);
    return party;
  }

  /** Takes what is said (1), or takes it back (-1). Returns whom it is about. */
  observe(assertion: PartyAssertion, step: 1 | -1): string[] {
    const { key } = assertion.party;
    const assertions = this.#assertionsOf.get(key) ?? new Set();
    if (step === 1) this.#assertionsOf.set(key, assertions.add(assertion));
    else if (assertions.delete(assertion) && assertions.size === 0) this.#assertionsOf.delete(key);
    return this.place(key);
  }

  /**
   * Puts what is said under a key to the party that the key stands for now. Returns the parties of whom something else
   * is known since.
   */
  place(key: string): string[] {
    const [before, now] = [
      this.#idOf.get(key),
      this.#assertionsOf.has(key) ? this.#names.identifierOf(key) : undefined,
    ];
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

function partyOf(id: string, unordered: PartyAssertion[]): RegisteredParty {
  const assertions = inPrecedence(unordered);
  const first = <T>(value: (assertion: PartyAssertion) => T | null | undefined): T | null =>
    assertions.map(value).find((found) => found !== null && found !== undefined) ?? null;
  const name = assertions.find(({ party }) => party.name !== '')?.party.name ?? id;
  return {
    id,
    name,
    otherNames: otherNames(name, assertions),
    creditCode: first(({ party }) => party.creditCode),
    // a book's OTHER is what it says of those of whom it does not know
    kind: first(({ kind }) => (kind === 'OTHER' ? null : kind)) ?? first(({ kind }) => kind),
    ownership: first(({ ownership }) => ownership),
    scale: first(({ scale }) => scale),
    roles: new Set(assertions.map(({ role }) => role)),
    keys: new Set([
      id,
      ...assertions.flatMap(({ party, normalName, normalFormerName }) => [party.key, normalName, normalFormerName]),
    ]),
    assertions,
  };
}

/** By department, then by the first row that says so, so that the same books always give the same answer. */
function inPrecedence(assertions: readonly PartyAssertion[]): PartyAssertion[] {
  const placed = assertions.map((assertion) => ({
    assertion,
    rank: departmentOf(assertion.domain).identityPrecedence,
    location: firstLocation(assertion),
  }));
  placed.sort(
    (a, b) =>
      a.rank - b.rank || compareTexts(a.location, b.location) || compareTexts(a.assertion.text, b.assertion.text),
  );
  return placed.map(({ assertion }) => assertion);
}

/** Every other way the books write it, former names included; ways that are alike in normal form count once. */
function otherNames(name: string, assertions: readonly PartyAssertion[]): string[] {
  const written = assertions
    .flatMap(({ party, formerName }) => [party.name, formerName ?? ''])
    .filter((other) => other !== '');
  const byNormalForm = new Map(written.map((other) => [normalForm(other), other] as const).reverse());
  byNormalForm.delete(normalForm(name));
  return [...byNormalForm.values()].sort();
}

/** A row that names a party. */
interface NamingRow {
  assertion: PartyAssertion;
  location: string;
}

/** The first rows that name a party, department by department in the order in which they count. */
export function namingRows({ assertions }: RegisteredParty, first: number): NamingRow[] {
  const rows: NamingRow[] = [];
  for (const domain of IDENTITY_ORDER) {
    const own = assertions.filter((assertion) => assertion.domain === domain);
    const said = own.flatMap((assertion) =>
      [...assertion.locations.keys()].map((location) => ({ assertion, location })),
    );
    rows.push(
      ...said.sort((a, b) => compareTexts(a.location, b.location) || compareTexts(a.assertion.text, b.assertion.text)),
    );
    if (rows.length >= first) break;
  }
  return rows.slice(0, first);
}
