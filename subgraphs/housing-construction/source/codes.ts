import type { DocumentKind, EnterpriseScale, FundingSource } from '../../../kit/rules/fact.ts';
import type { Meanings } from '../../../kit/source/columns.ts';
import type { BillStatus, BillType, ContractKind, OrganisationKind } from '../model.ts';

/** hc_org.org_kind */
export const organisationKinds: Meanings<OrganisationKind> = {
  1: 'GOVERNMENT',
  2: 'PUBLIC_INSTITUTION',
  3: 'STATE_ENTERPRISE',
  4: 'PRIVATE_ENTERPRISE',
  5: 'INDIVIDUAL',
  6: 'TOWN',
};

/** hc_org.scale */
export const scales: Meanings<EnterpriseScale> = { 1: 'LARGE', 2: 'MEDIUM', 3: 'SMALL', 4: 'MICRO' };

/** hc_contract.contract_kind */
export const contractKinds: Meanings<ContractKind> = {
  1: 'GENERAL_CONTRACTING',
  2: 'SUBCONTRACTING',
  3: 'SUPERVISION',
  4: 'MATERIALS',
  5: 'SURVEY_AND_DESIGN',
};

/** hc_bill.bill_type */
export const billTypes: Meanings<BillType> = {
  1: 'PROGRESS',
  2: 'SETTLEMENT',
  3: 'RETENTION',
  4: 'WAGES',
  5: 'MATERIALS',
};

/** hc_bill.status of bills that stand in the books. */
export const billStatuses: Meanings<BillStatus> = { 1: 'UNPAID', 2: 'PARTLY_PAID', 3: 'PAID' };

/** hc_document.kind is in these words already. */
export const documentKinds: Meanings<DocumentKind> = {
  CONTRACT: 'CONTRACT',
  PLAN: 'PLAN',
  VOUCHER: 'VOUCHER',
  ACCEPTANCE: 'ACCEPTANCE',
  SETTLEMENT: 'SETTLEMENT',
  OTHER: 'OTHER',
};

const FUNDING_WORDS: readonly (readonly [string, FundingSource])[] = [
  ['财政', 'FISCAL'],
  ['税费', 'TAX_RECOVERY'],
  ['资产', 'ASSET_DISPOSAL'],
  ['债券', 'BOND_OR_TRANSFER'],
];

/** hc_repay_plan.funding: one of four words, or free text that may hold one of them. */
export function fundingSourceOf(text: string): FundingSource {
  return FUNDING_WORDS.find(([word]) => text.includes(word))?.[1] ?? 'OTHER';
}

/** A funding that says more than the four words do. */
export const fundingNoteOf = (text: string): string | null =>
  FUNDING_WORDS.some(([word]) => word === text) ? null : text;
