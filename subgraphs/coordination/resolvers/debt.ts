import type { DebtResolvers, RecordingResolvers } from '../../../schema/generated/coordination.ts';
import type { LedgerParty } from '../../../schema/generated/ledger-client.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { departmentOf } from '../../../kit/departments.ts';
import type { Context } from '../context.ts';
import { differenceOf } from '../lists/reconciliation.ts';
import { recordingsOf, type SameDebt } from '../same-debt/groups.ts';
import { decidedResolvers } from './decided.ts';
import type { Debt, Party, Recording, RecordingFigures, SourceRecordStub } from '../model.ts';

export const debtResolvers: DebtResolvers = {
  ...decidedResolvers,
  __resolveReference: ({ id }, { loaders, today }) => loaders.debt.load({ id, asOf: today() }),
  domain: ({ domain, asOf }) => ({ code: domain, asOf }),
  debtor: async ({ ledger, asOf }, _, context) => ({
    ...(await partyOf(context, ledger.debtor, asOf)),
    kind: ledger.debtorKind,
  }),
  debtorName: ({ ledger }) => ledger.debtor.name,
  creditor: ({ ledger, asOf }, _, context) => partyOf(context, ledger.creditor, asOf),
  creditorName: ({ ledger }) => ledger.creditor.name,
  contractNo: ({ ledger }) => ledger.contractNo ?? null,
  contractName: ({ ledger }) => ledger.contractName ?? null,
  category: ({ ledger }) => ledger.category ?? null,
  wages: ({ ledger }) => ledger.wages,
  cause: ({ ledger }) => ledger.cause ?? null,
  causeNote: ({ ledger }) => ledger.causeNote ?? null,
  disputed: ({ ledger }) => ledger.disputed,
  verified: ({ ledger }) => ledger.verified ?? null,
  incurredOn: ({ ledger }) => ledger.incurredOn ?? null,
  dueOn: ({ ledger }) => ledger.dueOn ?? null,
  dueBasis: ({ ledger }) => ledger.dueBasis,
  daysOverdue: ({ ledger }) => ledger.daysOverdue ?? null,
  ageBucket: ({ ledger }) => ledger.ageBucket ?? null,
  status: ({ ledger }) => ledger.status,
  protected: ({ ledger }) => ledger.protected,
  amount: ({ ledger }) => ledger.amount,
  paid: ({ ledger }) => ledger.paid,
  outstanding: ({ ledger }) => ledger.outstanding,
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
