import type { Bundle, IssueFact, PartyMention } from '../../../kit/rules/fact.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { partyOf, readCode } from '../../../kit/rules/identity.ts';
import { referenceIssue, type IssueRow } from '../../../kit/rules/issues.ts';
import { withoutPersonalNumbers } from '../../../kit/rules/personal-number.ts';
import type { Organisation } from '../model.ts';
import { isSet, readingIssues } from './readings.ts';
import { duplicateIssues, latestRows } from './rows.ts';
import {
  debtorKindOf,
  lostMergers,
  organisationLocation,
  ownershipOf,
  unitFinder,
  type Unit,
  type UnitFinder,
} from './units.ts';

/** Key of the bundle of all units; contracts' keys are their ids. */
export const ORGANISATIONS = 'orgs';

/**
 * All units, and the ids of entries that projects not deleted name as owner and contracts not deleted name as
 * contractor.
 */
interface OrganisationFile {
  organisations: readonly Organisation[];
  ownerIds: readonly string[];
  contractorIds: readonly string[];
}

/** Who the units are: the books' only mentions of parties, since bills, contracts and projects refer to them. */
export function organisationsBundle({ organisations, ownerIds, contractorIds }: OrganisationFile, today: Day): Bundle {
  const entries = latestRows(organisations);
  const unitOf = unitFinder(entries);
  const [owners, contractors] = [unitsUsed(ownerIds, unitOf), unitsUsed(contractorIds, unitOf)];
  const standing = entries.filter(({ deleted }) => !isSet(deleted));
  const mentions = standing.flatMap((entry) => mentionsOf(entry, unitOf(entry.id), owners, contractors));
  const issues = [
    ...duplicateIssues(organisations, rowOf),
    ...mergerIssues(entries),
    ...standing.flatMap(({ id, deleted }) => readingIssues(rowOf(id), { deleted }, today)),
    ...standing.flatMap(codeIssues),
    ...mentions.flatMap(namelessIssues),
  ];
  return { key: ORGANISATIONS, debts: [], mentions, issues };
}

const rowOf = (id: string): IssueRow => ({ location: organisationLocation(id), debtId: null });

/** Entries in force whose merger leads nowhere. */
function mergerIssues(entries: readonly Organisation[]): IssueFact[] {
  const lost = lostMergers(entries).filter(({ deleted }) => !isSet(deleted));
  return lost.map(({ id, mergedInto }) => referenceIssue(rowOf(id), mergedInto ?? ''));
}

/** Ids of the entries and of the ends of their mergers: a debt's party is the end, whichever entry is named. */
function unitsUsed(ids: readonly string[], unitOf: UnitFinder): Set<string> {
  return new Set(ids.flatMap((id) => [id, unitOf(id)?.end.id ?? id]));
}

/**
 * An entry in the roles that it is used in; one that is not used in the role that its kind suggests. What it is, is
 * what its unit is.
 */
function mentionsOf(
  entry: Organisation,
  unit: Unit | null,
  owners: ReadonlySet<string>,
  contractors: ReadonlySet<string>,
): PartyMention[] {
  const { end, code } = unit ?? { end: entry, code: readCode(entry.creditCode) };
  const mention = {
    party: partyOf(entry.name, code),
    location: organisationLocation(entry.id),
    inForce: true,
    debtId: null,
    formerName: null,
  };
  const debtor: PartyMention = { ...mention, role: 'DEBTOR', kind: debtorKindOf(end), ownership: null, scale: null };
  const creditor: PartyMention = {
    ...mention,
    role: 'CREDITOR',
    kind: null,
    ownership: ownershipOf(end),
    scale: end.scale,
  };
  const used = [...(owners.has(entry.id) ? [debtor] : []), ...(contractors.has(entry.id) ? [creditor] : [])];
  if (used.length > 0) return used;
  return [entry.kind === 'PRIVATE_ENTERPRISE' || entry.kind === 'INDIVIDUAL' ? creditor : debtor];
}

function codeIssues({ id, creditCode }: Organisation): IssueFact[] {
  if (!readCode(creditCode).invalid) return [];
  const message =
    "This is no credit code, organisation code, tax number or registration number: the unit goes by its name or by a merged entry's code.";
  return [
    {
      kind: 'CREDIT_CODE_INVALID',
      location: organisationLocation(id),
      found: creditCode && withoutPersonalNumbers(creditCode),
      message,
      debtId: null,
    },
  ];
}

function namelessIssues({ role, party, location, debtId }: PartyMention): IssueFact[] {
  if (party.name !== '' || party.organisationCode !== null) return [];
  const message = 'The entry has neither a name nor a code: it stands for itself alone.';
  return [{ kind: `${role}_UNIDENTIFIED`, location, found: null, message, debtId }];
}
