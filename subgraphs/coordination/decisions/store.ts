import { randomUUID } from 'node:crypto';
import { openOwnDatabase, type Database, type Row } from '../../../kit/database.ts';
import { isFile } from '../../../kit/database/shape.ts';
import type { SameDebtDecision } from '../model.ts';

const TABLE = 'same_debt_decision';

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
    await this.#makeTable();
    const rows = await this.#database<Row>(TABLE).select().orderBy('number');
    return rows.map(decisionOfRow);
  }

  async add(decision: Omit<SameDebtDecision, 'id' | 'undone'>): Promise<SameDebtDecision> {
    await this.#makeTable();
    const made = { ...decision, id: randomUUID(), undone: null };
    const { id, kind, debtIds, reason, decidedBy, decidedAt } = made;
    await this.#database(TABLE).insert({
      id,
      kind,
      debt_ids: JSON.stringify(debtIds),
      reason,
      decided_by: decidedBy,
      decided_at: decidedAt,
    });
    return made;
  }

  /** The decision undone; null where there is none with this id or it was undone before. */
  async undo(id: string, undone: NonNullable<SameDebtDecision['undone']>): Promise<SameDebtDecision | null> {
    await this.#makeTable();
    const change = { undone_by: undone.by, undone_at: undone.at, undone_reason: undone.reason };
    const changed = await this.#database(TABLE).where({ id }).whereNull('undone_at').update(change);
    return changed === 0 ? null : ((await this.all()).find((decision) => decision.id === id) ?? null);
  }

  async close(): Promise<void> {
    await this.#database.destroy();
  }

  /** Made by the first who asks. A failure is not kept: the database may be back the next time. */
  #makeTable(): Promise<void> {
    this.#made ??= makeTable(this.#database).catch((error: unknown) => {
      this.#made = null;
      throw error;
    });
    return this.#made;
  }
}

async function makeTable(database: Database): Promise<void> {
  if (await database.schema.hasTable(TABLE)) return;
  await database.schema.createTable(TABLE, (table) => {
    if (!isFile(database)) {
      table.engine('InnoDB');
      table.charset('utf8mb4');
    }
    table.increments('number');
    table.string('id', 36).notNullable().unique();
    table.string('kind', 8).notNullable();
    table.text('debt_ids').notNullable();
    table.text('reason').notNullable();
    table.string('decided_by', 200).notNullable();
    table.string('decided_at', 40).notNullable();
    table.string('undone_by', 200);
    table.string('undone_at', 40);
    table.text('undone_reason');
  });
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
