import type {
  CampaignSettingsResolvers,
  DebtorResolvers,
  PostResolvers,
  RouteResolvers,
  SeatResolvers,
  UnitResolvers,
  WorkingGroupResolvers,
} from '../../../schema/generated/campaign.ts';
import type { Context } from '../context.ts';
import type { Group, Post, Unit } from '../model.ts';
import { monthOf } from '../organisation/months.ts';
import { obligationOf, reliefLetter } from '../organisation/obligation.ts';
import { holderOn, isFilled, postsOf } from '../organisation/posts.ts';
import { unitOfDebtor } from '../organisation/units.ts';
import type { Kind, Things } from '../things.ts';

/** A thing that another one names, which is never taken away. */
export async function named<K extends Kind>({ view }: Context, kind: K, id: string): Promise<Things[K]> {
  const found = (await view.state()).get(kind, id);
  if (!found) throw new Error(`there is no ${kind} ${id}, which another thing names`);
  return found;
}

export const unitNamed = (context: Context, code: string): Promise<Unit> => named(context, 'unit', code);
export const groupNamed = (context: Context, code: string): Promise<Group> => named(context, 'group', code);
export const postNamed = (context: Context, code: string): Promise<Post> => named(context, 'post', code);

/** Things that another one names, in its order. */
function allNamed<K extends Kind>(context: Context, kind: K, ids: readonly string[]): Promise<Things[K][]> {
  return Promise.all(ids.map((id) => named(context, kind, id)));
}

export const unitResolvers: UnitResolvers = {
  code: ({ id }) => id,
  debtors: ({ debtorIds }) => debtorIds.map((id) => ({ id })),
  posts: async ({ id }, _, { view }) => postsOf(await view.state(), id),
  obligation: async (unit, _, { view, today }) => obligationOf(await view.state(), unit, monthOf(today)),
  reliefLetter: async ({ id }, _, { view }) => {
    const letter = reliefLetter(await view.state(), id);
    return letter && (await view.sight()).ofLetter(letter) ? letter : null;
  },
};

export const postResolvers: PostResolvers = {
  code: ({ id }) => id,
  unit: ({ unitCode }, _, context) => (unitCode === null ? null : unitNamed(context, unitCode)),
  holder: (post, { on }, { today }) => holderOn(post, on ?? today),
};

export const groupResolvers: WorkingGroupResolvers = {
  code: ({ id }) => id,
  members: ({ memberCodes }, _, context) => allNamed(context, 'unit', memberCodes),
};

export const seatResolvers: SeatResolvers = {
  post: ({ postCode }, _, context) => postNamed(context, postCode),
  notice: async (seat, _, { view, today }) =>
    isFilled(await view.state(), seat, today) ? (seat.notice?.number ?? null) : null,
  filled: async (seat, _, { view, today }) => isFilled(await view.state(), seat, today),
};

export const routeResolvers: RouteResolvers = {
  unit: ({ unitCode }, _, context) => unitNamed(context, unitCode),
  group: ({ groupCode }, _, context) => groupNamed(context, groupCode),
  leadBureau: ({ leadBureauCode }, _, context) => unitNamed(context, leadBureauCode),
};

export const settingsResolvers: CampaignSettingsResolvers = {
  calendarYears: ({ calendars }) => calendars.map(({ year }) => year),
};

export const debtorResolvers: DebtorResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  unit: async ({ id }, _, { view }) => unitOfDebtor(await view.state(), id),
};
