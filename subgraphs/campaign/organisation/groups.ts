import type { WorkingGroupInput } from '../../../schema/generated/campaign.ts';
import { argumentError } from '../../../kit/graphql/errors.ts';
import { eachOnce, wantedText } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Group, Seat, SeatRank } from '../model.ts';
import { perform } from '../perform.ts';
import { byRule, checkVersion, unknown } from '../refusals.ts';
import { holderOn } from './posts.ts';

/** Leaders first. */
const RANKS: readonly SeatRank[] = ['LEADER', 'DEPUTY', 'MEMBER'];

/** Enters or changes a group's seats and members. A notice stays with a seat whose post is the same (P16). */
export async function saveWorkingGroup(
  context: Context,
  { key, group }: { key: string; group: WorkingGroupInput },
): Promise<Group | null> {
  const name = wantedText('name', group.name);
  eachOnce(
    'seats',
    group.seats.map(({ postCode }) => postCode),
  );
  const memberCodes = eachOnce('memberCodes', group.memberCodes);
  const [saved] = await perform(
    context,
    { mutation: 'saveWorkingGroup', key, args: { group }, answers: 'group' },
    (draft) => {
      const before = draft.wanted('group', group.code, 'group');
      for (const { postCode } of group.seats) draft.wanted('post', postCode, 'post');
      for (const code of memberCodes) draft.wanted('unit', code, 'unit');
      checkVersion(`group ${before.id}`, group.version, before.version);
      const seats = group.seats
        .map((seat) => ({ ...seat, notice: noticeOf(before, seat) }))
        .toSorted((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
      putGroup(draft, { ...before, name, seats, memberCodes: memberCodes.toSorted() });
      return [before.id];
    },
  );
  return saved ?? null;
}

function noticeOf({ seats }: Group, { postCode, byNotice }: Pick<Seat, 'postCode' | 'byNotice'>): Seat['notice'] {
  return byNotice ? (seats.find((seat) => seat.postCode === postCode)?.notice ?? null) : null;
}

interface Notice {
  key: string;
  groupCode: string;
  postCode: string;
  notice: string;
}

/** P16: a notice names who now holds the post of a seat whose succession wants one. */
export async function recordNotice(context: Context, { key, ...args }: Notice): Promise<Group | null> {
  const number = wantedText('notice', args.notice);
  const [group] = await perform(context, { mutation: 'recordNotice', key, args, answers: 'group' }, (draft) => {
    const before = draft.wanted('group', args.groupCode, 'group');
    const seat = before.seats.find(({ postCode }) => postCode === args.postCode);
    if (!seat) throw unknown('seat', args.postCode);
    const holder = holderOn(draft.wanted('post', args.postCode, 'post'), draft.today);
    if (!seat.byNotice) throw byRule('P16', 'Succession to this seat wants no notice.');
    if (!holder) throw byRule('P16', 'Nobody holds the post today whom a notice could name.');
    const named: Seat = { ...seat, notice: { number, subject: holder.subject, from: holder.from } };
    putGroup(draft, { ...before, seats: before.seats.map((other) => (other === seat ? named : other)) });
    return [before.id];
  });
  return group ?? null;
}

function putGroup(draft: Draft, group: Group): void {
  draft.put('group', group, { from: 'SET_UP', to: 'SET_UP', postCode: null });
}

/** A group that leads a sector: returns go to one of them. */
export function wantedSector(code: string): string {
  if (/^[2-9]$/.test(code)) return code;
  throw argumentError('groupCode', 'a group from 2 to 9', code.slice(0, 40));
}
