import { addDays, earlier, lastDay, monthOf } from './calendar.ts';
import { drawCause, type Cause } from './causes.ts';
import { distance, YUAN } from './money.ts';
import { contractName } from './names.ts';
import { Registry, type Party } from './parties.ts';
import { drawGross, drawPayments, type Subject } from './payments.ts';
import { at, Deck, type Random } from './random.ts';
import type { Movement, TruthDebt, TruthDomain, Value } from './truth.ts';

/** A contract as the parties signed it. */
export interface Contract {
  /** In normal form. */
  number: string;
  /** The construction platform's own number for it, where it has one beside. */
  platformNumber: string | null;
  name: string;
  debtor: Party;
  creditor: Party;
  category: NonNullable<TruthDebt['category']>;
  signedOn: string;
  /** Departments that keep it in their books. */
  books: readonly TruthDomain[];
  debts: Debt[];
}

/** A debt as it is, whoever has it on the books. */
export interface Debt extends Cause {
  contract: Contract;
  books: readonly TruthDomain[];
  /** Invoice or settlement number in normal form, and the books that have it. */
  billNo: string;
  billedIn: readonly TruthDomain[];
  gross: Value;
  incurredOn: string;
  /** Agreed day of payment, where one is. */
  agreedOn: string | null;
  wages: boolean;
  payments: Movement[];
}

export interface World {
  today: string;
  debtors: Party[];
  creditors: Party[];
  contracts: Contract[];
}

/** Of a hundred debts in a department's books, how many stand in which books. */
const SHARES: readonly (readonly [number, readonly TruthDomain[]])[] = [
  [75, ['finance']],
  [70, ['housing-construction']],
  [77, ['energy']],
  [81, ['soe']],
  [12, ['finance', 'housing-construction']],
  [7, ['finance', 'energy']],
  [4, ['finance', 'housing-construction', 'energy']],
  [2, ['finance', 'soe']],
  [8, ['soe', 'housing-construction']],
  [6, ['soe', 'energy']],
  [3, ['soe', 'housing-construction', 'energy']],
  [3, ['housing-construction', 'energy']],
];

/** Of a hundred rows about so many are debts; of those that are not the books are full, too. */
const ROWS_THAT_COUNT = 90;

/** An invented banner: who owes whom what. */
export function makeWorld(random: Random, debts: number, today: string): World {
  const registry = new Registry(random.child('parties'));
  const debtors = makeDebtors(registry, debts);
  const creditors = makeCreditors(registry, debts);
  const builder = new ContractBuilder(random.child('contracts'), { today, debtors, creditors });
  const contracts = SHARES.flatMap(([share, books]) =>
    builder.contracts(books, Math.ceil((share * debts) / ROWS_THAT_COUNT)),
  );
  return { today, debtors, creditors, contracts };
}

function makeDebtors(registry: Registry, debts: number): Party[] {
  const grown = (base: number): number => base + Math.floor(debts / 200);
  const [institution, ...institutions] = registry.debtors('PUBLIC_INSTITUTION', grown(10));
  const twins = institution ? registry.twins(institution) : [];
  return [
    ...registry.debtors('GOVERNMENT', grown(10)),
    ...[...institutions, ...twins],
    ...registry.debtors('TOWN', grown(5)),
    ...registry.debtors('SOE', Math.min(grown(10), 80)),
    ...registry.debtors('OTHER', 3),
  ];
}

function makeCreditors(registry: Registry, debts: number): Party[] {
  const [first, second, ...others] = registry.creditors(24 + Math.floor(debts / 3));
  return [...[first, second].flatMap((party) => (party ? registry.twins(party) : [])), ...others];
}

/** Which books give the numbers of a contract's bills. */
type Billing = 'ALL' | 'FIRST_BOOK' | 'NONE';

class ContractBuilder {
  readonly #random: Random;
  readonly #world: Omit<World, 'contracts'>;
  readonly #sizes: Deck<'1' | '2' | '3' | '4'>;
  readonly #categories: Deck<Contract['category']>;
  readonly #billings: Deck<Billing>;
  #count = 0;

  constructor(random: Random, world: Omit<World, 'contracts'>) {
    this.#random = random;
    this.#world = world;
    this.#sizes = new Deck(random, { '1': 5, '2': 3, '3': 1, '4': 1 });
    this.#categories = new Deck(random, { WORKS: 4, GOODS: 2, SERVICES: 3 });
    this.#billings = new Deck(random, { ALL: 6, FIRST_BOOK: 2, NONE: 2 });
  }

