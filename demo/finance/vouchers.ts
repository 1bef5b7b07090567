import type { Row } from '../rows.ts';
import { decimalText, FEN, YUAN } from '../money.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { Value } from '../truth.ts';
import type { WrittenPayable } from './payables.ts';

/** Vouchers beside those that are money paid: of other states, deleted, or said to be paid on no day. */
const STRAYS = {
  IN_TRANSIT: { VOUCHER_STATUS: '0', PAY_DATE: null },
  RETURNED: { VOUCHER_STATUS: '2' },
  VOID: { VOUCHER_STATUS: '3' },
  DELETED: { IS_DELETED: 1 },
  UNDATED: { PAY_DATE: null },
};

/** Writes payment vouchers (国库集中支付凭证). */
export class VoucherWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #strays: Deck<keyof typeof STRAYS | 'NONE'>;
  #count = 0;

  constructor(scene: Scene, rows: Row[]) {
    this.#scene = scene;
    this.#rows = rows;
    this.#strays = new Deck(scene.random, { NONE: 25, IN_TRANSIT: 2, RETURNED: 1, VOID: 1, DELETED: 1, UNDATED: 1 });
  }

  write({ id, debt, payments, isDeleted }: WrittenPayable): void {
    // a refund draws from a stream of its own: the world stays what it was before there were any
    const refunding = { ...this.#scene, random: this.#scene.random.child(`refund ${id}`) };
    const rows = payments.map(({ on, value }) => this.#row(id, on, value, value < 0n ? refunding : this.#scene));
    const stray = this.#strays.draw();
    if (stray !== 'NONE') rows.push({ ...this.#row(id, debt.incurredOn, 66_600n * FEN), ...STRAYS[stray] });
    this.#rows.push(...rows);
    if (!isDeleted) return;
    // a voucher stays where the payable that it paid is deleted
    for (const row of rows.filter((each) => each['IS_DELETED'] === 2))
      this.#scene.notes.issue(
        'finance',
        'REFERENCE_MISSING',
        `PAY_VOUCHER_BILL VOUCHER_ID=${String(row['VOUCHER_ID'])}`,
      );
  }

  #row(payableId: string, on: string, value: Value, scene = this.#scene): Row {
    return {
      VOUCHER_ID: scene.random.uuid(),
      PAY_CERT_NO: `ZF${on.slice(0, 4)}${String(++this.#count).padStart(8, '0')}`,
      PAYABLE_ID: payableId,
      PAY_AMT: decimalText(value, YUAN, 2),
      PAY_DATE: on,
      VOUCHER_STATUS: '1',
      FUND_SOURCE: scene.random.pick(['1', '1', '2', '3', '4']),
      IS_DELETED: 2,
      UPDATE_TIME: drawStamp(scene),
    };
  }
}
