import { yuanOf } from '../../../kit/rules/money.ts';
import type { LedgerParty } from '../../../schema/generated/ledger-client.ts';
import type { QueryContext } from '../session/query-context.ts';
import { recordingsOf } from '../same-debt/groups.ts';
import type { Debt } from '../model.ts';
import type { RegisteredParty } from '../register/parties.ts';
import { YieldBudget } from '../yield-budget.ts';
import type { Export } from './export.ts';

/** Characters that go out at once. */
const CHUNK = 64 * 1024;

/**
 * An export as lines of JSON: what it is of, debt by debt in the words of the unified API, and how many there were.
 * Without that last line it is not whole.
 */
export async function* linesOf({ sources, complete, totals, queryContext, debts }: Export): AsyncIterable<string> {
  const told = {
    ...totals,
    amount: yuanOf(totals.amount),
    paid: yuanOf(totals.paid),
    outstanding: yuanOf(totals.outstanding),
  };
  const reports = sources.map(({ domain, state, readAt, message }) => ({
    domain: { code: domain },
    state,
    readAt,
    message,
  }));
  let [waiting, count] = [`${JSON.stringify({ complete, totals: told, sources: reports })}\n`, 0];
  const budget = new YieldBudget();
  for await (const debt of debts) {
    waiting += `${JSON.stringify(debtOf(debt, queryContext))}\n`;
    count += 1;
    if (budget.isOver) await budget.pass();
    if (waiting.length < CHUNK) continue;
    yield waiting;
    waiting = '';
  }
  yield `${waiting}${JSON.stringify({ count })}\n`;
}

/** A debt as `Debt` of the unified API has it; what every caller may see of one. */
function debtOf({ id, domain, asOf, ledger }: Debt, queryContext: QueryContext): object {
  const { debtor, creditor, debtorKind } = ledger;
  const [debtorKnown, creditorKnown] = [registered(debtor, queryContext), registered(creditor, queryContext)];
  const [owing, owed] = [partyOf(debtor, debtorKnown, queryContext), partyOf(creditor, creditorKnown, queryContext)];
  return {
    ...ledger,
    debtorKind: undefined,
    // a clerk's own words are for officials
    causeNote: null,
    asOf,
    domain: { code: domain },
    debtorName: debtor.name,
    creditorName: creditor.name,
    debtor: { ...owing, kind: debtorKnown?.kind ?? debtorKind },
    creditor: { ...owed, ownership: creditorKnown?.ownership ?? null, scale: creditorKnown?.scale ?? null },
    amount: yuanOf(ledger.amount),
    paid: yuanOf(ledger.paid),
    outstanding: yuanOf(ledger.outstanding),
    recordings: recordings(id, domain, queryContext),
  };
}

const registered = ({ key }: LedgerParty, { view }: QueryContext): RegisteredParty | undefined =>
  view.parties.get(view.names.identifierOf(key));

function partyOf(
  { key, name, creditCode = null }: LedgerParty,
  known: RegisteredParty | undefined,
  { view }: QueryContext,
): object {
  return { id: view.names.identifierOf(key), name: known?.name ?? name, creditCode: known?.creditCode ?? creditCode };
}

function recordings(id: string, domain: string, { grouping }: QueryContext): object[] {
  const group = grouping.groupOf.get(id);
  if (!group) return [{ domain: { code: domain }, debtId: id }];
  return recordingsOf(group).map(({ domain: code, debtId }) => ({ domain: { code }, debtId }));
}
