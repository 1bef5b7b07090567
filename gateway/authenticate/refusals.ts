import { Refusal } from '../../kit/graphql/errors.ts';

/**
 * What a 401 asks for, a line each: browsers and spreadsheet programs know how to answer Basic, and do not see it
 * behind another.
 */
const CHALLENGES = ['Bearer realm="arrears-graph"', 'Basic realm="arrears-graph", charset="UTF-8"'];

/** Nobody that is known. The message says what is wanted, and nothing by which a token or key could be made to fit. */
export function unauthenticated(message: string): Refusal {
  return new Refusal('UNAUTHENTICATED', message, { 'www-authenticate': CHALLENGES });
}
