import { writeEnergy } from './energy/books.ts';
import { writeFinance } from './finance/books.ts';
import { writeHousingConstruction } from './housing-construction/books.ts';
import { Notes } from './notes.ts';
import { Random } from './random.ts';
import { contractsIn, type Scene } from './scene.ts';
import { writeSoe } from './soe/books.ts';
import type { Tables } from './rows.ts';
import type { Truth, TruthDomain } from './truth.ts';
import { makeWorld } from './world.ts';
import { Clerk } from './writing.ts';

export interface DemoOptions {
  /** Decides everything but the day. */
  seed: number;
  /** About how many debts each department has on its books. */
  debts: number;
  /** The day on which the books stand, "YYYY-MM-DD". */
  today: string;
}

/** An invented world: four departments' books with their flaws, and what they mean. */
export interface Demo {
  tables: Record<TruthDomain, Tables>;
  truth: Truth;
}

/** The same options make the same world. */
export function makeDemo({ seed, debts, today }: DemoOptions): Demo {
  const random = new Random(String(seed));
  const [world, notes] = [makeWorld(random.child('world'), debts, today), new Notes(today)];
  const sceneOf = (domain: TruthDomain): Scene => {
    const stream = random.child(domain);
    return { random: stream, clerk: new Clerk(stream), notes, world, contracts: contractsIn(world, domain), today };
  };
  const finance = writeFinance(sceneOf('finance'));
  const construction = writeHousingConstruction(sceneOf('housing-construction'));
  const energy = writeEnergy(sceneOf('energy'));
  const soe = writeSoe(sceneOf('soe'));
  return {
    tables: { finance, 'housing-construction': construction, energy: energy.tables, soe },
    truth: notes.truth(energy.from),
  };
}
