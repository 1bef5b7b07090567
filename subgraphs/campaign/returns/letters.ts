import { argumentError } from '../../../kit/graphql/errors.ts';
import type { AttachmentInput, Change } from '../../../schema/generated/campaign.ts';
import { arrearsOf, recordsById } from '../books/debts.ts';
import { needLive, together } from '../books/state.ts';
import { yuanOf } from '../../../kit/rules/money.ts';
import { givenText, wantedText } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { BooksState } from '../model.ts';
import type { Letter, LetterKind, Line, Return } from './model.ts';
import { perform } from '../perform.ts';
import { required, unitWith } from '../powers.ts';
import { byRule, checkVersion, unknown, wrongState } from '../refusals.ts';
import { attachmentsOf } from './declare.ts';
import { readSheet } from './sheet.ts';

interface Filing {
  key: string;
  unitCode: string;
  kind: LetterKind;
  text: string;
  attachments: readonly AttachmentInput[];
}

/** P34: a unit's head files a nil letter or a zero-out letter, with the sealed sheet. */
export async function fileLetter(context: Context, { key, ...args }: Filing): Promise<Letter | null> {
  const [text, attachments] = [wantedText('text', args.text), attachmentsOf(args.attachments)];
  if (attachments.length === 0) throw argumentError('attachments', 'the sealed sheet', attachments);
  const [saved] = await perform(context, { mutation: 'fileLetter', key, args, answers: 'letter' }, (draft) => {
    const { unitCode, kind } = args;
    if (!draft.state.get('unit', unitCode) || !draft.sight.ofUnit(unitCode)) throw unknown('unit', unitCode);
    const standing = required('the unit’s head', draft.powers.head(unitCode));
    const standingLetter = draft.state.all('letter').find((letter) => letter.unitCode === unitCode && isOpen(letter));
    if (standingLetter)
      throw wrongState(`letter ${standingLetter.number}`, 'decided, and not in force', standingLetter.state);
    const number = nextLetterNumber(draft);
    const said = { id: number, number, kind, unitCode, text, attachments, filedAt: draft.at };
    const letter = { ...said, state: 'FILED', ...UNDECIDED } as const;
    draft.put('letter', letter, { ...standing, from: null, to: 'FILED' });
    return [number];
  });
  return saved ?? null;
}

const UNDECIDED = {
  ...{ books: null, arrearsCount: null, arrearsOutstanding: null },
  ...{ decidedAt: null, reason: null, lapsedOn: null },
};

const isOpen = ({ state }: Letter): boolean => state === 'FILED' || state === 'ACCEPTED';

/** `清欠函〔2026〕3号`, from 1 in each year without gaps (P85). */
function nextLetterNumber({ state, today }: Draft): string {
  const begin = `清欠函〔${today.slice(0, 4)}〕`;
  return `${begin}${state.all('letter').filter(({ number }) => number.startsWith(begin)).length + 1}号`;
}

interface Decision {
  change: Change;
  accept: boolean;
  reason?: string | null | undefined;
}

/**
 * P35, P36: the bureau that receives accepts a letter, which the books must bear out, or refuses it; what was found is
 * kept on it.
 */
