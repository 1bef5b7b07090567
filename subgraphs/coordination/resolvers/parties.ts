import type {
  DebtorResolvers,
  EnterpriseResolvers,
  EnterpriseDebtsArgs,
  EnterpriseTotalsArgs,
} from '../../../schema/generated/coordination.ts';
import type { PartyRole } from '../../../schema/generated/ledger-client.ts';
import type { Context } from '../context.ts';
import { narrowedTo } from '../session/ledger-filter.ts';
import { listDebts } from '../lists/debts.ts';
import { pageSize } from '../../../kit/graphql/page-size.ts';
import type { DebtList, Party, PartyEvidence, Totals } from '../model.ts';
import { namingRows, type RegisteredParty } from '../register/parties.ts';
import { USUAL_ORDER } from '../lists/order.ts';

/** What enterprises and debtors have in common. */
const partyResolvers = {
  __resolveReference: ({ id }: { id: string }, { today }: Context): Party => ({ id, record: null, asOf: today() }),
  name: async (party: Party, _: object, context: Context): Promise<string> =>
    (await registered(party, context))?.name ?? party.record?.name ?? party.id,
  otherNames: async (party: Party, _: object, context: Context): Promise<string[]> =>
    (await registered(party, context))?.otherNames ?? [],
  creditCode: async (party: Party, _: object, context: Context): Promise<string | null> =>
    (await registered(party, context))?.creditCode ?? party.record?.creditCode ?? null,
  evidence: evidenceOf,
};

/** The rows that name a party, and why each is held to mean it. */
async function evidenceOf(
  party: Party,
  { first }: { first?: number | null | undefined },
  context: Context,
): Promise<PartyEvidence[]> {
  const { names } = await context.session.view();
  const known = await registered(party, context);
  const rows = known ? namingRows(known, pageSize(first ?? 50)) : [];
  return rows.map(
    ({
      location,
      assertion: {
        domain,
        party: { key, name, organisationCode = null },
      },
    }) => ({
      domain,
      location,
      name,
      organisationCode,
      asOf: party.asOf,
      rule: names.ruleOf(key),
    }),
  );
}

export const enterpriseResolvers: EnterpriseResolvers = {
  ...partyResolvers,
  ownership: async (party, _, context) => (await registered(party, context))?.ownership ?? null,
  scale: async (party, _, context) => (await registered(party, context))?.scale ?? null,
  totals: (party, args, context) => totalsOf(party, 'CREDITOR', args, context),
  debts: (party, args, context) => debtsOf(party, 'CREDITOR', args, context),
};

export const debtorResolvers: DebtorResolvers = {
  ...partyResolvers,
  kind: async (party, _, context) => (await registered(party, context))?.kind ?? party.kind ?? 'OTHER',
  totals: (party, args, context) => totalsOf(party, 'DEBTOR', args, context),
  debts: (party, args, context) => debtsOf(party, 'DEBTOR', args, context),
};

async function registered({ id }: Party, { session }: Context): Promise<RegisteredParty | null> {
  return (await session.view()).parties.get(id) ?? null;
}

function totalsOf(
  party: Party,
  role: PartyRole,
  { filter, asOf }: EnterpriseTotalsArgs,
  { loaders }: Context,
): Promise<Totals> {
  return loaders.partyTotals.load({ id: party.id, role, filter: filter ?? {}, asOf: asOf ?? party.asOf });
}

/**
 * Of the day of the answer that the party stands in; a list of today's may be paged on after midnight. First pages of
 * many parties are asked for together.
 */
function debtsOf(
  party: Party,
  role: PartyRole,
  { filter, orderBy, ...page }: EnterpriseDebtsArgs,
  context: Context,
): Promise<DebtList> {
  const ofAnswer = party.asOf === context.today() ? null : party.asOf;
  const asked = {
    first: page.first,
    asOf: page.asOf ?? ofAnswer,
    filter: filter ?? {},
    orderBy: { ...USUAL_ORDER, ...orderBy },
  };
  if (!page.after) return context.loaders.partyDebts.load({ ...asked, role, id: party.id });
  const own = narrowedTo(asked.filter, role === 'DEBTOR' ? 'debtorIds' : 'creditorIds', [party.id]);
  return listDebts(context, { ...asked, after: page.after, filter: own, counting: 'EACH_DEBT_ONCE' });
}
