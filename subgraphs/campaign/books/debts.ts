import type { Day } from '../../../kit/rules/dates.ts';
import { fenOfYuan, type Fen } from '../../../kit/rules/money.ts';
import type { DebtCategory, DebtCause, Instalment } from '../returns/model.ts';
import { PAGE, type Asker, type Books, type FromBooks } from './books.ts';
import { together } from './state.ts';

/** A debt as the graph's books have it on a day. */
export interface BookDebt {
  id: string;
  /** Its record, and those of the same debt in other books, in text order. */
  bookIds: readonly string[];
  creditorName: string;
  contractNo: string | null;
  contractName: string | null;
  category: DebtCategory | null;
  wages: boolean;
  cause: DebtCause | null;
  disputed: boolean;
  incurredOn: Day | null;
  dueOn: Day | null;
  daysOverdue: number | null;
  status: 'CLEARED' | 'IN_ARREARS' | 'NOT_YET_DUE';
  amount: Fen;
  paid: Fen;
  outstanding: Fen;
  /** The book's own plan. */
  plan: readonly Instalment[];
}

type Told = Omit<BookDebt, 'bookIds' | 'plan' | 'amount' | 'paid' | 'outstanding'> & {
  amount: string;
  paid: string;
  outstanding: string;
  recordings?: readonly { debtId: string }[];
  record?: { plan: readonly { dueOn: Day; amount: string; fundingSource: Instalment['fundingSource'] }[] } | null;
};

const FIELDS = `id creditorName contractNo contractName category wages cause disputed incurredOn dueOn daysOverdue status amount paid outstanding`;
const WHOLE = `${FIELDS} recordings { debtId } record { plan { dueOn amount fundingSource } }`;
const ask = (fields: string, counting: string): string => `query ($filter: DebtFilter, $asOf: Date, $after: String) {
  list: debts(first: 500, after: $after, asOf: $asOf, counting: ${counting}, filter: $filter, orderBy: { field: INCURRED_ON, direction: ASC }) { nodes { ${fields} } ${PAGE} }
}`;
const EACH_ONCE = ask(WHOLE, 'EACH_DEBT_ONCE');
const AS_RECORDED = ask(FIELDS, 'AS_RECORDED');
/** Members of a list that one question may hold. */
const MOST_IDS = 500;

/**
 * P12: arrears of debtors on a day, each debt once, of protected creditors. `disputed` where any record of the debt is.
 */
export async function arrearsOf(
  books: Books,
  asker: Asker,
  debtorIds: readonly string[],
  asOf: Day,
): Promise<FromBooks<BookDebt>> {
  const filter = { debtorIds, statuses: ['IN_ARREARS'], scope: 'PROTECTED' };
  const found = await books.list<Told>(asker, EACH_ONCE, { filter, asOf }, asOf);
  const debts = found.rows.map(debtOf);
  const others = await recordsById(
    books,
    asker,
    debts.flatMap(({ id, bookIds }) => bookIds.filter((other) => other !== id)),
    asOf,
  );
  const disputed = new Set(others.rows.filter((record) => record.disputed).map(({ id }) => id));
  const rows = debts.map((debt) => ({
    ...debt,
    disputed: debt.disputed || debt.bookIds.some((id) => disputed.has(id)),
  }));
  return { rows, books: together(asOf, [found.books, others.books]) };
}

/** Records of any book by their ids, whatever became of them, whosever claims they are. */
export async function recordsById(
  books: Books,
  asker: Asker,
  ids: readonly string[],
  asOf: Day,
): Promise<FromBooks<BookDebt>> {
  const wanted = [...new Set(ids)].sort();
  const parts: FromBooks<Told>[] = [];
  for (let i = 0; i < wanted.length; i += MOST_IDS) {
    const filter = { ids: wanted.slice(i, i + MOST_IDS), scope: 'ALL' };
    parts.push(await books.list<Told>(asker, AS_RECORDED, { filter, asOf }, asOf));
  }
  return {
    rows: parts.flatMap(({ rows }) => rows.map(debtOf)),
    books: together(
      asOf,
      parts.map((part) => part.books),
    ),
  };
}

function debtOf({ recordings, record, ...told }: Told): BookDebt {
  const bookIds = [...new Set([told.id, ...(recordings ?? []).map(({ debtId }) => debtId)])].sort();
  const plan = (record?.plan ?? []).map(({ amount, ...instalment }) => ({
    ...instalment,
    amount: fenOfYuan(amount),
    note: null,
  }));
  return {
    ...told,
    bookIds,
    plan,
    amount: fenOfYuan(told.amount),
    paid: fenOfYuan(told.paid),
    outstanding: fenOfYuan(told.outstanding),
  };
}