export async function decideLetter(
  context: Context,
  { change: { key, id, version }, ...args }: Decision,
): Promise<Letter | null> {
  const reason = args.accept ? givenText('reason', args.reason) : wantedText('reason', args.reason);
  const asked = { mutation: 'decideLetter', key, args: { id, version, ...args }, answers: 'letter' } as const;
  const [saved] = await perform(context, asked, async (draft) => {
    const letter = draft.find('letter', id);
    if (!letter || !draft.sight.ofLetter(letter)) throw unknown('letter', id);
    const isOwn = unitWith(draft.state, 'RECEIVES_RETURNS')?.id === letter.unitCode;
    const decider = isOwn ? outsider(draft, letter.unitCode) : draft.powers.keeper('RECEIVES_RETURNS');
    const standing = required(isOwn ? 'coordination without a post there' : 'the bureau that receives', decider);
    checkVersion(`letter ${letter.number}`, version, letter.version);
    if (letter.state !== 'FILED') throw wrongState(`letter ${letter.number}`, 'FILED', letter.state);
    const found = await arrearsToday(context, draft, letter);
    if (args.accept) await checkBorneOut(context, draft, letter, found);
    const state = args.accept ? 'ACCEPTED' : 'REFUSED';
    const { books, count: arrearsCount, outstanding: arrearsOutstanding } = found;
    const decided = { ...letter, state, decidedAt: draft.at, reason, books, arrearsCount, arrearsOutstanding } as const;
    draft.put('letter', decided, { ...standing, from: 'FILED', to: state, reason });
    return [id];
  });
  return saved ?? null;
}

/** Of the receiver's own letter coordination decides, without a post there. */
function outsider(draft: Draft, unitCode: string): ReturnType<Draft['powers']['coordination']> {
  return draft.powers.staff(unitCode) ? null : draft.powers.coordination();
}

interface Found {
  books: BooksState;
  count: number;
  outstanding: bigint;
}

async function arrearsToday({ books }: Context, { state, today }: Draft, { unitCode }: Letter): Promise<Found> {
  const arrears = await arrearsOf(books, 'SERVICE', state.get('unit', unitCode)?.debtorIds ?? [], today);
  const outstanding = arrears.rows.reduce((sum, debt) => sum + debt.outstanding, 0n);
  return { books: arrears.books, count: arrears.rows.length, outstanding };
}

/**
 * P36: live books without arrears; a nil letter of a unit that never reported any, a zero-out letter of one all of
 * whose reported debts are cleared in the books.
 */
async function checkBorneOut(
  context: Context,
  draft: Draft,
  letter: Letter,
  { books, count, outstanding }: Found,
): Promise<void> {
  needLive(books);
  const refused = (why: string, details = { count, outstanding: yuanOf(outstanding) }): Error =>
    byRule('P36', why, details);
  if (count > 0) throw refused(`The books have ${count} debts of it in arrears, ${yuanOf(outstanding)} yuan.`);
  const received = draft.state.all('return').filter((of) => of.unitCode === letter.unitCode && of.state === 'RECEIVED');
  if (letter.kind === 'NIL') {
    const reported = await reportedIn(context, received);
    if (reported.length > 0) throw refused('It has reported debts before: a zero-out letter is wanted.');
    return;
  }
  const reported = await reportedIn(context, latestOfEach(received));
  const open = await uncleared(context, draft, reported);
  if (open.length > 0) throw refused(`${open.length} debts that it reported are not cleared in the books.`);
}

/** Lines on which something was outstanding, as declared. */
async function reportedIn({ campaign }: Context, returns: readonly Return[]): Promise<Line[]> {
  const sheets = await Promise.all(returns.map((of) => readSheet(campaign, of, of.digests.length)));
  return sheets.flatMap(({ lines }) => lines).filter(({ declared }) => declared.outstanding > 0n);
}

/** The latest received return of each group; they come by month. */
const latestOfEach = (received: readonly Return[]): Return[] => [
  ...new Map(received.map((of) => [of.groupCode, of])).values(),
];

/**
 * Reported debts that are not cleared in the books today: what left the books is not cleared. Records are found as P23
 * finds them.
 */
async function uncleared({ books }: Context, { today }: Draft, lines: readonly Line[]): Promise<Line[]> {
  const found = await recordsById(
    books,
    'SERVICE',
    lines.flatMap(({ key, bookIds }) => [key, ...bookIds]),
    today,
  );
  needLive(together(today, [found.books]));
  return lines.filter(({ key, bookIds }) => {
    const record = [key, ...bookIds].flatMap((id) => found.rows.filter((row) => row.id === id))[0];
    return record?.status !== 'CLEARED';
  });
}
