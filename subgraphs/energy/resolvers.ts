import { shownContact } from '../../kit/department/contact.ts';
import { userError } from '../../kit/graphql/errors.ts';
import { pageSize } from '../../kit/graphql/page-size.ts';
import { withoutPersonalNumbers } from '../../kit/rules/personal-number.ts';
import type { Ledger } from '../../kit/ledger/ledger.ts';
import { interestResolvers } from '../../kit/department/late-interest.ts';
import { missingDocuments } from '../../kit/department/missing-documents.ts';
import { recordOn } from '../../kit/department/record.ts';
import type { QueryEnergyLedgerRowsArgs, Resolvers } from '../../schema/generated/energy.ts';
import { unitKey } from './facts/texts.ts';
import type { LedgerRowFilter, RecordBound } from './model.ts';

export const resolvers: Resolvers = {
  Query: {
    energyLedgerRows: async (_, args, context) =>
      context.source.ledgerRows(
        filterOf(args),
        pageSize(args.first),
        await boundOf(args.after, context),
        context.today(),
      ),
    energyDebtsLeft: async (_, { reportingUnit, first, after }, context) =>
      context.source.debtsLeft(reportingUnit ?? null, pageSize(first), await boundOf(after, context), context.today()),
    energyReportingUnits: (_, { overdue, first, after }, context) =>
      context.source.reportingUnits(overdue ?? null, pageSize(first), after ?? null, context.today()),
  },

  EnergyLedgerRow: {
    __resolveReference: (reference, { loaders }) => recordOn(reference, loaders.ledgerRow.load(reference.id)),
    debtor: ({ debtor }) => shown(debtor),
    creditor: ({ creditor }) => shown(creditor),
    creditCode: ({ creditCode }) => shown(creditCode),
    batch: ({ batch }) => Number(batch),
    rowNumber: ({ rowNumber }) => (rowNumber === null ? null : Number(rowNumber)),
    ...interestResolvers(({ id }) => id),
    documents: () => [],
    missingDocuments: () => missingDocuments([]),
    contact: async (row, _, { loaders, call }) => {
      const contact =
        (await loaders.contactOfRow.load(row)) ?? (await loaders.contactOfUnit.load(unitKey(row.reportingUnit)));
      return shownContact(contact, call.viewer);
    },
  },
};

/** As typed, but for personal identity numbers. */
const shown = (text: string | null): string | null => text && withoutPersonalNumbers(text);

function filterOf({
  reportingUnit,
  month,
  debtor,
  creditor,
  debtType,
  disputed,
}: QueryEnergyLedgerRowsArgs): LedgerRowFilter {
  return {
    reportingUnit: reportingUnit ?? null,
    month: month ?? null,
    debtor: debtor ?? null,
    creditor: creditor ?? null,
    debtType: debtType ?? null,
    disputed: disputed ?? null,
  };
}

/** Behind the record with an id. */
async function boundOf(id: string | null | undefined, { ledger }: { ledger: Ledger }): Promise<RecordBound | null> {
  if (id === null || id === undefined) return null;
  const unit = (await ledger.bundleKeysByIds([id])).get(id);
  if (unit === undefined)
    throw userError('BAD_CURSOR', `after wants the id of a row in the energy ledger; got ${JSON.stringify(id)}`);
  return { unit, id };
}
