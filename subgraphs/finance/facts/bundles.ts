import type { Day } from '../../../kit/rules/dates.ts';
import type { Bundle, IssueFact, PartyMention } from '../../../kit/rules/fact.ts';
import { partyOf, readCode } from '../../../kit/rules/identity.ts';
import type { Agency, Contract, ContractFile, TaxArrears } from '../model.ts';
import { accountsOf, agencyLocation, agencyParty, contractLocation, debtOf, supplierParty } from './debts.ts';
import { agencyIssues, contractIssues } from './issues.ts';

/**
 * A contract that is not deleted: its payables as debts and its supplier, where it is in force, and what is wrong in
 * them today.
 */
export function contractBundle(key: string, file: ContractFile, today: Day): Bundle {
  const accounts = accountsOf(file, today);
  const issues = contractIssues(file, accounts, today);
  if (!file.contract.inForce) return { key, debts: [], mentions: [], issues };
  const debts = [...accounts].map(([payable, account]) => debtOf(payable, account, file, today));
  return { key, debts, mentions: [supplierMention(file.contract)], issues };
}

/** The agencies that are not deleted. */
export function agenciesBundle(key: string, agencies: readonly Agency[]): Bundle {
  const mentions = agencies.filter(({ inForce }) => inForce).map(agencyMention);
  return { key, debts: [], mentions, issues: agencies.flatMap(agencyIssues) };
}

/** Rows in force that lead nowhere. */
export const orphansBundle = (key: string, issues: IssueFact[]): Bundle => ({ key, debts: [], mentions: [], issues });

/** The taxpayers: they owe no debt and are owed none, but the register learns from them which name has which code. */
export function taxpayersBundle(key: string, taxArrears: readonly TaxArrears[]): Bundle {
  return { key, debts: [], mentions: taxArrears.map(taxpayerMention), issues: [] };
}

const UNKNOWN = { debtId: null, kind: null, ownership: null, scale: null, formerName: null };

function supplierMention(contract: Contract): PartyMention {
  const { ownership, scale } = contract;
  const location = contractLocation(contract);
  return { ...UNKNOWN, role: 'CREDITOR', party: supplierParty(contract), location, inForce: true, ownership, scale };
}

function agencyMention(agency: Agency): PartyMention {
  return {
    ...UNKNOWN,
    role: 'DEBTOR',
    party: agencyParty(agency),
    location: agencyLocation(agency),
    inForce: true,
    kind: agency.kind,
  };
}

function taxpayerMention({ id, taxpayerName, taxpayerCode }: TaxArrears): PartyMention {
  const party = partyOf(taxpayerName, readCode(taxpayerCode));
  return { ...UNKNOWN, role: 'CREDITOR', party, location: `TAX_ARREARS TAX_ID=${id}`, inForce: false };
}
