import { common } from './department.ts';
import type { Policy } from './policy.ts';
import { EVERYONE, OFFICIALS } from './readers.ts';

/**
 * Who may see what of the finance bureau’s books (财政). What enterprises owe in taxes is for officials: Law on Tax
 * Collection, Art. 8, keeps it secret.
 */
export const policy: Policy = {
  domain: 'finance',
  fields: {
    ...common,
    Query: {
      ...common.Query,
      financePayables: EVERYONE,
      financeUnsecuredProjects: EVERYONE,
      financeClearingFunds: EVERYONE,
      financeTaxArrears: OFFICIALS,
    },
    FinancePayable: {
      id: EVERYONE,
      asOf: EVERYONE,
      contract: EVERYONE,
      agency: EVERYONE,
      billNo: EVERYONE,
      payableAmount: EVERYONE,
      deliveredOn: EVERYONE,
      recordedDueOn: EVERYONE,
      verifyState: EVERYONE,
      causeCode: EVERYONE,
      creditNotes: EVERYONE,
      vouchers: EVERYONE,
      planRevision: EVERYONE,
      lateInterest: EVERYONE,
      lateInterestBreakdown: EVERYONE,
      payments: EVERYONE,
      plan: EVERYONE,
      contact: OFFICIALS,
      documents: OFFICIALS,
      missingDocuments: EVERYONE,
    },
    FinanceContract: {
      id: EVERYONE,
      number: EVERYONE,
      name: EVERYONE,
      category: EVERYONE,
      amount: EVERYONE,
      signedOn: EVERYONE,
      supplierName: EVERYONE,
      supplierCode: EVERYONE,
      payTermDays: EVERYONE,
      lateRateDaily: EVERYONE,
      agency: EVERYONE,
      project: EVERYONE,
    },
    FinanceAgency: {
      code: EVERYONE,
      name: EVERYONE,
      creditCode: EVERYONE,
      kind: EVERYONE,
    },
    FinanceProject: {
      code: EVERYONE,
      name: EVERYONE,
      fiscalYear: EVERYONE,
      totalAmount: EVERYONE,
      approvedOn: EVERYONE,
      startedOn: EVERYONE,
      fundProofNo: EVERYONE,
      advanced: EVERYONE,
      agency: EVERYONE,
      contracts: EVERYONE,
    },
    FinanceCreditNote: {
      amount: EVERYONE,
      deliveredOn: EVERYONE,
    },
    FinanceVoucher: {
      certificateNo: EVERYONE,
      amount: EVERYONE,
      paidOn: EVERYONE,
      status: EVERYONE,
      fundingSource: EVERYONE,
    },
    FinancePlanRevision: {
      number: EVERYONE,
      signed: EVERYONE,
      unreadableMonths: EVERYONE,
    },
    FinanceClearingFund: {
      id: EVERYONE,
      fiscalYear: EVERYONE,
      fundingSource: EVERYONE,
      name: EVERYONE,
      arranged: EVERYONE,
      allocated: EVERYONE,
    },
    FinanceTaxArrears: {
      id: OFFICIALS,
      taxpayerName: OFFICIALS,
      taxpayerCode: OFFICIALS,
      organisationCode: OFFICIALS,
      owed: OFFICIALS,
      recovered: OFFICIALS,
      open: OFFICIALS,
      contracts: OFFICIALS,
    },
  },
};
