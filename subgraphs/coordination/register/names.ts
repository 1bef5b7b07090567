import { isOrganisationCode } from '../../../kit/rules/identity.ts';
import { Moves } from './moves.ts';
import { Relation } from './relation.ts';
import type { PartyAssertion } from './assertions.ts';

/** Why a party is held to be who it is. */
type IdentityRule = 'OWN_CODE' | 'NAME_WITH_ONE_CODE' | 'FORMER_NAME' | 'NAME_WITH_SEVERAL_CODES' | 'NAME_ALONE';

/**
 * What books say of names: with which organisation codes they give them, and of whom they are former names. All names
 * in normal form.
 */
export class NameIndex {
  readonly #codesOf = new Relation();
  readonly #currentOf = new Relation();
  readonly #formerOf = new Relation();
  readonly #ambiguous = new Set<string>();
  readonly #moves = new Moves();

  /** Which names stand for whom, by a number that is another one whenever one stands for somebody else. */
  get revision(): number {
    return this.#moves.last;
  }

  /** Takes what is said (1), or takes it back (-1). Returns the names that may stand for somebody else now. */
  observe(assertion: PartyAssertion, step: 1 | -1): Set<string> {
    const { normalName: name, normalFormerName: formerName } = assertion;
    const reached = new Set<string>();
    for (const each of [name, formerName]) if (each !== '') this.#addWithFormer(each, reached);
    const before = [...reached].map((each) => [each, this.identifierOf(each)] as const);
    const changed = this.#observe(assertion, step);
    for (const [each, id] of before) if (this.identifierOf(each) !== id) this.#moves.add(each, id);
    return changed;
  }

  #observe({ normalName: name, normalFormerName: formerName, party }: PartyAssertion, step: 1 | -1): Set<string> {
    const changed = new Set<string>();
    if (name === '') return changed;
    if (party.organisationCode && this.#codesOf.count(name, party.organisationCode, step))
      this.#addWithFormer(name, changed);
    if (formerName !== '' && this.#currentOf.count(formerName, name, step)) this.#addWithFormer(formerName, changed);
    if (formerName !== '') this.#formerOf.count(name, formerName, step);
    if (this.#codesOf.sizeOf(name) > 1) this.#ambiguous.add(name);
    else this.#ambiguous.delete(name);
    return changed;
  }

  /**
   * The identifier of the party that a department's key stands for: an organisation code stays, a name is looked up.
   */
  identifierOf(key: string): string {
    return isOrganisationCode(key) ? key : (this.#codeOfName(key, new Set()) ?? key);
  }

  /** The same as it was at a revision, one that is remembered. */
  identifierAt(revision: number, key: string): string {
    return this.#moves.identifierAt(revision, key) ?? this.identifierOf(key);
  }

  /** Whether what names stood for at a revision can still be told. */
  remembers(revision: number): boolean {
    return this.#moves.remembers(revision);
  }

  /** By which rule a key stands for its identifier. */
  ruleOf(key: string): IdentityRule {
    if (isOrganisationCode(key)) return 'OWN_CODE';
    if (this.identifierOf(key) === key) return this.#ambiguous.has(key) ? 'NAME_WITH_SEVERAL_CODES' : 'NAME_ALONE';
    return this.#codesOf.sizeOf(key) > 0 ? 'NAME_WITH_ONE_CODE' : 'FORMER_NAME';
  }

  /** Names that are given with more than one organisation code: each stays by itself. */
  ambiguousNames(): string[] {
    return [...this.#ambiguous];
  }

  /**
   * A name that stands with exactly one code is that organisation; so is a former name listed for a name that is one.
   */
  #codeOfName(name: string, seen: Set<string>): string | null {
    const codes = this.#codesOf.of(name);
    if (codes.length > 0) return codes.length === 1 ? (codes[0] ?? null) : null;
    if (seen.has(name)) return null;
    seen.add(name);
    const current = this.#currentOf.of(name).map((currentName) => this.#codeOfName(currentName, seen));
    const found = new Set(current.filter((code) => code !== null));
    return found.size === 1 ? ([...found][0] ?? null) : null;
  }

  /** A name, its former names, theirs and so on. */
  #addWithFormer(name: string, names: Set<string>): void {
    if (names.has(name)) return;
    names.add(name);
    for (const former of this.#formerOf.of(name)) this.#addWithFormer(former, names);
  }
}
