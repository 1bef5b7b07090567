import { figuresOn } from './figures.ts';
import { sameDebts } from './same-debt.ts';
import type { RecordedFigures, Truth, TruthDebt, TruthDomain, TruthIssue } from './truth.ts';
import type { Debt } from './world.ts';
import type { WrittenParty } from './writing.ts';

/** What a record's own book decides of its debt. */
export type RecordFacts = Omit<
  TruthDebt,
  'debtorId' | 'creditorId' | 'debtorName' | 'creditorName' | 'wages' | 'cause' | 'causeNote' | 'disputed'
>;

/** A debt as noted while its row is written: who its parties are is known when all books are. */
interface DebtNote {
  facts: RecordFacts;
  debtor: WrittenParty;
  creditor: WrittenParty;
  /** The debt of the world that the record is of: every book has its wages, cause and dispute alike. */
  origin: Debt;
}

/** The same in books that record every movement with its day. */
export interface RecordedFacts extends Omit<RecordFacts, 'from' | 'to' | 'incurredOn' | 'arrearsLedger'> {
  figures: RecordedFigures;
}

interface RecordedNote extends Omit<DebtNote, 'facts'> {
  facts: RecordedFacts;
  location: string;
}

/** A row that names a party. */
interface Mention {
  role: 'DEBTOR' | 'CREDITOR';
  party: WrittenParty;
  location: string;
  debtId: string | null;
  /** In the books as they stand today. */
  inForce: boolean;
}

/** What the generator means by what it writes: the truth, noted row by row. */
export class Notes {
  readonly #today: string;
  readonly #debts: DebtNote[] = [];
  readonly #issues: TruthIssue[] = [];
  readonly #codesOfName = new Map<string, Set<string>>();
  readonly #nameOfFormer = new Map<string, string>();
  /** Of parties by name alone, in force. */
  readonly #named: (Mention & { domain: TruthDomain })[] = [];

  constructor(today: string) {
    this.#today = today;
  }

  debt(note: DebtNote): void {
    this.#debts.push(note);
  }

  issue(domain: TruthDomain, kind: string, location: string, debtId: string | null = null): void {
    this.#issues.push({ domain, kind, location, debtId });
  }

  /**
   * It is there from the day it arose; where more was paid up to today than was owed, or refunded than was paid, that
   * is an issue.
   */
  recorded({ facts, location, ...note }: RecordedNote): void {
    const { incurredOn } = note.origin;
    this.debt({ ...note, facts: { ...facts, from: incurredOn, to: null, incurredOn, arrearsLedger: false } });
    const { overpaid, overRefunded } = figuresOn(facts.figures, this.#today);
    if (incurredOn > this.#today) return;
    if (overpaid > 0n) this.issue(facts.domain, 'OVERPAID', location, facts.id);
    if (overRefunded > 0n) this.issue(facts.domain, 'PAYMENT_UNMATCHED', location, facts.id);
  }

  /** Every row that is not deleted adds to what is known of a name. */
  mention(domain: TruthDomain, mention: Mention): void {
    const { normal, code } = mention.party;
    if (code === null && mention.inForce) this.#named.push({ domain, ...mention });
    if (code === null || normal === '') return;
    const codes = this.#codesOfName.get(normal);
    if (codes) codes.add(code);
    else this.#codesOfName.set(normal, new Set([code]));
  }

  /** A directory lists a former name for a name. Both in normal form. */
  formerName(former: string, name: string): void {
    this.#nameOfFormer.set(former, name);
  }

  truth(energyBooksFrom: string): Truth {
    const debts = this.#debts.map((note) => this.#identified(note));
    const sameDebt = sameDebts(this.#debts.map(({ origin }, i) => ({ origin, record: debts[i] })));
    const issues = [...this.#issues, ...this.#ambiguities()];
    return { today: this.#today, debts, issues, energyBooksFrom, sameDebt };
  }

  #identified({ facts, debtor, creditor, origin }: DebtNote): TruthDebt {
    return {
      ...facts,
      debtorId: this.#idOf(debtor),
      creditorId: this.#idOf(creditor),
      debtorName: debtor.name,
      creditorName: creditor.name,
      wages: origin.wages,
      cause: origin.cause,
      causeNote: origin.causeText,
      disputed: origin.disputed,
    };
  }

  #idOf({ normal, code }: WrittenParty): string {
    return code ?? this.#codeOf(normal) ?? this.#codeOf(this.#nameOfFormer.get(normal) ?? '') ?? normal;
  }

  /** The one code that the books give with a name. */
  #codeOf(name: string): string | null {
    const codes = this.#codesOfName.get(name);
    return codes?.size === 1 ? ([...codes][0] ?? null) : null;
  }

  /** A name with several codes does not tell who is meant. */
  #ambiguities(): TruthIssue[] {
    return this.#named
      .filter(({ party }) => (this.#codesOfName.get(party.normal)?.size ?? 0) > 1)
      .map(({ domain, role, location, debtId }) => ({ domain, kind: `${role}_UNIDENTIFIED`, location, debtId }));
  }
}
