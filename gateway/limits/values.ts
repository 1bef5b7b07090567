import { valueFromASTUntyped, type ValueNode } from 'graphql';
import { Refusal } from '../../kit/graphql/errors.ts';

/** Characters of a text. */
const MOST_CHARACTERS = 1_000;
/** Members of a list: ids, statuses. */
const MOST_MEMBERS = 500;
/** Lists and objects in each other. */
const MOST_LEVELS = 8;

/** Refuses a value in a query that no question needs. Variables in it are checked as what they are given. */
export function checkLiteral(name: string, node: ValueNode): void {
  checkValue(name, valueFromASTUntyped(node));
}

/**
 * Refuses the value of a variable that no question needs, and numbers that have become others on their way: an id may
 * have.
 */
export function checkVariable(name: string, value: unknown): void {
  checkValue(name, value);
  if (holdsInexact(value)) throw refusal(name, `numbers up to ${Number.MAX_SAFE_INTEGER}; write larger ones as text`);
}

function holdsInexact(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInexact);
}

/** Refuses a value that no question needs. `name` is of the argument or variable that it is given for. */
function checkValue(name: string, value: unknown, level = 0): void {
  if (typeof value === 'string' && value.length > MOST_CHARACTERS)
    throw refusal(name, `texts of at most ${MOST_CHARACTERS} characters`);
  if (typeof value !== 'object' || value === null) return;
  if (level === MOST_LEVELS) throw refusal(name, `lists and objects at most ${MOST_LEVELS} deep`);
  const members = Object.values(value);
  if (members.length > MOST_MEMBERS) throw refusal(name, `lists of at most ${MOST_MEMBERS}; got ${members.length}`);
  for (const member of members) checkValue(name, member, level + 1);
}

/** The name may be as long as a question: it is told in part. */
function refusal(name: string, wanted: string): Refusal {
  return new Refusal('BAD_USER_INPUT', `${name.slice(0, 40)} wants ${wanted}.`);
}
