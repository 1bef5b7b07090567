import { Refusal } from '../../kit/errors.ts';

/** What a 401 asks for; Basic is what spreadsheet programs know how to answer. */
const CHALLENGE = 'Bearer realm="arrears-graph", Basic realm="arrears-graph", charset="UTF-8"';

/** Nobody that is known. The message says what is wanted, and nothing by which a token or key could be made to fit. */
export function unauthenticated(message: string): Refusal {
  return new Refusal('UNAUTHENTICATED', message, { 'www-authenticate': CHALLENGE });
}
