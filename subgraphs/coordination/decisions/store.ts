import { randomUUID } from 'node:crypto';
import type { Database, Row } from '../../../kit/database/database.ts';
import { OwnDatabase } from '../../../kit/database/own-database.ts';
import type { SameDebtDecision } from '../model.ts';
import { assertSame, type Once } from './once.ts';
import { DECISIONS, makeTables, REQUESTS } from './tables.ts';

/** What one reading or change may take; it is broken off then. */
const PATIENCE_MS = 5_000;

/** Decisions by hand in coordination's own database. Nothing is ever deleted: a decision is undone by saying so. */
export class DecisionStore {
  readonly #own: OwnDatabase;

  /** `sqlite:/path/to/file` or `mysql://…`; nothing is connected before the first statement. */
  constructor(url: string) {
    this.#own = new OwnDatabase(url, { label: 'coordination decisions', patienceMs: PATIENCE_MS, makeTables });
  }

  /** Every decision, undone ones too, in the order in which they were made. */
  async all(): Promise<SameDebtDecision[]> {
    const rows = await (await this.#own.inTime())<Row>(DECISIONS).select().orderBy('number');
    return rows.map(decisionOfRow);
  }

  /**
   * The decision that a request was about when it was carried out; null: it was not. BAD_USER_INPUT where it was
   * another request.
   */
  async carriedOut(once: Once): Promise<SameDebtDecision | null> {
    const database = await this.#own.inTime();
    const [request] = await database<Row>(REQUESTS).where({ id: once.id }).select();
    if (!request) return null;
    assertSame(once, request['body'] ?? '');
    return decisionBy(database, request['decision'] ?? '');
  }

  async add(decision: Omit<SameDebtDecision, 'id' | 'undone'>, once: Once | null): Promise<SameDebtDecision> {
    const made = { ...decision, id: randomUUID(), undone: null };
    const { id, kind, debtIds, reason, decidedBy: decided_by, decidedAt: decided_at } = made;
    const database = await this.#own.inTime();
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
    const database = await this.#own.inTime();
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

  close(): Promise<void> {
    return this.#own.close();
  }
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
