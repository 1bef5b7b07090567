import type { Database, Row } from '../../../kit/database/database.ts';
import { OwnDatabase } from '../../../kit/database/own-database.ts';
import type { Kept, Step } from '../model.ts';
import type { Kind, StoredStep, StoredThing } from '../things.ts';
import { fromText, toText } from './json.ts';
import { FROZEN, migrate, REQUESTS, REVISION, STEPS, THINGS } from './tables.ts';

/** What one reading or change may take; it is broken off then. */
const PATIENCE_MS = 10_000;
/** Rows of one statement. */
const CHUNK = 200;

/** What was frozen of a thing, and is never changed (P11). */
export interface Frozen extends FrozenKey {
  kind: string;
  content: unknown;
}

/** Of which thing, and which of its frozen states. */
export interface FrozenKey {
  id: string;
  /** From 1. */
  number: number;
}

/** A mutation that was carried out: what it is known by, what it was, and what it was about. */
export interface Request {
  id: string;
  body: string;
  answer: { kind: Kind; ids: readonly string[] };
}

/** All that one mutation, or one day's run, changes. */
export interface Changes {
  things: readonly StoredThing[];
  steps: readonly StoredStep[];
  frozen: readonly Frozen[];
  request: Request | null;
}

/** What has come since a revision. */
interface News {
  revision: number;
  things: StoredThing[];
  steps: StoredStep[];
}

/** The campaign's own database. Nothing is ever deleted. */
export class CampaignStore {
  readonly #own: OwnDatabase;

  /** `sqlite:/path/to/file` or `mysql://…`; nothing is connected before the first statement. */
  constructor(url: string) {
    this.#own = new OwnDatabase(url, { label: 'campaign', patienceMs: PATIENCE_MS, makeTables: migrate });
  }

  /** What has changed since a revision, as of one moment; null: nothing. */
  async since(known: number): Promise<News | null> {
    const database = await this.#own.inTime();
    if ((await revisionIn(database)) === known) return null;
    return database.transaction(async (moment) => {
      const revision = await revisionIn(moment);
      const things: Row[] = await moment(THINGS).where('revision', '>', known).select('kind', 'body');
      const steps: Row[] = await moment(STEPS)
        .where('revision', '>', known)
        .orderBy('number')
        .select('kind', 'id', 'body');
      return { revision, things: things.map(thingOfRow), steps: steps.map(stepOfRow) };
    });
  }

  /**
   * Carries changes out, all or none, on top of the revision that they were made for; false where there is a later one.
   */
  async commit(revision: number, { things, steps, frozen, request }: Changes): Promise<boolean> {
    const database = await this.#own.inTime();
    const next = revision + 1;
    return database.transaction(async (change) => {
      const moved = await change(REVISION).where({ id: 1, number: revision }).update({ number: next });
      if (moved === 0) return false;
      for (const { kind, body } of things) {
        const row = { kind, id: body.id, revision: next, body: toText(body) };
        await change(THINGS).insert(row).onConflict(['kind', 'id']).merge(['revision', 'body']);
      }
      const stepRows = steps.map(({ kind, id, step }) => ({ kind, id, revision: next, body: toText(step) }));
      await change.batchInsert(STEPS, stepRows, CHUNK);
      for (const { content, ...key } of frozen) await change(FROZEN).insert({ ...key, body: toText(content) });
      if (request) await change(REQUESTS).insert({ ...request, answer: toText(request.answer) });
      return true;
    });
  }

  /** The mutation that was carried out under an id; null: none. */
  async request(id: string): Promise<Request | null> {
    const [row] = await (await this.#own.inTime())<Row>(REQUESTS).where({ id }).select();
    return row ? { id, body: row['body'] ?? '', answer: fromText(row['answer'] ?? '') as Request['answer'] } : null;
  }

  /**
   * What was frozen of a kind, as it is stored now, in the order of the keys; null where there is nothing that can be
   * read.
   */
  async frozen(kind: string, keys: readonly FrozenKey[]): Promise<unknown[]> {
    const database = await this.#own.inTime();
    const found = new Map<string, unknown>();
    for (let i = 0; i < keys.length; i += CHUNK) {
      const ids = keys.slice(i, i + CHUNK).map(({ id }) => id);
      const rows = await database<Row>(FROZEN).where({ kind }).whereIn('id', ids).select('id', 'number', 'body');
      for (const { id, number, body } of rows) found.set(`${id ?? ''} ${number ?? ''}`, readable(body ?? ''));
    }
    return keys.map(({ id, number }) => found.get(`${id} ${number}`) ?? null);
  }

  close(): Promise<void> {
    return this.#own.close();
  }
}

async function revisionIn(database: Database): Promise<number> {
  const [row]: Row[] = await database(REVISION).where({ id: 1 }).select('number');
  return Number(row?.['number']);
}

/** What was altered so that it cannot be read is as good as gone. */
function readable(text: string): unknown {
  try {
    return fromText(text);
  } catch {
    return null;
  }
}

const thingOfRow = (row: Row): StoredThing => ({
  kind: row['kind'] as Kind,
  body: fromText(row['body'] ?? '') as Kept,
});

const stepOfRow = (row: Row): StoredStep => ({
  kind: row['kind'] as Kind,
  id: row['id'] ?? '',
  step: fromText(row['body'] ?? '') as Step,
});
