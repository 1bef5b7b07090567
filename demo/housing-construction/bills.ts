import { addDays, addMonths, utcOf } from '../calendar.ts';
import { dueOf } from '../due.ts';
import { figuresOn, notBelowZero } from '../figures.ts';
import type { Row } from '../rows.ts';
import { decimalText, FEN, YUAN } from '../money.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { Movement, RecordedFigures, TruthDebt, Value } from '../truth.ts';
import type { Debt } from '../world.ts';
import { TIMES, type WrittenContract } from './contracts.ts';
import type { Snowflakes } from './snowflakes.ts';

/**
 * What has become of a bill. Only PLAIN, FUTURE, NOTHING and NEGATIVE ones are debts; the last two of amount 0. An
 * ORPHAN's contract is not there.
 */
type Fate = 'PLAIN' | 'FUTURE' | 'NOTHING' | 'NEGATIVE' | 'DELETED' | 'DRAFT' | 'CANCELLED' | 'UNCONFIRMED' | 'ORPHAN';
const DEBTS: readonly Fate[] = ['PLAIN', 'FUTURE', 'NOTHING', 'NEGATIVE'];

/** A draft and a cancelled bill say so by their status. */
const STATUSES: Partial<Record<Fate, number>> = { DRAFT: 0, CANCELLED: 9 };
const CATEGORIES = { 1: 'WORKS', 2: 'WORKS', 3: 'SERVICES', 4: 'GOODS', 5: 'SERVICES' } as const;

/** A bill and the payments that count on it. */
export interface WrittenBill {
  id: string;
  debt: Debt;
  payments: Movement[];
  /** What is wrong in its payments is an issue. */
  isDebtToday: boolean;
  isDeleted: boolean;
}

/** On what day a movement counts whose day cannot be read: before all others. */
export const UNREADABLE_DAY = '0001-01-01';

/** A bill before its row. */
interface Draft {
  id: string;
  debt: Debt;
  fate: Fate;
  type: 1 | 2 | 3 | 4 | 5;
  billNo: string | null;
  figures: RecordedFigures;
  dueOn: string | null;
}

