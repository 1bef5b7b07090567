import { isBelievable, type Day } from '../../../kit/rules/dates.ts';
import type { DataIssueKind, IssueFact } from '../../../kit/rules/fact.ts';
import type { IssueRow } from '../../../kit/rules/issues.ts';
import type { TypedDay, Unreadable } from '../model.ts';

/** What stands in a column, or null where that is none of what belongs there. */
export function readable<Value>(value: Value | Unreadable): Value | null {
  return isUnreadable(value) ? null : value;
}

function isUnreadable(value: unknown): value is Unreadable {
  return typeof value === 'object' && value !== null && 'found' in value;
}

/** A flag that is none is not set, and an issue. */
export const isSet = (flag: boolean | Unreadable): boolean => flag === true;

/** A day as it counts: none where what stands there is no day, or lies more than 50 years from today. */
export function dayIn({ day }: TypedDay, today: Day): Day | null {
  return day !== null && isBelievable(day, today) ? day : null;
}

type Values = Readonly<Record<string, TypedDay | bigint | boolean | Unreadable>>;

/** What cannot be read in a row, by its columns: one issue a kind. */
export function readingIssues(row: IssueRow, columns: Values, today: Day): IssueFact[] {
  const flaws = Object.entries(columns).flatMap(([column, value]) => flawOf(column, value, today) ?? []);
  return (Object.keys(MADE_OF) as Kind[]).flatMap((kind) => {
    const found = flaws.filter((flaw) => flaw.kind === kind);
    if (found.length === 0) return [];
    const message = `${found.map(({ column }) => column).join(', ')} cannot be read: ${MADE_OF[kind]}.`;
    return [{ ...row, kind, found: found.map((flaw) => flaw.found).join(' / '), message }];
  });
}

type Kind = Extract<DataIssueKind, 'DATE_UNREADABLE' | 'AMOUNT_UNREADABLE' | 'FLAG_UNREADABLE'>;

const MADE_OF: Readonly<Record<Kind, string>> = {
  DATE_UNREADABLE: 'the day is unknown',
  AMOUNT_UNREADABLE: 'it counts in nothing',
  FLAG_UNREADABLE: 'taken as not set',
};

interface Flaw {
  kind: Kind;
  column: string;
  found: string;
}

function flawOf(column: string, value: Values[string], today: Day): Flaw | null {
  if (typeof value !== 'object') return null;
  if ('found' in value)
    return { kind: column === 'amount_fen' ? 'AMOUNT_UNREADABLE' : 'FLAG_UNREADABLE', column, found: value.found };
  return value.typed === null || dayIn(value, today) !== null
    ? null
    : { kind: 'DATE_UNREADABLE', column, found: value.typed };
}
