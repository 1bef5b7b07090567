import type { Row } from '../rows.ts';
import { decimalText, FEN, YUAN } from '../money.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { Movement } from '../truth.ts';
import type { Debt } from '../world.ts';
import type { WrittenCompany } from './companies.ts';
import { Keys } from './keys.ts';
import type { LineWriter, WrittenLine } from './lines.ts';

interface Tables {
  arap_djzb: Row[];
  arap_verify: Row[];
}

/** Only documents that are audited (2) or signed (3), and not deleted, count. */
const STATES = { SIGNED: 3, AUDITED: 2, SAVED: 1, DRAFT: -99, DELETED: 3 };

/** Write-offs that never happened. */
const STRAYS = { UNDONE: { undone: 'Y' }, DELETED: { dr: 1 }, RED_LETTER_UNDONE: { undone: 'Y', fk_oid: null } };

/** Writes documents: payables of several lines, payments, red letters, and which settled which (核销). */
export class DocumentWriter {
  readonly #scene: Scene;
  readonly #tables: Tables;
  readonly #lines: LineWriter;
  readonly #lineKeys: Keys;
  readonly #headKeys = new Keys('ZB');
  readonly #verifyKeys = new Keys('HX');
  readonly #states: Deck<keyof typeof STATES>;
  readonly #strays: Deck<keyof typeof STRAYS | 'NONE'>;

  constructor(scene: Scene, tables: Tables, { lines, keys }: { lines: LineWriter; keys: Keys }) {
    this.#scene = scene;
    this.#tables = tables;
    this.#lines = lines;
    this.#lineKeys = keys;
    this.#states = new Deck(scene.random, { SIGNED: 16, AUDITED: 12, SAVED: 1, DRAFT: 1, DELETED: 1 });
    this.#strays = new Deck(scene.random, { NONE: 24, UNDONE: 2, DELETED: 1, RED_LETTER_UNDONE: 1 });
  }

  /** One payable document with these debts as its lines, its date that of the first. */
  write(company: WrittenCompany, debts: readonly Debt[]): WrittenLine[] {
    const isShared = debts.some(({ contract }) => contract.books.length > 1);
    const state = isShared ? 'SIGNED' : this.#states.draw();
    const on = debts[0]?.incurredOn ?? this.#scene.today;
    const vouchid = this.#header(company, { djdl: 'yf', on, djzt: STATES[state], dr: state === 'DELETED' ? 1 : 0 });
    const counts = state === 'SIGNED' || state === 'AUDITED';
    const written = debts.map((debt, i) => this.#lines.write({ vouchid, on, company, counts }, debt, i + 1));
    for (const line of written) this.#settle(company, line);
    if (company.isDeleted && written.some(({ isDebt }) => isDebt))
      this.#scene.notes.issue('soe', 'REFERENCE_MISSING', `arap_djzb vouchid=${vouchid}`);
    return written;
  }

  #header(company: WrittenCompany, document: { djdl: 'yf' | 'fk'; on: string; djzt: number; dr: number }): string {
    const vouchid = this.#headKeys.next();
    this.#tables.arap_djzb.push({
      vouchid,
      djbh: `${document.djdl.toUpperCase()}${vouchid.slice(-8)}`,
      djdl: document.djdl,
      dwbm: company.id,
      djrq: document.on,
      djzt: document.djzt,
      scomment: this.#scene.random.chance(0.2) ? '月末结转' : null,
      dr: document.dr,
      ts: drawStamp(this.#scene),
    });
    return vouchid;
  }

  #settle(company: WrittenCompany, line: WrittenLine): void {
    for (const payment of line.figures.payments) this.#verify(line, payment, this.#payment(company, line, payment));
    for (const note of line.figures.creditNotes) {
      this.#redLetter(company, line, note);
      this.#verify(line, note, null);
    }
    const stray = this.#strays.draw();
    if (stray !== 'NONE') this.#stray(company, line, STRAYS[stray]);
    if (line.isDeleted) this.#noteLeft(line);
  }

  /** Write-offs stay where the line that they settled is deleted. */
  #noteLeft({ id }: WrittenLine): void {
    const left = this.#tables.arap_verify.filter(
      (row) => row['yf_oid'] === id && row['dr'] === 0 && row['undone'] === 'N',
    );
    for (const row of left)
      this.#scene.notes.issue('soe', 'REFERENCE_MISSING', `arap_verify pk_verify=${String(row['pk_verify'])}`);
  }

  #stray(company: WrittenCompany, line: WrittenLine, flaw: Row): void {
    const movement = { on: line.debt.incurredOn, value: 55_500n * FEN };
    const row = this.#verify(line, movement, this.#payment(company, line, movement));
    Object.assign(row, flaw);
  }

  #payment(company: WrittenCompany, { supplierId }: WrittenLine, { on, value }: Movement): string {
    const vouchid = this.#header(company, { djdl: 'fk', on, djzt: 3, dr: 0 });
    const id = this.#lineKeys.next();
    this.#lines.writeOther({ id, vouchid, flbh: 1, hbbm: supplierId, credit: 0n, debit: value });
    return id;
  }

  #redLetter(company: WrittenCompany, { supplierId }: WrittenLine, { on, value }: Movement): void {
    const vouchid = this.#header(company, { djdl: 'yf', on, djzt: 3, dr: 0 });
    this.#lines.writeOther({
      id: this.#lineKeys.next(),
      vouchid,
      flbh: 1,
      hbbm: supplierId,
      credit: -value,
      debit: 0n,
    });
  }

  #verify(line: WrittenLine, { on, value }: Movement, fkOid: string | null): Row {
    const row = {
      pk_verify: this.#verifyKeys.next(),
      yf_oid: line.id,
      fk_oid: fkOid,
      hxbbje: decimalText(value, YUAN, 8),
      hxrq: on,
      undone: 'N',
      dr: 0,
      ts: drawStamp(this.#scene),
    };
    this.#tables.arap_verify.push(row);
    return row;
  }
}
