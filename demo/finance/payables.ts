import { addDays } from '../calendar.ts';
import { dueOf } from '../due.ts';
import type { Row } from '../rows.ts';
import { decimalText, FEN, YUAN } from '../money.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { Movement, RecordedFigures, Value } from '../truth.ts';
import type { Debt } from '../world.ts';
import type { WrittenContract } from './contracts.ts';

/** What a row of the payables is. Only PLAIN and FUTURE ones are debts. */
type Fate = 'PLAIN' | 'FUTURE' | 'UNTRUE' | 'DELETED';

/** Credit notes (红字) for a debt: see `#creditNotes`. */
type Crediting = 'NONE' | 'ONE' | 'SEVERAL' | 'BEYOND' | 'EARLY' | 'TO_COME';

const CAUSES = { FUNDS: '01', ACCEPTANCE: '02', SETTLEMENT: '03', DISPUTE: '04', PAPERWORK: '05', OTHER: '99' };

/** What was written for one debt. */
export interface WrittenPayable {
  id: string;
  debt: Debt;
  payments: Movement[];
  isDeleted: boolean;
}

/** Writes payables (应付账款): debts, what looks like debts, and credit notes. */
export class PayableWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #fates: Deck<Fate>;
  readonly #creditings: Deck<Crediting>;
  readonly #strays: Deck<'NONE' | 'UNMATCHED' | 'UNNUMBERED' | 'ZERO'>;

  constructor(scene: Scene, rows: Row[]) {
    this.#scene = scene;
    this.#rows = rows;
    this.#fates = new Deck(scene.random, { PLAIN: 44, FUTURE: 1, UNTRUE: 2, DELETED: 2 });
    this.#creditings = new Deck(scene.random, { NONE: 26, ONE: 2, SEVERAL: 1, BEYOND: 1, EARLY: 1, TO_COME: 1 });
    this.#strays = new Deck(scene.random, { NONE: 22, UNMATCHED: 1, UNNUMBERED: 1, ZERO: 1 });
  }

  /** The payables of a contract, each with what was paid on it. */
  write(contract: WrittenContract): WrittenPayable[] {
    const debts = contract.contract.debts.filter(({ books }) => books.includes('finance'));
    const written = debts.map((debt) => this.#payable(contract, debt));
    this.#stray(contract, debts);
    return written;
  }

  #payable(contract: WrittenContract, origin: Debt): WrittenPayable {
    const fate = contract.contract.books.length > 1 || contract.agency.isMissing ? 'PLAIN' : this.#fates.draw();
    const debt = fate === 'FUTURE' ? this.#postponed(origin) : origin;
    const billNo = debt.billedIn.includes('finance') ? this.#scene.clerk.number(debt.billNo) : null;
    const id = this.#scene.random.uuid();
    const verifyState = fate === 'UNTRUE' ? '2' : this.#scene.random.pick(['0', '1', '1']);
    const isDebt = fate === 'PLAIN' || fate === 'FUTURE';
    // what programs write where no day is agreed, and what counts as none
    const isEndless = isDebt && debt.agreedOn === null && this.#scene.random.child(`due ${id}`).chance(0.05);
    const dueDate = isEndless ? '9999-12-31' : debt.agreedOn;
    if (isEndless && !contract.isDeleted)
      this.#scene.notes.issue('finance', 'DATE_UNREADABLE', `AP_PAYABLE PAYABLE_ID=${id}`, `finance:${id}`);
    this.#rows.push(this.#row(contract, { id, debt, billNo, dueDate, verifyState, isDeleted: fate === 'DELETED' }));
    const creditNotes = this.#creditNotes(contract, debt, { billNo, isDebt });
    const payments = this.#payments(debt);
    if (isDebt && !contract.isDeleted)
      this.#note(contract, { id, debt, verifyState }, { gross: debt.gross, creditNotes, payments });
    return { id, debt, payments, isDeleted: fate === 'DELETED' };
  }

  /** Work that will be delivered only some days from now. */
  #postponed(debt: Debt): Debt {
    const incurredOn = addDays(this.#scene.today, this.#scene.random.int(3, 40));
    return { ...debt, incurredOn, agreedOn: null, payments: [] };
  }

  /** As the treasury knows them: now and then one that is dated ahead, or a refund of what was never paid. */
  #payments({ payments, incurredOn, billNo }: Debt): Movement[] {
    if (payments.length === 0 && this.#scene.random.child(`refund ${billNo}`).chance(0.05))
      return [{ on: addDays(incurredOn, 6), value: -70_000n * FEN }];
    if (payments.length === 0 || this.#scene.random.chance(0.96)) return payments;
    return [...payments, { on: addDays(this.#scene.today, 5), value: 10_000n * FEN }];
  }

  #row(
    contract: WrittenContract,
    payable: {
      id: string;
      debt: Debt;
      billNo: string | null;
      dueDate: string | null;
      verifyState: string;
      isDeleted: boolean;
    },
  ): Row {
    const { debt } = payable;
    return {
      PAYABLE_ID: payable.id,
      CT_ID: contract.id,
      BILL_NO: payable.billNo,
      PAYABLE_AMT: decimalText(debt.gross, YUAN, 2),
      DELIVER_DATE: debt.incurredOn,
      DUE_DATE: payable.dueDate,
      IS_WAGE: debt.wages ? 1 : 2,
      CAUSE_CODE: debt.cause && CAUSES[debt.cause],
      CAUSE_NOTE: debt.causeText,
      IS_DISPUTED: debt.disputed ? 1 : 2,
      VERIFY_STATE: payable.verifyState,
      IS_DELETED: payable.isDeleted ? 1 : 2,
      UPDATE_TIME: drawStamp(this.#scene),
    };
  }

  #note(
    written: WrittenContract,
    { id, debt, verifyState }: { id: string; debt: Debt; verifyState: string },
    figures: RecordedFigures,
  ): void {
    const { contract, agency, creditor, ownership, scale, lateRate, termDays } = written;
    const facts = {
      id: `finance:${id}`,
      domain: 'finance' as const,
      debtorKind: agency.kind,
      ownership,
      scale,
      lateRate,
      contractNo: written.number.trim(),
      contractName: contract.name,
      contractKeys: [contract.number],
      billKey: debt.billedIn.includes('finance') ? debt.billNo : null,
      category: contract.category,
      verified: verifyState === '1',
      figures,
      ...dueOf({ debtorKind: agency.kind, incurredOn: debt.incurredOn, recorded: debt.agreedOn, agreedDays: termDays }),
    };
    this.#scene.notes.recorded({
      facts,
      debtor: agency.written,
      creditor,
      origin: debt,
      location: `AP_PAYABLE PAYABLE_ID=${id}`,
    });
  }

  /** Credit notes of the bill's number. One whose debt does not count lowers nothing, and is no issue either. */
  #creditNotes(
    contract: WrittenContract,
    debt: Debt,
    { billNo, isDebt }: { billNo: string | null; isDebt: boolean },
  ): Movement[] {
    if (billNo === null || debt.gross < 100n * FEN) return [];
    const notes = this.#credited(debt, isDebt ? this.#creditings.draw() : this.#scene.random.pick(['NONE', 'ONE']));
    for (const { on, value } of notes) this.#creditNoteRow(contract, { billNo, on, value });
    return notes;
  }

  #credited({ gross, incurredOn }: Debt, crediting: Crediting): Movement[] {
    const part = (percent: bigint): Value => ((gross * percent) / 100n / FEN) * FEN;
    const after = (days: number): string => addDays(incurredOn, days);
    switch (crediting) {
      case 'NONE':
        return [];
      case 'ONE':
        return [{ on: after(20), value: part(10n) }];
      case 'SEVERAL':
        return [4, 40, 70].map((days, i) => ({ on: after(days), value: part(BigInt(i + 3)) }));
      case 'BEYOND':
        return [
          { on: after(15), value: part(60n) },
          { on: after(35), value: part(55n) },
        ];
      case 'EARLY':
        return [{ on: after(-12), value: part(7n) }];
      case 'TO_COME':
        return [{ on: addDays(this.#scene.today, 9), value: part(12n) }];
    }
  }

  #creditNoteRow(contract: WrittenContract, note: { billNo: string | null; on: string; value: Value }): Row {
    const blank = {
      CAUSE_CODE: null,
      CAUSE_NOTE: null,
      IS_DISPUTED: 2,
      IS_WAGE: 2,
      DUE_DATE: null,
      VERIFY_STATE: '1',
      IS_DELETED: 2,
    };
    const row = {
      PAYABLE_ID: this.#scene.random.uuid(),
      CT_ID: contract.id,
      BILL_NO: note.billNo,
      PAYABLE_AMT: decimalText(-note.value, YUAN, 2),
      DELIVER_DATE: note.on,
      ...blank,
      UPDATE_TIME: drawStamp(this.#scene),
    };
    this.#rows.push(row);
    return row;
  }

  /** A row beside the debts: a credit note that finds none, or a payable of nothing. */
  #stray(contract: WrittenContract, debts: Debt[]): void {
    const stray = this.#strays.draw();
    const [debt] = debts;
    if (stray === 'NONE' || !debt) return;
    const billNo = stray === 'UNNUMBERED' ? null : `${debt.billNo}-9`;
    const note = { billNo, on: debt.incurredOn, value: stray === 'ZERO' ? 0n : 88_000n * FEN };
    if (stray === 'UNNUMBERED' && !debts.every(({ billedIn }) => billedIn.includes('finance'))) return;
    const row = this.#creditNoteRow(contract, note);
    if (stray === 'ZERO' || contract.isDeleted || debt.incurredOn > this.#scene.today) return;
    this.#scene.notes.issue('finance', 'CREDIT_NOTE_UNMATCHED', `AP_PAYABLE PAYABLE_ID=${row['PAYABLE_ID']}`);
  }
}
