import { shownContact } from '../../kit/department/contact.ts';
import { addDays, daysBetween, lastDayOfMonth, type Day } from '../../kit/rules/dates.ts';
import { argumentError } from '../../kit/graphql/errors.ts';
import { pageOf, type Page } from '../../kit/graphql/page-size.ts';
import { withoutPersonalNumbers } from '../../kit/rules/personal-number.ts';
import { interestResolvers } from '../../kit/department/late-interest.ts';
import { missingDocuments } from '../../kit/department/missing-documents.ts';
import { recordOn } from '../../kit/department/record.ts';
import type {
  ConstructionBillFilter,
  ConstructionDepositFilter,
  Resolvers,
  UnacceptedConstructionProjectFilter,
} from '../../schema/generated/housing-construction.ts';
import { billIdOf, debtIdOf } from './facts/debts.ts';
import { daysReturnOverdue, hasLegalBasis, returnDueOn } from './facts/deposits.ts';
import { paymentsUpTo, statusByPayments } from './facts/payments.ts';
import { isSet } from './facts/readings.ts';
import type { BillFilter, Deposit, PlannedInstalment, ProjectFilter } from './model.ts';

export const resolvers: Resolvers = {
  Query: {
    constructionBills: (_, { where, first, after }, { source }) =>
      source.billsAfter(billFilter(where ?? {}), pageBehind(after && wantedBillId(after), first)),
    unacceptedConstructionProjects: (_, { where, first, after }, { source, today }) =>
      source.unacceptedProjectsAfter(projectFilter(where ?? {}, today()), pageBehind(after, first)),
    constructionDeposits: (_, { where, first, after }, { source, today }) =>
      source.depositsAfter((deposit) => isWanted(deposit, where ?? {}, today()), pageBehind(after, first)),
  },

  ConstructionBill: {
    __resolveReference: (reference, { loaders }) => {
      const billId = billIdOf(reference.id);
      return recordOn(reference, billId === null ? null : loaders.bill.load(billId));
    },
    id: ({ id }) => debtIdOf(id),
    billType: ({ type }) => type,
    recordedDueOn: ({ recordedDue }) => recordedDue.day,
    statusByPayments: async (bill, _, { loaders, today }) =>
      statusByPayments(bill, await loaders.paymentsOfBill.load(bill.id), today()),
    reversedPaymentCount: async ({ id }, _, { loaders }) => {
      const payments = await loaders.paymentsOfBill.load(id);
      return payments.filter(({ reversed }) => isSet(reversed)).length;
    },
    contract: ({ contractId }, _, { loaders }) => loaders.contract.load(contractId),
    project: async ({ contractId }, _, { loaders }) => {
      const contract = await loaders.contract.load(contractId);
      return contract && loaders.project.load(contract.projectId);
    },
    owner: async ({ contractId }, _, { loaders }) => {
      const contract = await loaders.contract.load(contractId);
      const project = contract && (await loaders.project.load(contract.projectId));
      return project && loaders.organisation.load(project.ownerId);
    },
    contractor: async ({ contractId }, _, { loaders }) => {
      const contract = await loaders.contract.load(contractId);
      return contract && loaders.organisation.load(contract.contractorId);
    },
    ...interestResolvers(({ id }) => debtIdOf(id)),
    payments: async ({ id }, _, { loaders, today }) => paymentsUpTo(await loaders.paymentsOfBill.load(id), today()),
    plan: async ({ id }, _, { loaders }) =>
      inOrder(await loaders.instalmentsOfBill.load(id), ({ seq }) => seq).flatMap(dated),
    documents: async ({ id }, _, { loaders }) =>
      inOrder(await loaders.documentsOfBill.load(id), ({ uploadedAt }) => uploadedAt),
    missingDocuments: async ({ id }, _, { loaders }) => {
      const kinds = (await loaders.documentsOfBill.load(id)).map(({ kind }) => kind);
      return missingDocuments(kinds);
    },
    contact: async ({ contractId }, _, { loaders, call }) => {
      const contract = await loaders.contract.load(contractId);
      return contract && shownContact(await loaders.contactOfOrganisation.load(contract.contractorId), call.viewer);
    },
  },

  ConstructionProject: {
    acceptedOn: ({ accepted }) => accepted.day,
    daysUnaccepted: ({ startedOn, accepted }, _, { today }) =>
      startedOn === null || accepted.typed !== null || startedOn > today() ? null : daysBetween(startedOn, today()),
    owner: ({ ownerId }, _, { loaders }) => loaders.organisation.load(ownerId),
  },

  ConstructionContract: {
    contractor: ({ contractorId }, _, { loaders }) => loaders.organisation.load(contractorId),
  },

  ConstructionOrganisation: {
    name: ({ name }) => withoutPersonalNumbers(name),
    creditCode: ({ creditCode }) => creditCode && withoutPersonalNumbers(creditCode),
  },

  ConstructionDeposit: {
    legalBasis: hasLegalBasis,
    returnDueOn,
    daysReturnOverdue: (deposit, _, { today }) => daysReturnOverdue(deposit, today()),
    contract: ({ contractId }, _, { loaders }) => loaders.contract.load(contractId),
  },
};

