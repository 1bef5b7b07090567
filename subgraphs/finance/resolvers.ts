import { shownContact } from '../../kit/department/contact.ts';
import { believed, lastDayOfMonth, type Day } from '../../kit/rules/dates.ts';
import { argumentError } from '../../kit/graphql/errors.ts';
import { pageOf } from '../../kit/graphql/page-size.ts';
import { readCode } from '../../kit/rules/identity.ts';
import { RATE_PLACES } from '../../kit/rules/interest.ts';
import { decimalText, maxFen } from '../../kit/rules/money.ts';
import { interestResolvers } from '../../kit/department/late-interest.ts';
import { missingDocuments } from '../../kit/department/missing-documents.ts';
import { recordOn } from '../../kit/department/record.ts';
import type { FinancePayableFilter, Resolvers } from '../../schema/generated/finance.ts';
import { creditNotesOf, currentAgency, debtIdOf, paymentsUpTo } from './facts/debts.ts';
import { instalmentsOf, planInForce, revisionOf } from './facts/plan.ts';
import type { PayableFilter, Voucher } from './model.ts';

/** The finance bureau's own words. */
export const resolvers: Resolvers = {
  Query: {
    financePayables: (_, { where, first, after }, context) =>
      context.source.payablesAfter(
        payableFilter(where ?? {}, context.today()),
        pageOf(first, after && wantedPayableId(after)),
      ),
    financeUnsecuredProjects: (_, { where, first, after }, { source }) =>
      source.unsecuredProjectsAfter(where ?? {}, pageOf(first, after)),
    financeClearingFunds: (_, { fiscalYear, fundingSource, first, after }, { source }) =>
      source.clearingFundsAfter({ fiscalYear, fundingSource }, pageOf(first, after)),
    financeTaxArrears: (_, { open, first, after }, { source }) =>
      source.taxArrearsAfter(open ?? null, pageOf(first, after)),
  },

  FinancePayable: {
    __resolveReference: (reference, { loaders }) => {
      const payableId = payableIdOf(reference.id);
      return recordOn(reference, payableId === null ? null : loaders.payable.load(payableId));
    },
    id: debtIdOf,
    contract: ({ contractId }, _, { loaders }) => loaders.contract.load(contractId),
    agency: async ({ contractId }, _, { loaders }) => {
      const contract = await loaders.contract.load(contractId);
      return contract && currentAgency(await loaders.agencyRows.load(contract.agencyCode));
    },
    payableAmount: ({ shownAmount }) => shownAmount,
    deliveredOn: ({ deliveredOn }) => deliveredOn.day,
    recordedDueOn: ({ dueOn }) => dueOn.day,
    creditNotes: async (payable, _, context) => {
      const notes = creditNotesOf(payable, await context.loaders.payablesOfContract.load(payable.contractId));
      return inOrder(notes, ({ deliveredOn, id }) => `${deliveredOn.day ?? ''} ${id}`).filter(
        ({ deliveredOn }) => (believed(deliveredOn.day, context.today()) ?? '') <= context.today(),
      );
    },
    vouchers: async ({ id }, _, { loaders }) => inOrder(await loaders.vouchersOfPayable.load(id), orderOfVoucher),
    planRevision: async ({ id }, _, { loaders }) => revisionOf(planInForce(await loaders.planLinesOfPayable.load(id))),
    ...interestResolvers(debtIdOf),
    payments: async ({ id }, _, context) => {
      const vouchers = inOrder(await context.loaders.vouchersOfPayable.load(id), orderOfVoucher);
      return paymentsUpTo(vouchers, context.today());
    },
    plan: async ({ id }, _, { loaders }) => instalmentsOf(planInForce(await loaders.planLinesOfPayable.load(id))),
    documents: async ({ id }, _, { loaders }) =>
      inOrder(await loaders.documentsOfPayable.load(id), (document) => document.id),
    missingDocuments: async ({ id }, _, { loaders }) => {
      const kinds = (await loaders.documentsOfPayable.load(id)).map(({ kind }) => kind);
      return missingDocuments(kinds);
    },
    contact: async ({ contractId }, _, { loaders, call }) => {
      const contract = await loaders.contract.load(contractId);
      return contract && shownContact(await loaders.contactOfAgency.load(contract.agencyCode), call.viewer);
    },
  },

  FinanceCreditNote: { amount: ({ shownAmount }) => -shownAmount, deliveredOn: ({ deliveredOn }) => deliveredOn.day },

  FinanceVoucher: { amount: ({ shownAmount }) => shownAmount, paidOn: ({ paidOn }) => paidOn.day },

  FinanceContract: {
    lateRateDaily: ({ lateRate }) => (lateRate === null ? null : decimalText(lateRate, RATE_PLACES)),
    agency: async ({ agencyCode }, _, { loaders }) => currentAgency(await loaders.agencyRows.load(agencyCode)),
    project: ({ projectCode }, _, { loaders }) => (projectCode === null ? null : loaders.project.load(projectCode)),
  },

  FinanceProject: {
    agency: async ({ agencyCode }, _, { loaders }) => currentAgency(await loaders.agencyRows.load(agencyCode)),
    contracts: ({ code }, _, { loaders }) => loaders.contractsOfProject.load(code),
  },

  FinanceTaxArrears: {
    organisationCode: ({ taxpayerCode }) => readCode(taxpayerCode).organisationCode,
    open: ({ owed, recovered }) => maxFen(0n, owed - recovered),
    contracts: ({ taxpayerCode }, _, { loaders }) => {
      const { organisationCode } = readCode(taxpayerCode);
      return organisationCode === null ? [] : loaders.contractsOfSupplier.load(organisationCode);
    },
  },
};

/** The payable's own id out of a record's id; null where the record is not finance's. */
const payableIdOf = (id: string): string | null => /^finance:(.+)$/.exec(id)?.[1] ?? null;

function wantedPayableId(id: string): string {
  const payableId = payableIdOf(id);
  if (payableId === null) throw argumentError('after', 'the id of a payable, "finance:…"', id);
  return payableId;
}

function payableFilter({ deliveredMonth, ...rest }: FinancePayableFilter, today: Day): PayableFilter {
  const filter = { ...rest, paidUntil: today };
  if (!deliveredMonth) return filter;
  const last = lastDayOfMonth(deliveredMonth);
  if (last === null) throw argumentError('where.deliveredMonth', 'YYYY-MM', deliveredMonth);
  return { ...filter, deliveredFrom: `${last.slice(0, 8)}01`, deliveredTo: last };
}

/** Unpaid ones last. */
const orderOfVoucher = ({ paidOn, id }: Voucher): string => `${paidOn.day ?? '~'} ${id}`;

function inOrder<Noun>(nouns: readonly Noun[], orderOf: (noun: Noun) => string): Noun[] {
  return [...nouns].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}
