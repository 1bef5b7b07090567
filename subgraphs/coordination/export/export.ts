import type { DebtFilter } from '../../../schema/generated/coordination.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import type { DepartmentSession, LedgerInState } from '../session/department-session.ts';
import type { QueryContext } from '../session/query-context.ts';
import { ledgerFilterOf } from '../session/ledger-filter.ts';
import { sumOf } from '../lists/amounts.ts';
import { orderOf, type DebtSort } from '../lists/order.ts';
import type { Completeness, Debt, Totals } from '../model.ts';
import { PAGE, ROWS, type Question } from '../departments/ledger-queries.ts';
import { AT_ONCE, Part } from './parts.ts';

/** A whole list of debts, each once. */
interface ExportQuestion {
  filter: DebtFilter;
  orderBy: DebtSort;
  asOf: Day;
}

/** A list that is told from its first debt to the last, all of it in the state of the books in which it began. */
export interface Export extends Completeness {
  totals: Omit<Totals, 'complete'>;
  queryContext: QueryContext;
  debts: AsyncIterable<Debt>;
}

/**
 * Begins a list: every department is asked for its debts in the state of its books in which its records were compared
 * with the others', and for each further page in that same state, which it keeps as long as it is asked in it. A
 * department that fails once it has begun ends the list.
 */
export async function exportDebts(session: DepartmentSession, question: ExportQuestion): Promise<Export> {
  const { filter, orderBy, asOf } = question;
  const domains = filter.domains ?? null;
  const { answers, queryContext, sources, complete } = await session.gather({ domains, asOf }, (client, context) =>
    begin(client, context, question),
  );
  const parts = answers.map(({ domain, answer: { next, page } }) => new Part(domain, orderBy, next, page));
  const totals = sumOf(answers.flatMap(({ answer }) => answer.totals));
  return { sources, complete, totals, queryContext, debts: merged(parts, { orderBy, asOf, domains }) };
}

/** What is asked first says what it is asked with ever after: names may come to stand for somebody else meanwhile. */
async function begin(
  ledger: LedgerInState,
  { view, grouping }: QueryContext,
  { filter, orderBy, asOf }: ExportQuestion,
) {
  const exclusion = grouping.exclusions.get(ledger.domain.code);
  const exclusions = exclusion ? [exclusion] : [];
  const where = { ...ledgerFilterOf(filter, view), without: exclusion?.digest };
  const ask = (question: Question, of: object) =>
    ledger.ask({ question, variables: { where, orderBy, first: AT_ONCE, asOf, ...of }, exclusions });
  const { page, totals } = await ask(PAGE, { after: null, by: [] });
  return { page, totals, next: async (after: object | null) => (await ask(ROWS, { after })).page };
}

async function* merged(
  parts: readonly Part[],
  of: { orderBy: DebtSort; asOf: Day; domains: readonly string[] | null },
): AsyncIterable<Debt> {
  const [compare, { asOf, domains }] = [orderOf(of.orderBy), of];
  for (;;) {
    for (const part of parts) if (part.isWaiting) await part.wait();
    let first: { part: Part; domain: string; ledger: Debt['ledger'] } | null = null;
    for (const part of parts) {
      const { domain, head: ledger } = part;
      if (ledger && (first === null || compare({ domain, ledger }, first) < 0)) first = { part, domain, ledger };
    }
    if (!first) return;
    first.part.pass();
    yield { id: first.ledger.id, domain: first.domain, asOf, domains, ledger: first.ledger };
  }
}
