import type { LedgerMention } from '../../../schema/generated/ledger-client.ts';
import { normalForm } from '../../../kit/rules/text.ts';

/** What rows of one department's books say of a party. Rows that say the same are one saying. */
export interface Saying extends Omit<LedgerMention, 'location'> {
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

/** Every saying of one department's books, each once. */
export class Sayings {
  readonly #domain: string;
  readonly #byText = new Map<string, Saying>();

  constructor(domain: string) {
    this.#domain = domain;
  }

  [Symbol.iterator](): Iterator<Saying> {
    return this.#byText.values();
  }

  /** Counts a mention in. */
  add({ location, ...said }: LedgerMention): Saying {
    const text = JSON.stringify(said);
    const saying = this.#byText.get(text) ?? sayingOf(this.#domain, said, text);
    this.#byText.set(text, saying);
    saying.locations.set(location, (saying.locations.get(location) ?? 0) + 1);
    return saying;
  }

  /** Counts a mention out. */
  remove(saying: Saying, location: string): void {
    const told = (saying.locations.get(location) ?? 0) - 1;
    if (told > 0) saying.locations.set(location, told);
    else saying.locations.delete(location);
    if (saying.locations.size === 0) this.#byText.delete(saying.text);
  }
}

function sayingOf(domain: string, said: Omit<LedgerMention, 'location'>, text: string): Saying {
  const [normalName, normalFormerName] = [normalForm(said.party.name), normalForm(said.formerName ?? '')];
  return { ...said, domain, normalName, normalFormerName, text, locations: new Map() };
}

/** The first of the rows that say so. */
export function firstLocation({ locations }: Saying): string {
  let first: string | null = null;
  for (const location of locations.keys()) if (first === null || location < first) first = location;
  return first ?? '';
}