/** Writes bills (应付节点). */
export class BillWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #ids: Snowflakes;
  readonly #fates: Deck<Fate>;
  readonly #types: Deck<'1' | '2' | '3' | '5'>;
  readonly #amounts: Deck<'SAME' | 'OTHER'>;
  readonly #statuses: Deck<'RIGHT' | 'WRONG'>;

  constructor(scene: Scene, rows: Row[], ids: Snowflakes) {
    this.#scene = scene;
    this.#rows = rows;
    this.#ids = ids;
    this.#fates = new Deck(scene.random, {
      PLAIN: 60,
      FUTURE: 1,
      NOTHING: 1,
      NEGATIVE: 1,
      DELETED: 1,
      DRAFT: 1,
      CANCELLED: 1,
      UNCONFIRMED: 1,
      ORPHAN: 1,
    });
    this.#types = new Deck(scene.random, { '1': 4, '2': 3, '3': 4, '5': 2 });
    this.#amounts = new Deck(scene.random, { SAME: 4, OTHER: 1 });
    this.#statuses = new Deck(scene.random, { RIGHT: 14, WRONG: 1 });
  }

  write(contract: WrittenContract): WrittenBill[] {
    const debts = contract.contract.debts.filter(({ books }) => books.includes('housing-construction'));
    return debts.map((debt) => this.#bill(contract, debt));
  }

  #bill(contract: WrittenContract, origin: Debt): WrittenBill {
    const draft = this.#draft(contract, origin);
    const isDebt = DEBTS.includes(draft.fate) && !contract.isDeleted && !contract.project.isDeleted;
    const { id, debt, figures, fate } = draft;
    const isDebtToday = isDebt && debt.incurredOn <= this.#scene.today;
    this.#rows.push({ ...this.#row(contract, draft, isDebt), ...this.#flaws(draft, isDebtToday) });
    if (isDebt) this.#note(contract, draft);
    return { id, debt, payments: figures.payments, isDebtToday, isDeleted: fate === 'DELETED' };
  }

  /** A contract that is not there; a due date that is none. */
  #flaws({ id, fate, dueOn }: Draft, isDebtToday: boolean): Row {
    const { random, notes } = this.#scene;
    if (fate === 'ORPHAN') {
      notes.issue('housing-construction', 'REFERENCE_MISSING', `hc_bill id=${id}`);
      return { contract_id: this.#ids.next() };
    }
    if (dueOn !== null || !random.chance(0.05)) return {};
    if (isDebtToday)
      notes.issue('housing-construction', 'DATE_UNREADABLE', `hc_bill id=${id}`, `housing-construction:${id}`);
    return { due_on: '0000-00-00' };
  }

  #draft({ contract }: WrittenContract, origin: Debt): Draft {
    const { random, clerk, today } = this.#scene;
    const fate = contract.books.length > 1 ? 'PLAIN' : this.#fates.draw();
    const debt =
      fate === 'FUTURE' ? { ...origin, incurredOn: addDays(today, 12), agreedOn: null, payments: [] } : origin;
    const isBilled = debt.billedIn.includes('housing-construction');
    const payments = fate === 'NOTHING' || fate === 'NEGATIVE' ? [] : this.#payments(debt);
    return {
      id: this.#ids.next(),
      debt,
      fate,
      type: debt.wages ? 4 : (Number(this.#types.draw()) as 1 | 2 | 3 | 5),
      billNo: isBilled ? clerk.number(debt.billNo) : null,
      dueOn: random.chance(0.7) ? debt.agreedOn : null,
      figures: { gross: this.#gross(debt, fate), creditNotes: [], payments },
    };
  }

  /** A book that numbers its bills may have another amount for the same one. */
  #gross(debt: Debt, fate: Fate): Value {
    if (fate === 'NOTHING') return 0n;
    if (fate === 'NEGATIVE') return -5_000n * YUAN;
    const numbered = debt.billedIn.length > 1 && debt.books.length === 2 && !debt.books.includes('energy');
    return numbered && this.#amounts.draw() === 'OTHER' ? debt.gross - 1_234n * YUAN : debt.gross;
  }

  /** The platform hears of the treasury's last payment later, or never. Of others it may not know the day. */
  #payments({ payments, contract, books }: Debt): Movement[] {
    if (books.length > 1) return this.#scene.random.chance(0.25) ? payments.slice(0, -1) : payments;
    if (contract.books.length > 1 || !this.#scene.random.chance(0.05)) return payments;
    return payments.map((payment, i) => (i === 0 ? { ...payment, on: UNREADABLE_DAY } : payment));
  }

  #row(contract: WrittenContract, draft: Draft, isDebt: boolean): Row {
    const { id, debt, fate, type, billNo, figures, dueOn } = draft;
    return {
      id,
      contract_id: contract.id,
      bill_no: billNo,
      bill_type: type,
      amount_fen: decimalText(figures.gross, FEN, 0),
      confirmed_at: fate === 'UNCONFIRMED' ? null : utcOf(debt.incurredOn, this.#scene.random.pick(TIMES)),
      due_on: dueOn,
      disputed: debt.disputed ? 1 : 0,
      cause: debt.causeText ?? this.#scene.random.pick([null, '', ' ']),
      status: STATUSES[fate] ?? this.#status(draft, isDebt),
      deleted: fate === 'DELETED' ? 1 : 0,
      updated_at: `${drawStamp(this.#scene)}.250`,
    };
  }

  /** By today's figures 1, 2 or 3 — unless it lags behind the payments, which is an issue where the bill is a debt. */
  #status({ id, debt, figures }: Draft, isDebt: boolean): number {
    const { paid, outstanding } = figuresOn(figures, this.#scene.today);
    const isCleared = outstanding === 0n;
    const isRight = debt.incurredOn > this.#scene.today || this.#statuses.draw() === 'RIGHT';
    if (isRight) return isCleared ? 3 : paid > 0n ? 2 : 1;
    if (isDebt)
      this.#scene.notes.issue('housing-construction', 'STATUS_LAGS', `hc_bill id=${id}`, `housing-construction:${id}`);
    return isCleared ? 2 : 3;
  }

  #note(written: WrittenContract, { id, debt, type, billNo, figures, dueOn }: Draft): void {
    const { contractor, project } = written;
    const { debtorKind } = project.owner;
    const facts = {
      id: `housing-construction:${id}`,
      domain: 'housing-construction' as const,
      debtorKind,
      ownership: contractor.ownership,
      scale: contractor.scale,
      contractNo: written.number.trim(),
      contractName: null,
      contractKeys: written.keys,
      lateRate: written.lateRate,
      billKey: billNo === null ? null : debt.billNo,
      category: CATEGORIES[written.kind],
      verified: null,
      figures: { ...figures, gross: notBelowZero(figures.gross) },
      ...(type === 3
        ? retentionDue(written, dueOn)
        : dueOf({ debtorKind, incurredOn: debt.incurredOn, recorded: dueOn, agreedDays: null })),
    };
    const parties = { debtor: project.owner.written, creditor: contractor.written };
    this.#scene.notes.recorded({ facts, ...parties, origin: debt, location: `hc_bill id=${id}` });
  }
}

/** Retention money (质保金): as recorded, else when the months after acceptance are over; exempt from the cap. */
function retentionDue(
  { project, retentionMonths }: WrittenContract,
  recorded: string | null,
): Pick<TruthDebt, 'dueOn' | 'dueBasis'> {
  if (recorded !== null) return { dueOn: recorded, dueBasis: 'RECORDED' };
  if (project.acceptedOn === null || retentionMonths === null) return { dueOn: null, dueBasis: 'UNKNOWN' };
  return { dueOn: addMonths(project.acceptedOn, retentionMonths), dueBasis: 'RETENTION_PERIOD' };
}
