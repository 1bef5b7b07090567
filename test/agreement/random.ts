/** Numbers from 0 up to 1, the same ones for the same seed. */
export type Random = () => number;

/** Mulberry32: small, and good enough to choose questions by. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `least` to `most`, both included. */
export function numberBetween(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function oneOf<T>(random: Random, choices: readonly T[]): T {
  const [choice] = choices.slice(numberBetween(random, 0, choices.length - 1));
  if (choice === undefined) throw new Error('There is nothing to choose from');
  return choice;
}

/** So many different ones, or all where there are fewer, in any order. */
export function someOf<T>(random: Random, choices: readonly T[], count: number): T[] {
  const drawn = new Set<T>();
  while (drawn.size < Math.min(count, new Set(choices).size)) drawn.add(oneOf(random, choices));
  return [...drawn];
}
