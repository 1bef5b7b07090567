import type { DebtResolvers, RecordingResolvers } from '../../../schema/generated/coordination.ts';
import type { LedgerDebt, LedgerParty } from '../../../schema/generated/ledger-client.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { departmentOf } from '../../../kit/departments.ts';
import type { Context } from '../context.ts';
import { differenceOf } from '../lists/reconciliation.ts';
import { recordingsOf, type SameDebt } from '../same-debt/groups.ts';
import { decidedResolvers } from './decided.ts';
import { toldBy } from './told-by.ts';
import type { Debt, Party, Recording, RecordingFigures, SourceRecordStub } from '../model.ts';

/** What a debt says in the words of its department's ledger. */
const TOLD = [
  'contractNo',
  'contractName',
  'category',
  'wages',
  'cause',
  'causeNote',
  'disputed',
  'verified',
  'incurredOn',
  'dueOn',
  'dueBasis',
  'daysOverdue',
  'ageBucket',
  'status',
  'protected',
  'amount',
  'paid',
  'outstanding',
] as const satisfies readonly (keyof LedgerDebt & keyof DebtResolvers)[];

export const debtResolvers: DebtResolvers = {
  ...decidedResolvers,
  ...toldBy(({ ledger }: Debt) => ledger, TOLD),
  __resolveReference: ({ id }, { loaders, today }) => loaders.debt.load({ id, asOf: today() }),
  domain: ({ domain, asOf }) => ({ code: domain, asOf }),
  debtor: async ({ ledger, asOf }, _, context) => ({
    ...(await partyOf(context, ledger.debtor, asOf)),
    kind: ledger.debtorKind,
  }),
  debtorName: ({ ledger }) => ledger.debtor.name,
  creditor: ({ ledger, asOf }, _, context) => partyOf(context, ledger.creditor, asOf),
  creditorName: ({ ledger }) => ledger.creditor.name,
  record: ({ domain, id, asOf }) => recordOf(domain, id, asOf),
  recordings: async (debt, _, context) => {
    const group = await sameDebt(debt, context);
    return (group ? recordingsOf(group) : [ownRecording(debt)]).map((recording): Recording => ({
      ...recording,
      asOf: debt.asOf,
    }));
  },
  difference: async (debt, _, context) => {
    const group = await sameDebt(debt, context);
    return group ? differenceOf(group) : 0n;
  },
};

export const recordingResolvers: RecordingResolvers = {
  domain: ({ domain, asOf }) => ({ code: domain, asOf }),
  record: ({ domain, debtId, asOf }) => recordOf(domain, debtId, asOf),
};

const recordOf = (domain: string, id: string, asOf: Day): SourceRecordStub => ({
  __typename: departmentOf(domain).recordType,
  id,
  asOf,
});

async function partyOf({ session }: Context, record: LedgerParty, asOf: Day): Promise<Party> {
  const { names } = await session.view();
  return { id: names.identifierOf(record.key), record, asOf };
}

/** The group of records that a debt is in, among the books that it was asked for. */
async function sameDebt({ id, domains, asOf }: Debt, { session }: Context): Promise<SameDebt | null> {
  const { grouping } = await session.contextFor({ domains, asOf });
  return grouping.groupOf.get(id) ?? null;
}

function ownRecording({ domain, id, ledger }: Debt): RecordingFigures {
  return { domain, debtId: id, outstanding: ledger.outstanding, amount: ledger.amount, basis: 'COUNTED' };
}
