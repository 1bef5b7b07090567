import type { Day } from '../../../kit/dates.ts';
import type { Bundle, PartyMention } from '../../../kit/fact.ts';
import { partyOf, readCode } from '../../../kit/identity.ts';
import type { Agency, Contract, ContractFile, TaxArrears } from '../model.ts';
import { agencyLocation, agencyParty, contractLocation, debtOf, isDebt, supplierParty } from './debts.ts';
import { agencyIssues, contractIssues } from './issues.ts';

/** A contract in force: its payables as debts, its supplier, and what is wrong in them today. */
export function contractBundle(file: ContractFile, today: Day): Bundle {
  return {
    key: file.contract.id,
    debts: file.payables.filter(isDebt).map((payable) => debtOf(payable, file)),
    mentions: [supplierMention(file.contract)],
    issues: contractIssues(file, today),
  };
}

/** The agencies in force. */
export function agenciesBundle(key: string, agencies: readonly Agency[]): Bundle {
  return { key, debts: [], mentions: agencies.map(agencyMention), issues: agencies.flatMap(agencyIssues) };
}

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
  return { ...UNKNOWN, role: 'DEBTOR', party: agencyParty(agency), location: agencyLocation(agency), inForce: true, kind: agency.kind };
}

function taxpayerMention({ id, taxpayerName, taxpayerCode }: TaxArrears): PartyMention {
  const party = partyOf(taxpayerName, readCode(taxpayerCode));
  return { ...UNKNOWN, role: 'CREDITOR', party, location: `TAX_ARREARS TAX_ID=${id}`, inForce: false };
}
