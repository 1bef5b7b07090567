import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSubgraph } from '../../kit/department/subgraph.ts';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { departments } from '../../subgraphs/main.ts';
import { callOf, KEYS, postSigned } from '../support/signed.ts';
import type { MovingBooks, MovingDomain } from './books.ts';

/** Two departments that look for changes all the time, and coordination over them. */
export interface MovingHouse {
  /** Throws where there is an error in the answer. */
  ask<Data>(part: MovingDomain | 'coordination', query: string, variables?: object): Promise<Data>;
  stop(): Promise<void>;
}

export async function startMovingHouse(books: MovingBooks, today: string): Promise<MovingHouse> {
  const running = new Map<string, RunningSubgraph>();
  for (const { domain, start } of departments) {
    if (domain !== 'finance' && domain !== 'soe') continue;
    const pace = { refreshSeconds: 0.02, rereadSeconds: 86_400 };
    const department = await start({
      databaseUrl: books.urls[domain],
      trusted: KEYS.trusted,
      today: () => today,
      ...pace,
    });
    running.set(domain, department);
    await department.loaded;
  }
  const folder = mkdtempSync(join(tmpdir(), 'moment-own-'));
  const urls = Object.fromEntries([...running].map(([domain, { url }]) => [domain, url]));
  const own = `sqlite:${join(folder, 'coordination.db')}`;
  const coordination = await startCoordination({
    departments: urls,
    databaseUrl: own,
    keys: KEYS.coordination,
    trusted: KEYS.trusted,
    today: () => today,
  });
  await coordination.loaded;
  running.set('coordination', coordination);
  return {
    ask: async <Data>(part: string, query: string, variables: object = {}): Promise<Data> => {
      const url = running.get(part)?.url ?? '';
      const answer = await postSigned(url, part, JSON.stringify({ query, variables }), {
        ...callOf(),
        deadline: Date.now() + 20_000,
      });
      const { data, errors } = (await answer.json()) as { data: Data | null; errors?: object[] };
      if (!data || errors) throw new Error(`no answer: ${JSON.stringify(errors)}`);
      return data;
    },
    stop: async () => {
      for (const part of [...running.values()].reverse()) await part.close();
      rmSync(folder, { recursive: true });
    },
  };
}