/** A century: further back no project began. */
const MAX_DAYS = 36_500;

/** Ids are numbers. */
function pageBehind(after: string | null | undefined, first: number): Page {
  if (after && !/^\d+$/.test(after)) throw argumentError('after', 'the last id of a page', after);
  return pageOf(first, after);
}

function wantedBillId(id: string): string {
  const billId = billIdOf(id);
  if (billId !== null) return billId;
  throw argumentError('after', 'the id of a bill, "housing-construction:…"', id);
}

function billFilter({ confirmedIn, confirmed, ...where }: ConstructionBillFilter): BillFilter {
  const filter = { ...where, confirmed: confirmed ?? true };
  if (!confirmedIn) return filter;
  const last = lastDayOfMonth(confirmedIn);
  if (last === null) throw argumentError('where.confirmedIn', 'YYYY-MM', confirmedIn);
  return { ...filter, confirmedFrom: `${last.slice(0, 8)}01`, confirmedTo: last };
}

function projectFilter({ minDays, ...filter }: UnacceptedConstructionProjectFilter, today: Day): ProjectFilter {
  const days = minDays ?? 0;
  if (days < 0 || days > MAX_DAYS) throw argumentError('where.minDays', `0 to ${MAX_DAYS}`, days);
  return { ...filter, startedBy: addDays(today, -days) };
}

function isWanted(
  deposit: Deposit,
  { legalBasis, returnOverdue, returned }: ConstructionDepositFilter,
  today: Day,
): boolean {
  return (
    holds(legalBasis, hasLegalBasis(deposit)) &&
    holds(returnOverdue, daysReturnOverdue(deposit, today) !== null) &&
    holds(returned, deposit.returnedOn !== null)
  );
}

/** Whether something is as it was asked for, if it was. */
const holds = (asked: boolean | null | undefined, is: boolean): boolean => (asked ?? is) === is;

/** An instalment whose day or amount cannot be read is left out. */
function dated({
  dueOn,
  amount,
  ...instalment
}: PlannedInstalment): (PlannedInstalment & { dueOn: Day; amount: bigint })[] {
  return dueOn === null || amount === null ? [] : [{ ...instalment, dueOn, amount }];
}

/** By a value, and where it is the same by id. */
function inOrder<Noun extends { id: string }>(
  nouns: readonly Noun[],
  valueOf: (noun: Noun) => string | number,
): Noun[] {
  return [...nouns].sort((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    return a === b ? (BigInt(one.id) < BigInt(other.id) ? -1 : 1) : a < b ? -1 : 1;
  });
}
