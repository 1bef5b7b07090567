import { GraphQLError } from 'graphql';
import { userError, type RefusalDetails } from '../../kit/graphql/errors.ts';

/** The caller's posts do not give it the power (P9, 5). */
export const noPost = (wanted: string): GraphQLError =>
  userError('FORBIDDEN', `This is for ${wanted}, by the post that they hold today.`);

/** An id that there is not, or that the caller may not see: nobody learns which (P9, 4). */
export const unknown = (what: string, id: string): GraphQLError =>
  userError('BAD_USER_INPUT', `There is no ${what} ${JSON.stringify(id)} that you may see.`);

/** Somebody has been there before (P6). */
export const conflict = (message: string, details: Pick<RefusalDetails, 'version'> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'CONFLICT', ...details } });

/** The step is none that the state allows (P9, 7). */
export const wrongState = (what: string, wanted: string, state: string): GraphQLError =>
  userError('WRONG_STATE', `${what} wants to be ${wanted} for that; it is ${state}.`);

/** A rule of the campaign's stands against it (P9, 8 and 10). */
export const byRule = (rule: `P${number}`, message: string, details: Omit<RefusalDetails, 'rule'> = {}): GraphQLError =>
  new GraphQLError(`${message} (${rule})`, { extensions: { code: 'REFUSED_BY_RULE', rule, ...details } });

/** Of what was seen, the present version is another (P6). */
export function checkVersion(what: string, version: number, present: number): void {
  if (version === present) return;
  throw conflict(`${what} is another by now: version ${present} is there, and ${version} was looked at.`, {
    version: present,
  });
}