  /** Contracts in these books with so many debts between them. */
  contracts(books: readonly TruthDomain[], debts: number): Contract[] {
    const contracts: Contract[] = [];
    for (let left = debts; left > 0; left -= contracts.at(-1)?.debts.length ?? left) {
      contracts.push(this.#contract(books, Math.min(left, Number(this.#sizes.draw()))));
    }
    return contracts;
  }

  #contract(books: readonly TruthDomain[], debts: number): Contract {
    const category = books.includes('housing-construction') ? 'WORKS' : this.#categories.draw();
    const signedOn = this.#signedOn();
    const [number, platformNumber] = this.#numbers(books, signedOn);
    const parties = { debtor: this.#debtor(books), creditor: this.#creditor(books) };
    const contract: Contract = {
      number,
      platformNumber,
      ...parties,
      name: contractName(this.#random, category),
      category,
      signedOn,
      books,
      debts: [],
    };
    const billing = this.#billings.draw();
    while (contract.debts.length < debts) contract.debts.push(this.#debt(contract, billing));
    return contract;
  }

  #signedOn(): string {
    const age = Math.floor(60 + 2_600 * this.#random.next() ** 2);
    return addDays(this.#world.today, -age);
  }

  /**
   * Numbers that no two contracts share. A third of those on the platform and elsewhere have a number of its own there.
   */
  #numbers(books: readonly TruthDomain[], signedOn: string): [string, string | null] {
    const [year, serial] = [signedOn.slice(0, 4), String(++this.#count).padStart(4, '0')];
    const platformNumber = `DLJS(${year})${serial}`;
    const isShared = books.length > 1 && books.includes('housing-construction');
    const own = {
      finance: `达财采合(${year})${serial}号`,
      soe: `GQ-${year}-${serial}`,
      energy: `NYHT${year}(${serial})`,
    };
    const keeper = at(books, 0);
    if (keeper === 'housing-construction') return [platformNumber, null];
    return [own[keeper], isShared && this.#random.chance(0.4) ? platformNumber : null];
  }

  #debtor(books: readonly TruthDomain[]): Party {
    const fits = ({ kind, isTwin }: Party): boolean => {
      if (books.length > 1 && isTwin) return false;
      if (books.includes('soe')) return kind === 'SOE';
      return books.includes('finance') ? kind !== 'SOE' : true;
    };
    return this.#random.pick(this.#world.debtors.filter(fits));
  }

  /** A few enterprises are owed by many. Twins, which nobody can tell apart by name, appear in one book at a time. */
  #creditor(books: readonly TruthDomain[]): Party {
    const { creditors } = this.#world;
    if (books.length === 1 && this.#random.chance(0.04)) return at(creditors, this.#random.int(0, 3));
    return at(creditors, 4 + Math.floor((creditors.length - 4) * this.#random.next() ** 2));
  }

  #debt(contract: Contract, billing: Billing): Debt {
    const { today } = this.#world;
    const wages = this.#random.chance(0.08);
    const gross = this.#gross(contract, { billing, subject: wages ? 'WAGES' : contract.category });
    const incurredOn = this.#incurredOn(contract.signedOn);
    const billNo = `FP${incurredOn.slice(0, 4)}(${this.#random.digits(3)})${String(++this.#count).padStart(6, '0')}`;
    const books =
      contract.books.length > 1 && this.#random.chance(0.1) ? [this.#random.pick(contract.books)] : contract.books;
    return {
      ...drawCause(this.#random),
      ...{ contract, books, billNo, gross, incurredOn, wages },
      billedIn: billing === 'ALL' ? contract.books : billing === 'NONE' ? [] : contract.books.slice(0, 1),
      agreedOn: this.#agreedOn(incurredOn),
      payments: drawPayments(this.#random, gross, incurredOn, today),
    };
  }

  /**
   * Two debts of a contract in several books are of different amounts, so that an amount tells them apart — except
   * where every book numbers the bills: then the number alone must.
   */
  #gross(contract: Contract, { billing, subject }: { billing: Billing; subject: Subject }): Value {
    const isNumbered = billing === 'ALL' && !contract.books.includes('energy');
    const [before] = contract.debts;
    if (before && isNumbered && this.#random.chance(0.3)) return before.gross;
    const tooNear = (value: Value): boolean =>
      contract.debts.some(({ gross }) => distance(gross, value) < 20_000n * YUAN);
    let gross = drawGross(this.#random, subject);
    while (contract.books.length > 1 && (gross < 20_000n * YUAN || tooNear(gross)))
      gross = drawGross(this.#random, subject);
    return gross;
  }

  #incurredOn(signedOn: string): string {
    const latest = addDays(this.#world.today, -1);
    const day = earlier(addDays(signedOn, this.#random.int(5, 400)), addDays(latest, -this.#random.int(0, 90)));
    return this.#random.chance(0.2) ? earlier(lastDay(monthOf(day)), latest) : day;
  }

  #agreedOn(incurredOn: string): string | null {
    if (this.#random.chance(0.4)) return null;
    return addDays(incurredOn, this.#random.pick([-3, 15, 30, 30, 45, 60, 60, 61, 90, 180, 365]));
  }
}
