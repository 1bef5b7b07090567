import { randomUUID } from 'node:crypto';
import { withScope, openOwnDatabase, type Database, type Row } from '../../../kit/database/database.ts';
import type { SameDebtDecision } from '../model.ts';
import { assertSame, type Once } from './once.ts';
import { DECISIONS, makeTables, REQUESTS } from './tables.ts';

/** What one reading or change may take; it is broken off then. */
const PATIENCE_MS = 5_000;

/** Decisions by hand in coordination's own database. Nothing is ever deleted: a decision is undone by saying so. */
export class DecisionStore {
  readonly #database: Database;
  #made: Promise<void> | null = null;

  /** `sqlite:/path/to/file` or `mysql://…`; nothing is connected before the first statement. */
  constructor(url: string) {
    this.#database = openOwnDatabase(url);
  }

  /** Every decision, undone ones too, in the order in which they were made. */
  async all(): Promise<SameDebtDecision[]> {
    const rows = await (await this.#inTime())<Row>(DECISIONS).select().orderBy('number');
    return rows.map(decisionOfRow);
  }

  /**
   * The decision that a request was about when it was carried out; null: it was not. BAD_USER_INPUT where it was
   * another request.
   */
  async carriedOut(once: Once): Promise<SameDebtDecision | null> {
    const database = await this.#inTime();
    const [request] = await database<Row>(REQUESTS).where({ id: once.id }).select();
    if (!request) return null;
    assertSame(once, request['body'] ?? '');
    return decisionBy(database, request['decision'] ?? '');
  }

  async add(decision: Omit<SameDebtDecision, 'id' | 'undone'>, once: Once | null): Promise<SameDebtDecision> {
    const made = { ...decision, id: randomUUID(), undone: null };
    const { id, kind, debtIds, reason, decidedBy: decided_by, decidedAt: decided_at } = made;
    const database = await this.#inTime();
    await database.transaction(async (change) => {
      await noteRequest(change, once, id);
      await change(DECISIONS).insert({ id, kind, debt_ids: JSON.stringify(debtIds), reason, decided_by, decided_at });
    });
    return made;
  }

  /** The decision undone; null where there is none with this id or it was undone before. */
  async undo(
    id: string,
    undone: NonNullable<SameDebtDecision['undone']>,
    once: Once | null,
  ): Promise<SameDebtDecision | null> {
    const database = await this.#inTime();
    const decision = await decisionBy(database, id);
    if (!decision) return null;
    const changes = { undone_by: undone.by, undone_at: undone.at, undone_reason: undone.reason };
    const changed = await database.transaction(async (change) => {
      const rows = await change(DECISIONS).where({ id }).whereNull('undone_at').update(changes);
      if (rows > 0) await noteRequest(change, once, id);
      return rows;
    });
    return changed === 0 ? null : { ...decision, undone };
  }

  async close(): Promise<void> {
    await this.#database.destroy();
  }

  /** Nobody waits for it longer than that. */
  async #inTime(): Promise<Database> {
    const database = withScope(this.#database, { label: 'coordination decisions', signal: patience() });
    await this.#makeTables(database);
    return database;
  }

  /** By the first who asks. A failure is not kept: the database may be back the next time. */
  #makeTables(database: Database): Promise<void> {
    this.#made ??= makeTables(database).catch((error: unknown) => {
      this.#made = null;
      throw error;
    });
    return this.#made;
  }
}

function patience(): AbortSignal {
  const end = new AbortController();
  setTimeout(() => end.abort(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS).unref();
  return end.signal;
}

/** The second of two that are carried out at once fails here, and with it all that it would have changed. */
async function noteRequest(database: Database, once: Once | null, decision: string): Promise<void> {
  if (once) await database(REQUESTS).insert({ ...once, decision });
}

/** Databases take ids for equal that differ in case; we do not. */
async function decisionBy(database: Database, id: string): Promise<SameDebtDecision | null> {
  const rows = await database<Row>(DECISIONS).where({ id }).select();
  return rows.map(decisionOfRow).find((decision) => decision.id === id) ?? null;
}

function decisionOfRow(row: Row): SameDebtDecision {
  const { undone_by: by, undone_at: at, undone_reason: reason } = row;
  return {
    id: row['id'] ?? '',
    kind: row['kind'] as SameDebtDecision['kind'],
    debtIds: JSON.parse(row['debt_ids'] ?? '[]') as string[],
    reason: row['reason'] ?? '',
    decidedBy: row['decided_by'] ?? '',
    decidedAt: row['decided_at'] ?? '',
    undone: at ? { by: by ?? '', at, reason: reason ?? '' } : null,
  };
}
