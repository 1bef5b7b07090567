import type {
  LetterResolvers,
  MonthlyReturnResolvers,
  ReturnCellResolvers,
  ReturnLineResolvers,
  SummaryResolvers,
} from '../../../schema/generated/campaign.ts';
import type { Books } from '../books/books.ts';
import { pageOf } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Return, ReturnView, Sheet, Summary } from '../returns/model.ts';
import { deadlineOf, hasPassed } from '../organisation/months.ts';
import { obligationOf } from '../organisation/obligation.ts';
import { settingsIn } from '../organisation/settings.ts';
import { unplannedOf } from '../returns/declared.ts';
import { returnDigest } from '../returns/digests.ts';
import { isLate, isMissing, isOwed, returnsOf, shows } from '../returns/routed.ts';
import { domainOf, draftSheet, frozenSheet, readSheet } from '../returns/sheet.ts';
import { totalsOf } from '../returns/totals.ts';
import { groupNamed, named, postNamed, unitNamed } from './organisation.ts';

/** What a resolver is told of a return: its present revision is the frozen one, unless it is a draft. */
export const present = (of: Return): ReturnView => ({ of, revision: of.state === 'DRAFT' ? null : of.digests.length });

/** By request. */
const sheets = new WeakMap<Books, Map<string, Promise<Sheet>>>();

/** What stands on a return, once a request: as it was frozen, or the draft as it is now. */
export async function sheetOf(context: Context, { of, revision }: ReturnView): Promise<Sheet> {
  const state = await context.view.state();
  const known = sheets.get(context.books) ?? new Map<string, Promise<Sheet>>();
  sheets.set(context.books, known);
  const key = `${state.revision} ${of.id} ${revision ?? 'draft'}`;
  const sheet =
    known.get(key) ??
    (revision === null ? draftSheet({ ...context, state }, of) : readSheet(context.campaign, of, revision));
  known.set(key, sheet);
  return sheet;
}

/** What all that speaks of a return says of it. */
const returnResolvers = {
  unit: ({ of }: { of: Return }, _: object, context: Context) => unitNamed(context, of.unitCode),
  group: ({ of }: { of: Return }, _: object, context: Context) => groupNamed(context, of.groupCode),
  leadBureau: ({ of }: { of: Return }, _: object, context: Context) => unitNamed(context, of.leadBureauCode),
  obligation: async ({ of }: { of: Return }, _: object, context: Context) =>
    obligationOf(await context.view.state(), await unitNamed(context, of.unitCode), of.month),
  month: ({ of }: { of: Return }) => of.month,
  state: ({ of }: { of: Return }) => of.state,
  firstConfirmedAt: ({ of }: { of: Return }) => of.firstConfirmedAt,
  late: async ({ of }: { of: Return }, _: object, { view }: Context) => isLate(await view.state(), of),
  missing: async ({ of }: { of: Return }, _: object, { view, now }: Context) => isMissing(await view.state(), of, now),
};

export const monthlyReturnResolvers: MonthlyReturnResolvers = {
  ...returnResolvers,
  id: ({ of }) => of.id,
  asOf: ({ of }) => shows(of),
  deadline: async ({ of }, _, { view }) => deadlineOf(settingsIn(await view.state()), of.month),
  version: ({ of }) => of.version,
  revision: ({ of, revision }) => revision ?? of.digests.length,
  books: async (view, _, context) => (await sheetOf(context, view)).books,
  booksDigest: async (view, _, context) => (await sheetOf(context, view)).booksDigest,
  lines: async (view, page, context) => {
    const [{ lines }, sight] = [await sheetOf(context, view), await context.view.sight()];
    const isOwn = sight.own.has(view.of.unitCode);
    const seen = ({ domains }: { domains: readonly string[] }, id: string): boolean =>
      isOwn || domains.includes(domainOf(id));
    const shown = lines.map((line) => ({
      ...line,
      bookIds: line.bookIds.filter((id) => seen(context.call.viewer, id)),
    }));
    return pageOf(shown, page, ({ key }) => key);
  },
  totals: async (view, _, context) => totalsOf([await sheetOf(context, view)]),
  reopenedBecause: ({ of }) => of.reopenedBecause,
  digest: ({ of, revision }) => (revision === null ? null : (of.digests[revision - 1] ?? null)),
  intact: async ({ of, revision }, _, { campaign }) => {
    if (revision === null) return null;
    const sheet = await frozenSheet(campaign, of, revision);
    return sheet !== null && returnDigest(sheet.lines) === of.digests[revision - 1];
  },
  summary: ({ of }, _, context) => (of.summaryId === null ? null : named(context, 'summary', of.summaryId)),
  history: async ({ of }, _, { view }) => [...(await view.state()).history('return', of.id)],
};

export const returnLineResolvers: ReturnLineResolvers = {
  debt: ({ key, basis }) => (basis === 'OFF_BOOK' ? null : { id: key }),
  bookIds: ({ bookIds }) => [...bookIds],
  plan: ({ plan }) => [...plan],
  attachments: ({ attachments }) => [...attachments],
  unplanned: (line) => unplannedOf(line),
  handler: ({ handlerCode }, _, context) => (handlerCode === null ? null : postNamed(context, handlerCode)),
};

export const returnCellResolvers: ReturnCellResolvers = { ...returnResolvers, receivedAt: ({ of }) => of.receivedAt };

export const summaryResolvers: SummaryResolvers = {
  group: ({ groupCode }, _, context) => groupNamed(context, groupCode),
  leadBureau: ({ leadBureauCode }, _, context) => unitNamed(context, leadBureauCode),
  returns: async ({ returns }, _, context) => {
    const found = await Promise.all(
      returns.map(async ({ id, revision }) => ({ of: await named(context, 'return', id), revision })),
    );
    return found;
  },
  lacking: async ({ month, groupCode, leadBureauCode }, _, context) => {
    const state = await context.view.state();
    const open = returnsOf(state, month).filter(
      (of) => of.groupCode === groupCode && of.leadBureauCode === leadBureauCode,
    );
    const lacking = open.filter((of) => of.summaryId === null && isOwed(state, of));
    return Promise.all(lacking.map(({ unitCode }) => unitNamed(context, unitCode)));
  },
  totals: async (summary, _, context) => totalsOf(await sheetsIn(context, summary)),
  complete: async (summary, _, context) => (await sheetsIn(context, summary)).every(({ books }) => books.complete),
  late: async ({ month, signedAt }, _, { view }) =>
    signedAt !== null && hasPassed(deadlineOf(settingsIn(await view.state()), month), new Date(signedAt)),
  history: async ({ id }, _, { view }) => [...(await view.state()).history('summary', id)],
};

async function sheetsIn(context: Context, { returns }: Summary): Promise<Sheet[]> {
  return Promise.all(
    returns.map(async ({ id, revision }) => sheetOf(context, { of: await named(context, 'return', id), revision })),
  );
}

export const letterResolvers: LetterResolvers = {
  unit: ({ unitCode }, _, context) => unitNamed(context, unitCode),
  attachments: ({ attachments }) => [...attachments],
  history: async ({ id }, _, { view }) => [...(await view.state()).history('letter', id)],
};
