import type { LedgerFreshness, PartyRole } from '../../../schema/generated/ledger-client.ts';
import { readCode } from '../../../kit/rules/identity.ts';
import { normalForm } from '../../../kit/rules/text.ts';
import type { DepartmentClient } from '../departments/department-client.ts';
import type { BookState } from '../register/book.ts';
import { Mirror, type Progress } from '../register/mirror.ts';
import type { RegisteredParty } from '../register/parties.ts';
import { RegisterView } from './register-view.ts';

/** Sets of departments that are asked for are few: these many of the latest are kept. */
const KEPT = 16;

/**
 * Who is who among the parties of departments, and which debts may stand in several books; kept in step with the
 * departments' ledgers.
 */
export class Register {
  readonly #mirrors: ReadonlyMap<string, Mirror>;
  readonly #views = new Map<string, RegisterView>();

  constructor(clients: readonly DepartmentClient[]) {
    this.#mirrors = new Map(clients.map((client) => [client.domain.code, new Mirror(client)]));
  }

  /**
   * Takes over what has changed in a department's books: null once that is done, else how far it is. Throws where the
   * department does not say; what was known of it stays.
   */
  async keepUp(domain: string, freshness: LedgerFreshness): Promise<Progress | null> {
    return (await this.#mirrors.get(domain)?.keepUp(freshness)) ?? null;
  }

  /** The state of a department's books that is known here; null where they are between two, or not read. */
  stateOf(domain: string): BookState | null {
    return this.#mirrors.get(domain)?.book.state ?? null;
  }

  /** Whether the first reading of some department's changes is under way. */
  get isFirstRead(): boolean {
    return [...this.#mirrors.values()].some((mirror) => mirror.isFirstRead);
  }

  /**
   * What the books of these departments say, as they stand; nothing in it comes from any other's. It moves on when they
   * do.
   */
  async viewOf(domains: readonly string[]): Promise<RegisterView> {
    const books = [...this.#mirrors.values()].map(({ book }) => book).filter(({ domain }) => domains.includes(domain));
    const set = books.map(({ domain }) => domain).join();
    const view = this.#views.get(set) ?? new RegisterView(books);
    this.#views.delete(set);
    this.#views.set(set, view);
    this.#letGo();
    await view.settle();
    return view;
  }

  #letGo(): void {
    const [oldest] = this.#views;
    if (this.#views.size <= KEPT || !oldest) return;
    const [set, view] = oldest;
    view.close();
    this.#views.delete(set);
  }
}

/** How a party may be asked for: by one of these. */
export interface PartyQuestion {
  id?: string | null | undefined;
  creditCode?: string | null | undefined;
  name?: string | null | undefined;
}

/** The party that a question means and that the books name in a role; null where there is none. */
export function findParty(
  { names, parties }: RegisterView,
  question: PartyQuestion,
  role: PartyRole,
): RegisteredParty | null {
  const ids = [
    ...(question.id ? [question.id] : []),
    ...(question.creditCode ? [readCode(question.creditCode).organisationCode ?? ''] : []),
    ...(question.name ? [names.identifierOf(normalForm(question.name))] : []),
  ];
  const [id] = ids;
  const party = id !== undefined && ids.every((other) => other === id) ? parties.get(id) : undefined;
  return party?.roles.has(role) ? party : null;
}

/** Keys under which departments' ledgers know the parties with these identifiers. */
export function keysOfParties({ names, parties }: RegisterView, ids: readonly string[]): string[] {
  return ids.flatMap((id) => {
    const party = parties.get(id);
    if (party) return [...party.keys].filter((key) => names.identifierOf(key) === id);
    return names.identifierOf(id) === id ? [id] : [];
  });
}
