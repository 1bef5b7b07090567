import { localInstant } from '../../../kit/rules/dates.ts';
import type { Context } from '../context.ts';

/** What every answer tells that rests on what people have decided by hand. */
export const decidedResolvers = {
  decisionsReadAt: async (_: unknown, __: object, { session }: Context): Promise<string> =>
    localInstant((await session.decided()).readAt),
};
