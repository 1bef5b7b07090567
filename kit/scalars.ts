import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isDay, type Day } from './dates.ts';
import { userError } from './errors.ts';
import { parseDecimal, yuanOf, type Fen } from './money.ts';

function literalText(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : `a ${node.kind}`;
}

function parseYuan(value: unknown): Fen {
  const fen = typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value), 2) : null;
  if (fen === null)
    throw userError('BAD_USER_INPUT', `Decimal wants yuan with at most two places, as "1234.50"; got ${JSON.stringify(value)}`);
  return fen;
}

function parseDay(value: unknown): Day {
  if (typeof value === 'string' && isDay(value)) return value;
  throw userError('BAD_USER_INPUT', `Date wants a date of the calendar, as "2025-06-30"; got ${JSON.stringify(value)}`);
}

function parseInstant(value: unknown): string {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
  throw userError('BAD_USER_INPUT', `DateTime wants ISO 8601 with an offset, as "2025-06-30T08:00:00+08:00"; got ${JSON.stringify(value)}`);
}

/** Fen inside, yuan with two places outside. */
const Decimal = new GraphQLScalarType<Fen, string>({
  name: 'Decimal',
  serialize: (value) => yuanOf(value as Fen),
  parseValue: parseYuan,
  parseLiteral: (node) => parseYuan(literalText(node)),
});

const DateScalar = new GraphQLScalarType<Day, Day>({
  name: 'Date',
  serialize: (value) => value as Day,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(literalText(node)),
});

const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: (value) => value as string,
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(literalText(node)),
});

export const scalars = { Decimal, Date: DateScalar, DateTime };
