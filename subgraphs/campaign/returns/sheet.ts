import type { Day } from '../../../kit/rules/dates.ts';
import type { Books } from '../books/books.ts';
import { arrearsOf, recordsById, type BookDebt } from '../books/debts.ts';
import { together } from '../books/state.ts';
import type { Campaign } from '../campaign.ts';
import type { Route } from '../model.ts';
import type { Line, Return, Sheet } from './model.ts';
import { postsOf, holderOn } from '../organisation/posts.ts';
import { routeOfDomain, routesIn } from '../organisation/routes.ts';
import type { State } from '../state.ts';
import { booksDigest } from './digests.ts';
import { declaredLine, type BareLine } from './declared.ts';
import { lastReceived, shows, unitOfReturn } from './routed.ts';

/** What a draft is made from. */
interface DraftSources {
  state: State;
  books: Books;
  campaign: Campaign;
  today: Day;
}

export const domainOf = (debtId: string): string => debtId.slice(0, debtId.indexOf(':'));

/** What was frozen of a return, as the database has it now; null where there is none, or nothing that can be read. */
export async function frozenSheet(campaign: Campaign, { id }: Return, revision: number): Promise<Sheet | null> {
  const [sheet] = await campaign.frozen('return', [{ id, number: revision }]);
  return (sheet as Sheet | null | undefined) ?? null;
}

/** The same, which figures rest on. Throws where it cannot be read: without its lines they would be short. */
export async function readSheet(campaign: Campaign, of: Return, revision: number): Promise<Sheet> {
  const sheet = await frozenSheet(campaign, of, revision);
  if (sheet) return sheet;
  throw new Error(`what was frozen of ${of.id} cannot be read`);
}

/** A draft as it stands now (P23, P24): asked by the campaign itself each time, and stored nowhere. */
export async function draftSheet(sources: DraftSources, of: Return): Promise<Sheet> {
  const { state, books, campaign, today } = sources;
  const [asOf, unit, last] = [shows(of), unitOfReturn(state, of), lastReceived(state, of)];
  const arrears = await arrearsOf(books, 'SERVICE', unit?.debtorIds ?? [], asOf);
  const before = last ? await readSheet(campaign, last, last.digests.length) : null;
  const carried = (before?.lines ?? []).filter(({ declared }) => declared.outstanding > 0n);
  const lost = carried.filter((line) => !arrears.rows.some((debt) => sharesBook(line, debt)));
  const found = await recordsById(
    books,
    'SERVICE',
    lost.flatMap(({ bookIds }) => bookIds),
    asOf,
  );
  const were = together(asOf, [arrears.books, found.books]);
  const unseen = carried.filter(({ key }) => were.missing.includes(domainOf(key)));
  const owed = arrears.rows.filter((debt) => !unseen.some((line) => sharesBook(line, debt)));
  const gone = lost.filter((line) => !unseen.includes(line));
  const routes = routesIn(state, of.unitCode, of.month);
  const bare = [
    ...owed.filter((debt) => isInGroup(routes, of, debt)).map((debt) => owedLine(debt, asOf)),
    ...gone.map((line) => carriedLine(line, found.rows)),
    ...unseen.map((line): BareLine => ({ ...line, basis: 'UNSEEN', books: null, before: line })),
  ];
  const handlerCode = handlerOf(state, of.unitCode, today);
  const lines = bare.map((line) => declaredLine(line, of, handlerCode)).sort((a, b) => (a.key < b.key ? -1 : 1));
  const clearedAmount = gone
    .filter(({ key }) => lines.some((line) => line.key === key && line.basis === 'CLEARED'))
    .reduce((sum, line) => sum + line.declared.outstanding, 0n);
  return { books: were, booksDigest: booksDigest(lines), lines, clearedAmount };
}

const sharesBook = (line: Pick<Line, 'bookIds'>, debt: Pick<BookDebt, 'bookIds'>): boolean =>
  line.bookIds.some((id) => debt.bookIds.includes(id));

/** A debt is in the group of the route that names its counted record's domain, else of the main route (P17). */
const isInGroup = (routes: readonly Route[], { groupCode }: Return, { id }: BookDebt): boolean =>
  routeOfDomain(routes, domainOf(id))?.groupCode === groupCode;

function owedLine(debt: BookDebt, asOf: Day): BareLine {
  const {
    id: key,
    bookIds,
    creditorName,
    contractNo,
    contractName,
    category,
    wages,
    incurredOn,
    daysOverdue,
    plan,
  } = debt;
  const is = { key, bookIds, creditorName, contractNo, contractName, category, wages, incurredOn, daysOverdue };
  return { ...is, basis: 'OWED', books: figuresOf(debt), plan: plan.filter(({ dueOn }) => dueOn > asOf), before: null };
}

/**
 * A line of the last received return that is in arrears no more: by its record, the key's own, else the first that is
 * found.
 */
function carriedLine(line: Line, found: readonly BookDebt[]): BareLine {
  const record = [line.key, ...line.bookIds].flatMap((id) => found.filter((candidate) => candidate.id === id))[0];
  const basis = record?.status === 'CLEARED' ? 'CLEARED' : 'LEFT';
  return { ...line, daysOverdue: null, basis, books: record ? figuresOf(record) : null, plan: [], before: line };
}

const figuresOf = ({ amount, paid, outstanding, disputed, dueOn, cause }: BookDebt): NonNullable<Line['books']> => ({
  ...{ amount, paid, outstanding, disputed, dueOn, cause },
});

/** Who is named for lines of which nobody is: the unit's first handler's post that somebody holds (专人负责). */
export function handlerOf(state: State, unitCode: string, today: Day): string | null {
  return postsOf(state, unitCode, 'HANDLER').find((post) => holderOn(post, today) !== null)?.id ?? null;
}
