import type { Day } from '../../kit/rules/dates.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import { dataOf, failed, incompleteOf, type Answer } from './answer.ts';
import { headOf, type Head } from './head.ts';
import type { Asked } from './parameters.ts';
import { withRecords } from './records.ts';
import type { SavedReport } from './report.ts';
import type { Row, Variables } from './shape.ts';
import type { WholeList } from './whole-lists.ts';

/** How a report asks for what it is made of. */
export interface Asking {
  /** Its question; of its pages, those after the first are paid with it. */
  ask: (variables: Variables, isFirst: boolean) => Promise<Answer>;
  /** What it wants of debts' records; null: nothing. */
  records: ((ids: readonly string[], asOf: Day) => Promise<Answer>) | null;
  /** A whole list of debts, out of one moment of the books. */
  list: (variables: Variables) => Promise<WholeList>;
}

/** Where lists of debts stand: they are read whole. */
const DEBTS = 'debts.nodes';

/** A report is read from its first row to the last, all of it out of the same departments. */
export class Reading {
  readonly #report: SavedReport;
  readonly #asking: Asking;
  readonly #today: Day;
  #asOf: Day;
  #head: Head | null = null;

  constructor(report: SavedReport, asking: Asking, today: Day) {
    [this.#report, this.#asking, this.#today, this.#asOf] = [report, asking, today, today];
  }

  /** What is known once the first page has been read. */
  get head(): Head {
    return this.#head ?? { asOf: this.#asOf, sources: [], missing: [], stale: [], rows: null };
  }

  rows({ variables, given }: Asked): AsyncIterable<Row> {
    const { derive } = this.#report.shape;
    this.#asOf = (variables['asOf'] as Day | undefined) ?? this.#today;
    const onItsDay = this.#takes('asOf') ? { ...variables, asOf: this.#asOf } : variables;
    const ask = (asked: Variables): AsyncIterable<Row> =>
      this.#report.shape.rows === DEBTS ? this.#whole(asked) : this.#pages(asked);
    return derive ? derive(ask, onItsDay, given) : ask(onItsDay);
  }

  #takes(name: string): boolean {
    return this.#report.operation.variableDefinitions?.some(({ variable }) => variable.name.value === name) ?? false;
  }

  /**
   * The question itself is asked for no row: that it may be asked, with what, and at what price, is for the graph to
   * say.
   */
  async *#whole(variables: Variables): AsyncIterable<Row> {
    const { ask, list, records } = this.#asking;
    dataOf(await ask({ ...variables, first: 0 }, this.#head === null));
    const { about, rows } = await list(variables);
    const listed = { ...this.#headOf({ debts: about }, []), rows: this.#countOf(about) };
    if (!records) {
      this.#note(listed);
      yield* rows;
      return;
    }
    const asOf = variables['asOf'] as Day;
    const note = (incomplete: readonly unknown[]): void =>
      this.#noteRecords({ ...this.#headOf({ debts: about }, incomplete), rows: listed.rows });
    yield* withRecords(rows, (ids) => records(ids, asOf), note);
    this.#noteRecords(listed);
  }

  async *#pages(variables: Variables): AsyncIterable<Row> {
    const { rows, pageSize } = this.#report.shape;
    for (let after: unknown = null; after !== undefined;) {
      const page = pageSize === undefined ? {} : { first: pageSize, after };
      const answer = await this.#asking.ask({ ...variables, ...page }, this.#head === null);
      const data = dataOf(answer);
      this.#note(this.#headOf(data, incompleteOf(answer)));
      yield* rowsAt(data, rows) ?? failed(answer);
      after = pageSize === undefined ? undefined : nextOf(data, rows);
    }
  }

  /** Where each debt is a row. */
  #countOf({ totals }: WholeList['about']): number | null {
    return this.#report.shape.derive ? null : (totals as { count: number }).count;
  }

  #headOf(data: Readonly<Record<string, unknown>>, incomplete: readonly unknown[]): Head {
    const [root = ''] = this.#report.shape.rows.split('.');
    return headOf({ data, incomplete }, root, this.#asOf);
  }

  /** Pages of a list are all out of the same departments. */
  #note(head: Head): void {
    this.#head ??= head;
    if (String(head.missing) !== String(this.#head.missing)) throw lost();
  }

  /** Records are asked of those departments whose debts are next: one that has none there says nothing of itself. */
  #noteRecords(head: Head): void {
    const { missing } = (this.#head ??= head);
    if (!head.missing.every((code) => missing.includes(code))) throw lost();
  }
}

const lost = (): Refusal =>
  new Refusal('DEPARTMENT_UNAVAILABLE', 'A department was lost, or came back, while the report was read: ask again.', {
    'retry-after': '5',
  });

type Node = Readonly<Record<string, unknown>> | null | undefined;

function rowsAt(data: Node, path: string): readonly Row[] | null {
  let at: unknown = data;
  for (const field of path.split('.')) at = (at as Node)?.[field];
  return Array.isArray(at) ? (at as Row[]) : null;
}

/** Undefined where there is no next page. */
function nextOf(data: Node, path: string): unknown {
  const [root = ''] = path.split('.');
  const { pageInfo } = data?.[root] as { pageInfo: { hasNextPage: boolean; endCursor: string | null } };
  return pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
}
