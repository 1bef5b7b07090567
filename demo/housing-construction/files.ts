import { addDays, utcOf } from '../calendar.ts';
import type { Row } from '../rows.ts';
import { decimalText, FEN } from '../money.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { Value } from '../truth.ts';
import { UNREADABLE_DAY, type WrittenBill } from './bills.ts';
import { TIMES, type WrittenContract } from './contracts.ts';
import type { Snowflakes } from './snowflakes.ts';

interface Tables {
  hc_payment: Row[];
  hc_repay_plan: Row[];
  hc_document: Row[];
  hc_deposit: Row[];
}

/** Writes what goes with bills and contracts: payments, repayment plans, documents, deposits. */
export class FileWriter {
  readonly #scene: Scene;
  readonly #tables: Tables;
  readonly #ids: Snowflakes;
  readonly #strays: Deck<'NONE' | 'REVERSED' | 'DELETED'>;

  constructor(scene: Scene, tables: Tables, ids: Snowflakes) {
    this.#scene = scene;
    this.#tables = tables;
    this.#ids = ids;
    this.#strays = new Deck(scene.random, { NONE: 18, REVERSED: 1, DELETED: 1 });
  }

  writeOfBill(bill: WrittenBill): void {
    const { random } = this.#scene;
    for (const { on, value } of bill.payments)
      this.#tables.hc_payment.push(this.#noted(bill, on, this.#payment(bill, on, value)));
    const stray = this.#strays.draw();
    if (stray !== 'NONE') this.#tables.hc_payment.push(this.#stray(bill, stray));
    for (let seq = 1; random.chance(0.3); seq += 1) this.#tables.hc_repay_plan.push(this.#instalment(bill, seq));
    for (const kind of ['CONTRACT', 'PLAN', 'VOUCHER', 'ACCEPTANCE', 'SETTLEMENT', 'OTHER']) {
      if (random.chance(0.35)) this.#tables.hc_document.push(this.#document(bill, kind));
    }
  }

  writeOfContract({ id, contract }: WrittenContract): void {
    const { random, today } = this.#scene;
    if (!random.chance(0.25)) return;
    this.#tables.hc_deposit.push({
      id: this.#ids.next(),
      contract_id: id,
      kind: random.pick(['投标', '履约', '工程质量', '农民工工资', '安全文明', '信誉']),
      amount_fen: String(random.int(100_000, 90_000_000)),
      paid_on: contract.signedOn,
      returned_on: random.chance(0.4) ? addDays(today, -random.int(1, 50)) : null,
      deleted: random.chance(0.08) ? 1 : 0,
    });
  }

  /** A payment on a deleted bill leads nowhere; one without a day has happened. */
  #noted({ isDeleted, isDebtToday }: WrittenBill, on: string, row: Row): Row {
    const note = (kind: string): void =>
      this.#scene.notes.issue('housing-construction', kind, `hc_payment id=${row['id']}`);
    if (isDeleted) note('REFERENCE_MISSING');
    if (on === UNREADABLE_DAY && isDebtToday) note('DATE_UNREADABLE');
    return row;
  }

  #payment({ id }: WrittenBill, on: string, value: Value): Row {
    const { random } = this.#scene;
    const paidAt = utcOf(on, random.pick(TIMES));
    return {
      id: this.#ids.next(),
      bill_id: id,
      amount_fen: decimalText(value, FEN, 0),
      paid_at: on === UNREADABLE_DAY ? '0000-00-00 00:00:00' : paidAt,
      voucher_no: random.chance(0.4) ? `ZF${on.slice(0, 4)}${random.digits(8)}` : null,
      reversed: 0,
      deleted: 0,
      updated_at: `${drawStamp(this.#scene)}.000`,
    };
  }

  /** A payment that never happened, or that was deleted. */
  #stray(bill: WrittenBill, stray: 'REVERSED' | 'DELETED'): Row {
    const row = this.#payment(bill, bill.debt.incurredOn, 77_700n * FEN);
    return stray === 'REVERSED' ? { ...row, reversed: 1 } : { ...row, deleted: 1 };
  }

  #instalment({ id, debt }: WrittenBill, seq: number): Row {
    const { random, today } = this.#scene;
    return {
      id: this.#ids.next(),
      bill_id: id,
      seq,
      due_on: addDays(today, 30 * seq + random.int(-20, 20)),
      amount_fen: decimalText((debt.gross / BigInt(seq + 1) / FEN) * FEN, FEN, 0),
      funding: random.pick(['财政', '税费', '资产', '债券', '财政资金', '社会捐助', null]),
      cancelled: random.chance(0.1) ? 1 : 0,
      updated_at: `${drawStamp(this.#scene)}.750`,
    };
  }

  #document({ id }: WrittenBill, kind: string): Row {
    const { random, today } = this.#scene;
    return {
      id: this.#ids.next(),
      bill_id: id,
      kind,
      file_name: `${kind.toLowerCase()}-${random.digits(4)}.pdf`,
      sha256: random.chance(0.8) ? random.hex(64) : null,
      uploaded_at: utcOf(addDays(today, -random.int(1, 600)), '10:00:00'),
      deleted: random.chance(0.08) ? 1 : 0,
    };
  }
}
