import type { Day } from '../../../kit/rules/dates.ts';
import type { Bundle, IssueFact, PartyMention } from '../../../kit/rules/fact.ts';
import type { Company, DocumentFile, Supplier } from '../model.ts';
import { companyLocation, companyParty, debtLinesOf, debtOf, supplierLocation, supplierParty } from './debts.ts';
import { companyIssues, documentIssues, supplierIssues } from './issues.ts';

/**
 * A payable document: its lines that are debts, and what is wrong in them today. It names nobody: its parties have rows
 * of their own.
 */
export function documentBundle(key: string, file: DocumentFile, today: Day): Bundle {
  const debts = debtLinesOf(file).map((line) => debtOf(line, file, today));
  return { key, debts, mentions: [], issues: documentIssues(file, today) };
}

/** Rows in force that lead nowhere. */
export const orphansBundle = (key: string, issues: IssueFact[]): Bundle => ({ key, debts: [], mentions: [], issues });

/** The companies that are not deleted. */
export function companiesBundle(key: string, companies: readonly Company[]): Bundle {
  return {
    key,
    debts: [],
    mentions: companies.filter(({ inForce }) => inForce).map(companyMention),
    issues: companies.flatMap(companyIssues),
  };
}

/** The supplier entries that are not deleted, internal ones too. */
export function suppliersBundle(key: string, suppliers: readonly Supplier[]): Bundle {
  return {
    key,
    debts: [],
    mentions: suppliers.filter(({ inForce }) => inForce).map(supplierMention),
    issues: suppliers.flatMap(supplierIssues),
  };
}

const UNKNOWN = { inForce: true, debtId: null, kind: null, ownership: null, scale: null, formerName: null };

function companyMention(company: Company): PartyMention {
  return {
    ...UNKNOWN,
    role: 'DEBTOR',
    party: companyParty(company),
    location: companyLocation(company.id),
    kind: 'SOE',
  };
}

function supplierMention(supplier: Supplier): PartyMention {
  const { ownership, scale } = supplier;
  return {
    ...UNKNOWN,
    role: 'CREDITOR',
    party: supplierParty(supplier),
    location: supplierLocation(supplier.id),
    ownership,
    scale,
  };
}
