import { argumentError } from '../../kit/graphql/errors.ts';
import { isMonth, type Month } from './organisation/months.ts';

/** Characters of a text (P3). */
const MOST_CHARACTERS = 1_000;
/** Members of a page. */
const MOST_ROWS = 500;

/** A text that is wanted, trimmed; BAD_USER_INPUT where nothing is left of it, or too much. */
export function wantedText(argument: string, text: string | null | undefined, most = MOST_CHARACTERS): string {
  const trimmed = text?.trim() ?? '';
  if (trimmed !== '' && trimmed.length <= most) return trimmed;
  throw argumentError(argument, `a text of 1 to ${most} characters`, trimmed.slice(0, 40));
}

/** A text that may be absent, trimmed; null where nothing is left of it. */
export function givenText(argument: string, text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : wantedText(argument, trimmed);
}

/** A code that people give: no blanks, and nothing by which ids are put together. */
export function wantedCode(argument: string, code: string): string {
  if (/^[\p{L}\p{N}._-]{1,64}$/u.test(code)) return code;
  throw argumentError(argument, 'a code of 1 to 64 letters, digits, points and hyphens', code.slice(0, 80));
}

export function wantedMonth(argument: string, month: string): Month {
  if (isMonth(month)) return month;
  throw argumentError(argument, 'a month, as 2026-11', month.slice(0, 40));
}

export function wantedYear(argument: string, year: string): string {
  if (/^[12]\d{3}$/.test(year)) return year;
  throw argumentError(argument, 'a year, as 2026', year.slice(0, 40));
}

/** No member of a list twice. */
export function eachOnce<T>(argument: string, members: readonly T[]): readonly T[] {
  const twice = members.find((member, i) => members.indexOf(member) < i);
  if (twice === undefined) return members;
  throw argumentError(argument, 'each member once', twice);
}

/** A page of a plain list: so many at most, behind the object with an id. BAD_USER_INPUT where none has it. */
export function pageOf<T>(
  list: readonly T[],
  { first, after }: { first: number; after?: string | null | undefined },
  idOf: (member: T) => string,
): T[] {
  if (first < 1 || first > MOST_ROWS) throw argumentError('first', `a number from 1 to ${MOST_ROWS}`, first);
  const start = after === null || after === undefined ? 0 : list.findIndex((member) => idOf(member) === after) + 1;
  if (start === 0 && typeof after === 'string')
    throw argumentError('after', 'the last id of the page before', after.slice(0, 200));
  return list.slice(start, start + first);
}
