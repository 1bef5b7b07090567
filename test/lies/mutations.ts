import fc from 'fast-check';

/** Puts something else at a place of a value. */
interface Mutation {
  /** Which place, out of all that there are. */
  place: number;
  to: Replacement;
}

/** No contract has any of these where something else was: 5.5 is neither text nor a count, and no list holds a list. */
const REPLACEMENTS = ['nothing', 'a list', 'an object', 'half a number', 'too large a number', 'nonsense'] as const;
type Replacement = (typeof REPLACEMENTS)[number];

const VALUES: Readonly<Record<Exclude<Replacement, 'nothing' | 'nonsense'>, unknown>> = {
  'a list': [[]],
  'an object': { NaN: 1 },
  'half a number': 5.5,
  'too large a number': 1e30,
};

export const mutation: fc.Arbitrary<Mutation> = fc.record({ place: fc.nat(), to: fc.constantFrom(...REPLACEMENTS) });

interface Place {
  holder: Record<string, unknown>;
  key: string;
}

/**
 * Mutates a value in place; an object is put where nonsense would be as good as what stands there, or could stand
 * there.
 */
export function mutated<Value>(value: Value, { place, to }: Mutation): Value {
  const places = placesIn(value);
  const found = places[place % places.length];
  if (!found) return value;
  const { holder, key } = found;
  if (to === 'nothing' && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
  else if (to === 'nonsense' && typeof holder[key] !== 'string' && holder[key] !== null) holder[key] = 'nonsense';
  else holder[key] = VALUES[to === 'nothing' || to === 'nonsense' ? 'an object' : to];
  return value;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
