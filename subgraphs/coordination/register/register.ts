import type { LedgerCandidate, LedgerFreshness, LedgerNilReport, PartyRole } from '../../../schema/generated/ledger-client.ts';
import { readCode } from '../../../kit/identity.ts';
import { normalForm } from '../../../kit/text.ts';
import type { DepartmentClient } from '../department-client.ts';
import { Mirror } from './mirror.ts';
import { NameIndex } from './names.ts';
import { registeredParties, type RegisteredParty } from './parties.ts';

/** A party's own word that it owes nothing, by its identifier. */
export interface NilReport extends LedgerNilReport {
  domain: string;
  debtorId: string;
}

/** A debt that other books may have as well, with its parties' identifiers instead of its own book's keys. */
export interface Candidate extends LedgerCandidate {
  domain: string;
  debtorId: string;
  creditorId: string;
}

/** What all departments' books together say at one moment. */
export interface RegisterView {
  revision: string;
  names: NameIndex;
  parties: ReadonlyMap<string, RegisteredParty>;
  candidates: readonly Candidate[];
  nilReports: readonly NilReport[];
}

/** Views of other sets of departments are made when they are asked for; of those, this many are kept. */
const KEPT = 16;

/** Who is who among the parties of departments, and which debts may stand in several books; kept in step with the departments' ledgers. */
export class Register {
  readonly #mirrors: ReadonlyMap<string, Mirror>;
  readonly #views = new Map<string, RegisterView>();

  constructor(clients: readonly DepartmentClient[]) {
    this.#mirrors = new Map(clients.map((client) => [client.domain.code, new Mirror(client)]));
  }

  /** Takes over what has changed in a department's books. Throws where the department does not say; what was known of it stays. */
  async keepUp(domain: string, freshness: LedgerFreshness): Promise<void> {
    await this.#mirrors.get(domain)?.keepUp(freshness);
  }

  /** What the books of these departments say, as they stand; nothing in it comes from any other's. */
  viewOf(domains: readonly string[]): Promise<RegisterView> {
    const mirrors = [...this.#mirrors.values()].filter(({ domain }) => domains.includes(domain));
    const [set, revision] = [mirrors.map(({ domain }) => domain).join(), mirrors.map((mirror) => mirror.revision).join('.')];
    const kept = this.#views.get(set);
    const view = kept?.revision === revision ? kept : viewOfMirrors(mirrors, revision);
    this.#views.delete(set);
    this.#views.set(set, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > KEPT && oldest !== undefined) this.#views.delete(oldest);
    return Promise.resolve(view);
  }
}

function viewOfMirrors(mirrors: readonly Mirror[], revision: string): RegisterView {
  const mentions = mirrors.flatMap(({ domain, bundles }) => [...bundles].flatMap((b) => b.mentions.map((m) => ({ ...m, domain }))));
  const names = new NameIndex(mentions);
  const candidates = mirrors.flatMap(({ domain, bundles }) =>
    [...bundles].flatMap((bundle) =>
      bundle.candidates.map((c) => ({
        ...c,
        domain,
        debtorId: names.identifierOf(c.debtorKey),
        creditorId: names.identifierOf(c.creditorKey),
      })),
    ),
  );
  const nilReports = mirrors.flatMap(({ domain, bundles }) =>
    [...bundles].flatMap((bundle) => bundle.nilReports.map((r) => ({ ...r, domain, debtorId: names.identifierOf(r.partyKey) }))),
  );
  return { revision, names, parties: registeredParties(mentions, names), candidates, nilReports };
}

/** How a party may be asked for: by one of these. */
export interface PartyQuestion {
  id?: string | null | undefined;
  creditCode?: string | null | undefined;
  name?: string | null | undefined;
}

/** The party that a question means and that the books name in a role; null where there is none. */
export function findParty({ names, parties }: RegisterView, question: PartyQuestion, role: PartyRole): RegisteredParty | null {
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
