import type { LedgerMention } from '../../../schema/generated/ledger-client.ts';
import { isOrganisationCode } from '../../../kit/identity.ts';
import { normalForm } from '../../../kit/text.ts';

/** Why a party is held to be who it is. */
type IdentityRule = 'OWN_CODE' | 'NAME_WITH_ONE_CODE' | 'FORMER_NAME' | 'NAME_WITH_SEVERAL_CODES' | 'NAME_ALONE';

/** What the departments' books say of names: with which organisation codes they give them, and of whom they are former names. */
export class NameIndex {
  readonly #codesOf = new Map<string, Set<string>>();
  /** Former name → names that a directory lists it for. All in normal form. */
  readonly #currentOf = new Map<string, Set<string>>();

  constructor(mentions: Iterable<LedgerMention>) {
    for (const { party, formerName } of mentions) {
      const name = normalForm(party.name);
      if (name !== '' && party.organisationCode) addTo(this.#codesOf, name, party.organisationCode);
      if (name !== '' && formerName) addTo(this.#currentOf, normalForm(formerName), name);
    }
  }

  /** The identifier of the party that a department's key stands for: an organisation code stays, a name is looked up. */
  identifierOf(key: string): string {
    return isOrganisationCode(key) ? key : (this.#codeOfName(key, new Set()) ?? key);
  }

  /** By which rule a key stands for its identifier. */
  ruleOf(key: string): IdentityRule {
    if (isOrganisationCode(key)) return 'OWN_CODE';
    if (this.identifierOf(key) === key) return (this.#codesOf.get(key)?.size ?? 0) > 1 ? 'NAME_WITH_SEVERAL_CODES' : 'NAME_ALONE';
    return this.#codesOf.has(key) ? 'NAME_WITH_ONE_CODE' : 'FORMER_NAME';
  }

  /** Names that are given with more than one organisation code: each stays by itself. */
  ambiguousNames(): string[] {
    return [...this.#codesOf].filter(([, codes]) => codes.size > 1).map(([name]) => name);
  }

  /** A name that stands with exactly one code is that organisation; so is a former name listed for a name that is one. */
  #codeOfName(name: string, seen: Set<string>): string | null {
    const codes = this.#codesOf.get(name);
    if (codes) return codes.size === 1 ? ([...codes][0] ?? null) : null;
    if (seen.has(name)) return null;
    seen.add(name);
    const current = [...(this.#currentOf.get(name) ?? [])].map((currentName) => this.#codeOfName(currentName, seen));
    const found = new Set(current.filter((code) => code !== null));
    return found.size === 1 ? ([...found][0] ?? null) : null;
  }
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
