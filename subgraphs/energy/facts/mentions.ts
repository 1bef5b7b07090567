import type { PartyMention } from '../../../kit/rules/fact.ts';
import { partyOf, readCode, type Party } from '../../../kit/rules/identity.ts';
import { given } from '../../../kit/rules/text.ts';
import type { DirectoryEntry, UnitEntry } from '../model.ts';
import { isNamed, type LineReading } from './lines.ts';
import { companyOfEntry, kindOfUnit, type Registers } from './registers.ts';

/** A line, and the id of the debt that it is in the ledger in force. */
export interface StandingLine {
  reading: LineReading;
  debtId: string | null;
}

/** Whom lines name that stand in the books today. */
export function mentionsInForce(lines: readonly StandingLine[], registers: Registers): PartyMention[] {
  return lines.flatMap(({ reading, debtId }) =>
    mentionsOf(reading, registers).map((mention) => ({ ...mention, inForce: true, debtId })),
  );
}

/**
 * Whom lines of other imports and months name. A party that many lines name alike stands once: the register learns
 * nothing from the others.
 */
export function mentionsElsewhere(readings: readonly LineReading[], registers: Registers): PartyMention[] {
  const seen = new Set<string>();
  const isNew = (role: string, party: Party): boolean => {
    const text = JSON.stringify([role, party]);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  };
  return readings.flatMap((reading) => mentionsOf(reading, registers, isNew));
}

const NOTHING_ELSE = { inForce: false, debtId: null, formerName: null, kind: null, ownership: null, scale: null };

type Wanted = (role: PartyMention['role'], party: Party) => boolean;

/** The debtor and the creditor of a line, as far as there is one and it is wanted. */
function mentionsOf(
  { kind, debtor, creditor, location }: LineReading,
  registers: Registers,
  wanted: Wanted = () => true,
): PartyMention[] {
  if (kind === 'TOTAL' || kind === 'NIL' || kind === 'BLANK') return [];
  const mentions: PartyMention[] = [];
  if (isNamed(debtor) && wanted('DEBTOR', debtor))
    mentions.push({ ...NOTHING_ELSE, role: 'DEBTOR', party: debtor, location, kind: registers.kindOf(debtor) });
  if (isNamed(creditor) && wanted('CREDITOR', creditor))
    mentions.push({ ...NOTHING_ELSE, role: 'CREDITOR', party: creditor, location, ...registers.companyOf(creditor) });
  return mentions;
}

/** An enterprise as the directory has it. */
export function mentionOfEntry(entry: DirectoryEntry): PartyMention {
  const party = partyOf(entry.name, readCode(entry.creditCode));
  const said = { ...companyOfEntry(entry), formerName: given(entry.formerName) };
  return { ...NOTHING_ELSE, role: 'CREDITOR', party, location: locationOfEntry(entry), inForce: true, ...said };
}

/** A reporting unit as the bureau's list has it. */
export function mentionOfUnit(unit: UnitEntry): PartyMention {
  const party = partyOf(unit.name, readCode(unit.creditCode));
  return {
    ...NOTHING_ELSE,
    role: 'DEBTOR',
    party,
    location: locationOfUnit(unit.name),
    inForce: true,
    kind: kindOfUnit(unit),
  };
}

/** Where a directory entry stands. */
const locationOfEntry = ({ name }: DirectoryEntry): string => `企业名录 企业名称=${name}`;
/** Where a reporting unit stands, by its name as typed. */
export const locationOfUnit = (name: string): string => `填报单位 单位名称=${name}`;
