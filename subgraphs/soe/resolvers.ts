import { shownContact } from '../../kit/department/contact.ts';
import { believed, lastDayOfMonth, type Day } from '../../kit/rules/dates.ts';
import { argumentError } from '../../kit/graphql/errors.ts';
import { pageOf } from '../../kit/graphql/page-size.ts';
import { decimalText, fenOfFine, FINE_PLACES } from '../../kit/rules/money.ts';
import { interestResolvers } from '../../kit/department/late-interest.ts';
import { missingDocuments } from '../../kit/department/missing-documents.ts';
import { recordOn } from '../../kit/department/record.ts';
import type { Payment, Resolvers, SoePayableLineFilter } from '../../schema/generated/soe.ts';
import { oldestFirst, sumOf, writtenOffUpTo, type WrittenOff } from './facts/accounts.ts';
import { debtIdOf, lineIdOf } from './facts/debts.ts';
import { instalmentsOf, unreadableDatesOf } from './facts/plans.ts';
import type { DepartmentContext } from '../../kit/department/department.ts';
import type { SoeLoaders } from './loaders.ts';
import type { SoeSource } from './source/source.ts';
import type { LineFilter, PayableLine, WriteOff } from './model.ts';

export const resolvers: Resolvers = {
  Query: {
    soePayableLines: (_, { where, first, after }, { source }) =>
      source.linesAfter(lineFilter(where ?? {}), pageOf(first, after ? wantedLineId(after) : null)),
    soeCompanies: (_, { closed, first, after }, { source }) =>
      source.companiesAfter(closed ?? null, pageOf(first, after)),
    soeAssetDisposals: (_, { where, first, after }, { source }) =>
      source.disposalsAfter(where ?? {}, pageOf(first, after)),
  },

  SoePayableLine: {
    __resolveReference: (reference, { loaders }) => {
      const lineId = lineIdOf(reference.id);
      return recordOn(reference, lineId === null ? null : loaders.line.load(lineId));
    },
    id: debtIdOf,
    document: ({ documentId }, _, { loaders }) => loaders.document.load(documentId),
    company: async ({ documentId }, _, { loaders }) => {
      const document = await loaders.document.load(documentId);
      return document && loaders.company.load(document.companyId);
    },
    supplier: ({ supplierId }, _, { loaders }) => loaders.supplier.load(supplierId),
    exchangeRate: ({ exchangeRate }) => decimalText(exchangeRate, FINE_PLACES),
    amountInCurrency: ({ amountInCurrency }) => decimalText(amountInCurrency, FINE_PLACES),
    payableAmount: ({ shownAmount }) => shownAmount,
    effectiveOn: ({ effectiveOn }) => effectiveOn.day,
    effectiveOnTyped: ({ effectiveOn }) => effectiveOn.typed,
    recordedDueOn: ({ dueOn }) => dueOn.day,
    recordedDueOnTyped: ({ dueOn }) => dueOn.typed,
    writeOffs: async ({ id }, _, { loaders }) => oldestFirst(await loaders.writeOffsOfLine.load(id)),
    paidByWriteOffs: async (line, _, context) => sumOf((await writtenOff(line, context)).payments),
    redLetters: async (line, _, context) => sumOf((await writtenOff(line, context)).redLetters),
    unreadablePlanDates: async ({ id }, _, { loaders }) => unreadableDatesOf(await loaders.planOfLine.load(id)),
    ...interestResolvers(debtIdOf),
    payments: async (line, _, context) => paymentsOf((await writtenOff(line, context)).payments, context),
    plan: async ({ id }, _, { loaders }) => instalmentsOf(await loaders.planOfLine.load(id)),
    documents: async ({ id }, _, { loaders }) => {
      const attachments = [...(await loaders.attachmentsOfLine.load(id))].sort((one, other) =>
        one.id < other.id ? -1 : 1,
      );
      return attachments.map(({ kind, fileName }) => ({ kind, fileName, sha256: null }));
    },
    missingDocuments: async ({ id }, _, { loaders }) => {
      const kinds = (await loaders.attachmentsOfLine.load(id)).map(({ kind }) => kind);
      return missingDocuments(kinds);
    },
    contact: async ({ supplierId }, _, { loaders, call }) =>
      shownContact(await loaders.contactOfSupplier.load(supplierId), call.viewer),
  },

  SoeDocument: {
    date: ({ date }) => date.day,
    dateTyped: ({ date }) => date.typed,
  },

  SoeCompany: {
    parent: ({ parentId }, _, { loaders }) => (parentId === null ? null : loaders.company.load(parentId)),
    debtLineCount: ({ id }, _, { loaders }) => loaders.debtLineCountOfCompany.load(id),
  },

  SoeWriteOff: {
    amount: ({ shownAmount }) => shownAmount,
    basis: ({ paymentLineId }) => (paymentLineId === null ? 'RED_LETTER' : 'PAYMENT'),
    paymentNo: ({ paymentLineId }, _, { loaders }) =>
      paymentLineId === null ? null : loaders.paymentNo.load(paymentLineId),
    settledOn: ({ settledOn }) => settledOn.day,
    settledOnTyped: ({ settledOn }) => settledOn.typed,
  },

  SoeAssetDisposal: {
    company: ({ companyId }, _, { loaders }) => loaders.company.load(companyId),
    soldOn: ({ soldOn }) => soldOn.day,
    soldOnTyped: ({ soldOn }) => soldOn.typed,
  },
};

type Context = DepartmentContext<SoeSource, SoeLoaders>;

async function writtenOff({ id }: PayableLine, context: Context): Promise<WrittenOff> {
  return writtenOffUpTo(await context.loaders.writeOffsOfLine.load(id), context.today());
}

/** Write-offs as payments; one without a readable day has no place among them. */
function paymentsOf(writeOffs: readonly WriteOff[], { loaders, today }: Context): Promise<Payment[]> {
  const paymentOf = async ({ amount, paymentLineId }: WriteOff, paidOn: Day): Promise<Payment> => {
    const voucherNo = paymentLineId === null ? null : await loaders.paymentNo.load(paymentLineId);
    return { paidOn, amount: fenOfFine(amount), fundingSource: null, voucherNo };
  };
  const dated = writeOffs.map((writeOff) => ({ writeOff, day: believed(writeOff.settledOn.day, today()) }));
  return Promise.all(dated.flatMap(({ writeOff, day }) => (day === null ? [] : [paymentOf(writeOff, day)])));
}

function wantedLineId(id: string): string {
  const lineId = lineIdOf(id);
  if (lineId === null) throw argumentError('after', 'the id of a payable line, "soe:…"', id);
  return lineId;
}

function lineFilter({ documentMonth, ...filter }: SoePayableLineFilter): LineFilter {
  if (documentMonth === null || documentMonth === undefined) return filter;
  const last = /^\d{4}-\d{2}$/.test(documentMonth) ? lastDayOfMonth(documentMonth) : null;
  if (last === null) throw argumentError('where.documentMonth', 'YYYY-MM', documentMonth);
  return { ...filter, documentFrom: `${documentMonth}-01`, documentTo: last };
}
