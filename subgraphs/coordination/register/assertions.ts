import type { LedgerMention } from '../../../schema/generated/ledger-client.ts';
import { normalForm } from '../../../kit/rules/text.ts';

/** What rows of one department's books say of a party. Rows that say the same are one assertion. */
export interface PartyAssertion extends Omit<LedgerMention, 'location'> {
  domain: string;
  /** The party's name in normal form; empty: none. */
  normalName: string;
  /** Its former name likewise. */
  normalFormerName: string;
  /** Everything that is said, as one text. */
  text: string;
  /** Rows that say so, each with the number of bundles that it is told in; none: it is said no more. */
  locations: Map<string, number>;
}

/** Every assertion of one department's books, each once. */
export class PartyAssertions {
  readonly #domain: string;
  readonly #byText = new Map<string, PartyAssertion>();

  constructor(domain: string) {
    this.#domain = domain;
  }

  [Symbol.iterator](): Iterator<PartyAssertion> {
    return this.#byText.values();
  }

  /** Counts a mention in. */
  add({ location, ...said }: LedgerMention): PartyAssertion {
    const text = JSON.stringify(said);
    const assertion = this.#byText.get(text) ?? assertionOf(this.#domain, said, text);
    this.#byText.set(text, assertion);
    assertion.locations.set(location, (assertion.locations.get(location) ?? 0) + 1);
    return assertion;
  }

  /** Counts a mention out. */
  remove(assertion: PartyAssertion, location: string): void {
    const told = (assertion.locations.get(location) ?? 0) - 1;
    if (told > 0) assertion.locations.set(location, told);
    else assertion.locations.delete(location);
    if (assertion.locations.size === 0) this.#byText.delete(assertion.text);
  }
}

function assertionOf(domain: string, said: Omit<LedgerMention, 'location'>, text: string): PartyAssertion {
  const [normalName, normalFormerName] = [normalForm(said.party.name), normalForm(said.formerName ?? '')];
  return { ...said, domain, normalName, normalFormerName, text, locations: new Map() };
}

/** The first of the rows that say so. */
export function firstLocation({ locations }: PartyAssertion): string {
  let first: string | null = null;
  for (const location of locations.keys()) if (first === null || location < first) first = location;
  return first ?? '';
}
