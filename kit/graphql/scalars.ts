import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isDay, isInstant, type Day } from '../rules/dates.ts';
import { userError } from './errors.ts';
import { parseDecimal, yuanOf, type Fen } from '../rules/money.ts';

function literalText(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
    ? node.value
    : `a ${node.kind}`;
}

/**
 * Below this a double tells any two amounts of two places apart: a JSON number has not become another amount on its
 * way.
 */
const EXACT_BELOW = 1e13;
/**
 * Digits of whole yuan that are asked with: far more than any banner owes, and what every database here can compare.
 */
const MOST_DIGITS = 16;
const MOST_FEN: Fen = 100n * 10n ** BigInt(MOST_DIGITS) - 1n;

function parseYuan(value: unknown): Fen {
  const isExact = typeof value === 'number' && Math.abs(value) < EXACT_BELOW;
  const fen = isExact || typeof value === 'string' ? parseDecimal(String(value), 2) : null;
  if (fen !== null && fen <= MOST_FEN && fen >= -MOST_FEN) return fen;
  const wanted = `yuan with at most two places, as "1234.50", ${MOST_DIGITS} digits before them at most, as text where it has more than 13 digits`;
  throw userError('BAD_USER_INPUT', `Decimal wants ${wanted}; got ${JSON.stringify(value).slice(0, 60)}`);
}

function parseDay(value: unknown): Day {
  if (typeof value === 'string' && isDay(value)) return value;
  throw userError('BAD_USER_INPUT', `Date wants a date of the calendar, as "2025-06-30"; got ${JSON.stringify(value)}`);
}

function parseInstant(value: unknown): string {
  if (typeof value === 'string' && isInstant(value)) return value;
  throw userError(
    'BAD_USER_INPUT',
    `DateTime wants ISO 8601 with an offset, as "2025-06-30T08:00:00+08:00"; got ${JSON.stringify(value)}`,
  );
}

/** What a resolver answers of a type; anything else is a fault of ours, and no answer. */
function told<Value>(type: string, value: unknown, isOne: (value: unknown) => value is Value): Value {
  if (isOne(value)) return value;
  throw new TypeError(`a resolver answers a ${type} that is none: ${String(value)}`);
}

const isFen = (value: unknown): value is Fen => typeof value === 'bigint';
const isDayText = (value: unknown): value is Day => typeof value === 'string' && isDay(value);
const isInstantText = (value: unknown): value is string => typeof value === 'string' && isInstant(value);

/** Fen inside, yuan with two places outside. */
const Decimal = new GraphQLScalarType<Fen, string>({
  name: 'Decimal',
  serialize: (value) => yuanOf(told('Decimal', value, isFen)),
  parseValue: parseYuan,
  parseLiteral: (node) => parseYuan(literalText(node)),
});

const DateScalar = new GraphQLScalarType<Day, Day>({
  name: 'Date',
  serialize: (value) => told('Date', value, isDayText),
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(literalText(node)),
});

const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: (value) => told('DateTime', value, isInstantText),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(literalText(node)),
});

export const scalars = { Decimal, Date: DateScalar, DateTime };
