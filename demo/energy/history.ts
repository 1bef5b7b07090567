import { addDays, firstDay, lastDay, later } from '../calendar.ts';
import { dueOf } from '../due.ts';
import type { RecordFacts } from '../notes.ts';
import type { Scene } from '../scene.ts';
import type { Movement, TruthDebt, TypedFigures, Value } from '../truth.ts';
import { at } from '../random.ts';
import type { Entry } from './ledgers.ts';
import type { Report, Unit, Units } from './units.ts';
import type { Directory } from './directory.ts';

/**
 * Notes what a debt's rows mean together: what was owed from ledger to ledger, and what became of it when they ceased
 * to list it.
 */
export class Historian {
  readonly #scene: Scene;
  readonly #kindOf: Units['kindOf'];
  readonly #directory: Directory;

  constructor(scene: Scene, kindOf: Units['kindOf'], directory: Directory) {
    this.#scene = scene;
    this.#kindOf = kindOf;
    this.#directory = directory;
  }

  /** The debt's rows, oldest first: one at least. */
  note(unit: Unit, rows: readonly Entry[]): void {
    const first = at(rows, 0);
    const rowAt = new Map(rows.map((entry) => [entry.place, entry]));
    const course: Course = { row: first, leftOn: null, isCleared: false, payments: [] };
    for (let place = first.place; place < unit.reports.length; place += 1) {
      follow(course, at(unit.reports, place), rowAt.get(place) ?? null);
      if (course.leftOn === null || course.isCleared) this.#stretch(unit, place, course);
    }
    const { row, leftOn, isCleared } = course;
    if (leftOn !== null && !isCleared) this.#scene.notes.issue('energy', 'LEFT_LEDGER', row.location, row.life.id);
  }

  /** What the ledger at a place makes of the debt, on the days on which it is in force and the debt has arisen. */
  #stretch(unit: Unit, place: number, { row, leftOn, isCleared, payments }: Course): void {
    const { month } = at(unit.reports, place);
    const next = unit.reports[place + 1];
    const to = next ? addDays(firstDay(next.month), -1) : null;
    const from = later(firstDay(month), row.life.fixed.incurred.day ?? '');
    const figures = isCleared ? cleared(row.typed.figures.amount) : row.typed.figures;
    pay(payments, leftOn ?? lastDay(month), figures.paid);
    if (to !== null && from > to) return;
    const facts = { ...this.#facts(row), from, to, figures: { ...figures, payments: [...payments] } };
    this.#scene.notes.debt({ facts, debtor: row.debtor, creditor: row.creditor, origin: row.life.debt });
  }

  #facts(row: Entry): Omit<RecordFacts, 'from' | 'to' | 'figures'> {
    const { life, contractNo } = row;
    return {
      id: life.id,
      domain: 'energy',
      ...this.#directory.find(row.creditor),
      contractNo,
      contractName: life.fixed.contractName,
      contractKeys: contractKeys(row),
      billKey: null,
      category: life.category,
      verified: null,
      arrearsLedger: true,
      lateRate: null,
      ...this.#due(row),
    };
  }

  #due({ life }: Entry): Pick<TruthDebt, 'debtorKind' | 'incurredOn' | 'dueOn' | 'dueBasis'> {
    const [debtorKind, incurredOn] = [this.#kindOf(life.debt.contract.debtor), life.fixed.incurred.day];
    return { debtorKind, incurredOn, ...dueOf({ debtorKind, incurredOn, recorded: life.due.day, agreedDays: null }) };
  }
}

/** What has become of a debt up to some ledger. */
interface Course {
  /** Of the last ledger that lists it. */
  row: Entry;
  /** The end of the first month whose ledger lists it no longer; null while one does. */
  leftOn: string | null;
  isCleared: boolean;
  payments: Movement[];
}

/**
 * A debt that is no longer listed is cleared by having nothing outstanding, or by 清零: for good, unless a ledger lists
 * it again.
 */
function follow(course: Course, { month, nil }: Report, row: Entry | null): void {
  if (row !== null) {
    Object.assign(course, { row, leftOn: null, isCleared: false });
    return;
  }
  course.leftOn ??= lastDay(month);
  course.isCleared ||= course.row.typed.figures.outstanding === 0n || nil === '清零';
}

/** In normal form. */
function contractKeys({ life, contractNo }: Entry): string[] {
  const { number, platformNumber } = life.debt.contract;
  if (contractNo === null) return [];
  return [platformNumber !== null && life.fixed.isByPlatformNumber ? platformNumber : number];
}

const cleared = (amount: Value): Omit<TypedFigures, 'payments'> => ({ amount, paid: amount, outstanding: 0n });

/** What the paid amount grew by, or fell by, is a payment. */
function pay(payments: Movement[], on: string, paid: Value): void {
  const before = payments.reduce((total, { value }) => total + value, 0n);
  if (paid !== before) payments.push({ on, value: paid - before });
}
