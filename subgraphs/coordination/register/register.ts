import type { LedgerCandidate, LedgerFreshness, LedgerNilReport, PartyRole } from '../../../schema/generated/ledger-client.ts';
import { readCode } from '../../../kit/identity.ts';
import { normalForm } from '../../../kit/text.ts';
import type { DepartmentClient } from '../department-client.ts';
import { Mirror } from './mirror.ts';
import { NameIndex } from './names.ts';
import { registeredParties, type DomainMention, type RegisteredParty } from './parties.ts';

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

/** Who is who among the parties of all departments, and which debts may stand in several books; kept in step with the departments' ledgers. */
export class Register {
  readonly #mirrors: ReadonlyMap<string, Mirror>;
  #view: RegisterView | null = null;

  constructor(clients: readonly DepartmentClient[]) {
    this.#mirrors = new Map(clients.map((client) => [client.domain.code, new Mirror(client)]));
  }

  /** Takes over what has changed in a department's books. Throws where the department does not say; what was known of it stays. */
  async keepUp(domain: string, freshness: LedgerFreshness): Promise<void> {
    await this.#mirrors.get(domain)?.keepUp(freshness);
  }

  /** The register as it stands; made anew only after a change. */
  get view(): RegisterView {
    const revision = [...this.#mirrors.values()].map((mirror) => mirror.revision).join('.');
    if (this.#view?.revision !== revision) this.#view = this.#makeView(revision);
    return this.#view;
  }

  #makeView(revision: string): RegisterView {
    const mentions = [...this.#mentions()];
    const names = new NameIndex(mentions);
    return {
      revision,
      names,
      parties: registeredParties(mentions, names),
      candidates: [...this.#candidates(names)],
      nilReports: [...this.#nilReports(names)],
    };
  }

  *#mentions(): Iterable<DomainMention> {
    for (const { domain, bundles } of this.#mirrors.values()) {
      for (const bundle of bundles) for (const mention of bundle.mentions) yield { ...mention, domain };
    }
  }

  *#nilReports(names: NameIndex): Iterable<NilReport> {
    for (const { domain, bundles } of this.#mirrors.values()) {
      for (const bundle of bundles)
        for (const report of bundle.nilReports) yield { ...report, domain, debtorId: names.identifierOf(report.partyKey) };
    }
  }

  *#candidates(names: NameIndex): Iterable<Candidate> {
    for (const { domain, bundles } of this.#mirrors.values()) {
      for (const bundle of bundles)
        for (const candidate of bundle.candidates) {
          const { debtorKey, creditorKey } = candidate;
          yield { ...candidate, domain, debtorId: names.identifierOf(debtorKey), creditorId: names.identifierOf(creditorKey) };
        }
    }
  }
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
