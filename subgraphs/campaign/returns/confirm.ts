import type { Change } from '../../../schema/generated/campaign.ts';
import { needComplete } from '../books/state.ts';
import { wantedText } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Line, Return, Sheet } from './model.ts';
import { perform } from '../perform.ts';
import { required, type Standing } from '../powers.ts';
import { byRule, conflict } from '../refusals.ts';
import { checkReturn, wantedReturn } from './declare.ts';
import { plannedOf } from './declared.ts';
import { returnDigest } from './digests.ts';
import { draftSheet, handlerOf } from './sheet.ts';

interface Confirmation {
  change: Change;
  booksDigest: string;
  acceptIncomplete: boolean;
}

/** Keys that a refusal names. */
const MOST_NAMED = 20;

/** P26: the unit's head confirms the return, which freezes it. */
export async function confirmReturn(
  context: Context,
  { change: { key, id, version }, ...args }: Confirmation,
): Promise<Return | null> {
  const asked = { mutation: 'confirmReturn', key, args: { id, version, ...args }, answers: 'return' } as const;
  const [saved] = await perform(context, asked, async (draft) => {
    const of = wantedReturn(draft, id);
    const standing = required('the unit’s head', draft.powers.head(of.unitCode));
    checkReturn(draft, of, version, 'DRAFT');
    if (handlerOf(draft.state, of.unitCode, draft.today) === null)
      throw byRule('P26', 'The unit has no handler’s post that somebody holds (专人负责).', { lines: [] });
    const sheet = await draftSheet({ ...context, state: draft.state }, of);
    checkSheet(sheet, args);
    freeze(draft, of, sheet, standing);
    return [of.id];
  });
  return saved ?? null;
}

/** The books are there, the unit has said of each line what it has to, and what it looked at is what there is. */
function checkSheet(
  { books, lines, ...sheet }: Sheet,
  args: Pick<Confirmation, 'booksDigest' | 'acceptIncomplete'>,
): void {
  if (!args.acceptIncomplete) needComplete(books);
  refuseLines('P24', lines.filter(isBroken), 'no longer fit together: the books have moved on under what was declared');
  refuseLines('P26', lines.filter(isOpen), 'want a cause, a plan or a reason');
  if (sheet.booksDigest !== args.booksDigest)
    throw conflict('The books are others by now than those that were looked at: look again (P27).');
}

function refuseLines(rule: 'P24' | 'P26', refused: readonly Line[], why: string): void {
  const keys = refused.map(({ key }) => key);
  if (keys.length > 0) throw byRule(rule, `${keys.length} lines ${why}.`, { lines: keys.slice(0, MOST_NAMED) });
}

/** Makes another revision of the return; those before stay. */
function freeze(draft: Draft, of: Return, sheet: Sheet, standing: Standing): void {
  const digests = [...of.digests, returnDigest(sheet.lines)];
  draft.freeze({ kind: 'return', id: of.id, number: digests.length, content: sheet });
  const confirmed = { ...of, state: 'CONFIRMED', digests, firstConfirmedAt: of.firstConfirmedAt ?? draft.at } as const;
  draft.put('return', confirmed, { ...standing, from: 'DRAFT', to: 'CONFIRMED' });
}

/** What was declared and what the books say by now do not hold together: such a sum would be none (P24, P25). */
function isBroken({ basis, declared, plan }: Line): boolean {
  const { outstanding, disputedAmount } = declared;
  return basis !== 'UNSEEN' && (outstanding < 0n || disputedAmount > outstanding || plannedOf(plan) > outstanding);
}

/** P26: a line of which the unit still has to say something. */
function isOpen({ basis, answer, declared, plan, reason }: Line): boolean {
  if (basis === 'LEFT') return reason === null;
  if ((basis !== 'OWED' && basis !== 'OFF_BOOK') || answer === 'DENIED') return false;
  const isUnplanned = declared.outstanding > declared.disputedAmount && plan.length === 0;
  return declared.cause === null || isUnplanned;
}

/**
 * The unit takes a confirmed return back, which takes back that it was in time; or its lead bureau sends it back (P33).
 */
export async function reopenReturn(
  context: Context,
  { change: { key, id, version }, ...args }: { change: Change; reason: string },
): Promise<Return | null> {
  const reason = wantedText('reason', args.reason);
  const asked = { mutation: 'reopenReturn', key, args: { id, version, ...args }, answers: 'return' } as const;
  const [saved] = await perform(context, asked, (draft) => {
    const of = wantedReturn(draft, id);
    const own = draft.powers.head(of.unitCode);
    const standing = required('the head of the unit or of its lead bureau', own, draft.powers.head(of.leadBureauCode));
    checkReturn(draft, of, version, 'CONFIRMED');
    const firstConfirmedAt = own ? null : of.firstConfirmedAt;
    const move = { ...standing, from: 'CONFIRMED', to: 'DRAFT', reason };
    draft.put('return', { ...of, state: 'DRAFT', firstConfirmedAt, reopenedBecause: reason }, move);
    return [of.id];
  });
  return saved ?? null;
}
