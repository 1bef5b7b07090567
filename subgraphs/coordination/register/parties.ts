import type { DebtorKind, EnterpriseScale, LedgerMention, Ownership, PartyRole } from '../../../schema/generated/ledger-client.ts';
import { groupedBy } from '../../../kit/group.ts';
import { normalForm } from '../../../kit/text.ts';
import { PRECEDENCE } from '../domains.ts';
import type { NameIndex } from './names.ts';

/** A mention with the department that makes it. */
export interface DomainMention extends LedgerMention {
  domain: string;
}

/** A creditor or debtor as all departments' books together know it. */
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
  mentions: readonly DomainMention[];
}

/** Parties by identifier, out of everything the departments' books say. */
export function registeredParties(mentions: Iterable<DomainMention>, names: NameIndex): Map<string, RegisteredParty> {
  const byId = groupedBy(mentions, ({ party }) => names.identifierOf(party.key));
  return new Map([...byId].map(([id, mentionsOfParty]) => [id, partyOf(id, mentionsOfParty)]));
}

function partyOf(id: string, unordered: DomainMention[]): RegisteredParty {
  const mentions = [...unordered].sort(byPrecedence);
  const first = <T>(value: (mention: DomainMention) => T | null | undefined): T | null =>
    mentions.map(value).find((found) => found !== null && found !== undefined) ?? null;
  const name = mentions.find(({ party }) => party.name !== '')?.party.name ?? id;
  return {
    id,
    name,
    otherNames: otherNames(name, mentions),
    creditCode: first(({ party }) => party.creditCode),
    // a book's OTHER is what it says of those of whom it does not know
    kind: first(({ kind }) => (kind === 'OTHER' ? null : kind)) ?? first(({ kind }) => kind),
    ownership: first(({ ownership }) => ownership),
    scale: first(({ scale }) => scale),
    roles: new Set(mentions.map(({ role }) => role)),
    keys: new Set([id, ...mentions.flatMap(({ party, formerName }) => [party.key, normalForm(party.name), normalForm(formerName ?? '')])]),
    mentions,
  };
}

/** By department, then by where it stands, so that the same books always give the same answer. */
function byPrecedence(a: DomainMention, b: DomainMention): number {
  const byDomain = PRECEDENCE.indexOf(a.domain) - PRECEDENCE.indexOf(b.domain);
  return byDomain !== 0 ? byDomain : a.location < b.location ? -1 : a.location > b.location ? 1 : 0;
}

/** Every other way the books write it, former names included; ways that are alike in normal form count once. */
function otherNames(name: string, mentions: readonly DomainMention[]): string[] {
  const written = mentions.flatMap(({ party, formerName }) => [party.name, formerName ?? '']).filter((other) => other !== '');
  const byNormalForm = new Map(written.map((other) => [normalForm(other), other] as const).reverse());
  byNormalForm.delete(normalForm(name));
  return [...byNormalForm.values()].sort();
}
