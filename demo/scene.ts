import { addDays } from './calendar.ts';
import type { Notes } from './notes.ts';
import type { Random } from './random.ts';
import type { TruthDomain } from './truth.ts';
import type { Contract, World } from './world.ts';
import type { Clerk } from './writing.ts';

/** What a department's books are written from. */
export interface Scene {
  random: Random;
  clerk: Clerk;
  notes: Notes;
  world: World;
  /** Contracts in this department's books. */
  contracts: Contract[];
  today: string;
}

export function contractsIn(world: World, domain: TruthDomain): Contract[] {
  return world.contracts.filter(({ books }) => books.includes(domain));
}

/** When a row was last written: some time in the last two years, local time. */
export function drawStamp({ random, today }: Scene): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(random.int(8, 18))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`;
  return `${addDays(today, -random.int(1, 700))} ${time}`;
}
