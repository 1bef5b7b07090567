import { isDay, isInstant } from '../../rules/dates.ts';

/** What each scalar's values become where they come in; undefined: it is no such value. */
export type Leaves = Readonly<Record<string, Leaf | undefined>>;

type Leaf = (value: unknown) => unknown;

const textWhere =
  (holds: (text: string) => boolean): Leaf =>
  (value) =>
    typeof value === 'string' && holds(value) ? value : undefined;

const anyText = textWhere(() => true);

const isInt = (value: unknown): boolean => Number.isInteger(value) && (value as number) === ((value as number) | 0);

/** Two places always, no sign but of what is less than nothing, and no more digits than a sum can come to. */
const YUAN = /^(?!-0\.00$)-?(?:0|[1-9]\d{0,29})\.\d{2}$/;

/** Scalars as they may stand in an answer: exact, and as the house's schemas describe them. */
export const LEAVES: Leaves = {
  Int: (value) => (isInt(value) ? value : undefined),
  Float: (value) => (Number.isFinite(value) ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  String: anyText,
  ID: anyText,
  Decimal: textWhere((text) => YUAN.test(text)),
  Date: textWhere(isDay),
  DateTime: textWhere(isInstant),
};
