import { addDays } from '../calendar.ts';
import type { Row } from '../rows.ts';
import { decimalText, YUAN } from '../money.ts';
import { drawStamp, type Scene } from '../scene.ts';
import { Keys } from './keys.ts';
import type { WrittenLine } from './lines.ts';

/** Writes repayment plans, attachments and asset disposals. */
export class FileWriter {
  readonly #scene: Scene;
  readonly #tables: { arap_plan: Row[]; arap_attach: Row[]; am_disposal: Row[] };
  readonly #planKeys = new Keys('PL');
  readonly #attachKeys = new Keys('AT');
  readonly #disposalKeys = new Keys('AM');

  constructor(scene: Scene, tables: { arap_plan: Row[]; arap_attach: Row[]; am_disposal: Row[] }) {
    this.#scene = scene;
    this.#tables = tables;
  }

  writeOfLine(line: WrittenLine): void {
    const { random } = this.#scene;
    for (let i = 1; random.chance(0.3); i += 1) this.#tables.arap_plan.push(this.#instalment(line, i));
    for (const doctype of ['合同', '计划', '凭证', '验收', '其他']) {
      if (random.chance(0.4)) this.#tables.arap_attach.push(this.#attachment(line, doctype));
    }
  }

  #instalment({ id, debt }: WrittenLine, i: number): Row {
    const { random, today } = this.#scene;
    return {
      pk_plan: this.#planKeys.next(),
      yf_oid: id,
      planrq: addDays(today, 30 * i - random.int(0, 20)),
      planje: decimalText(debt.gross / BigInt(i + 1), YUAN, 8),
      zjly: random.pick(['自有资金', '资产处置', '财政补助', '贷款', '其他', null]),
      dr: random.chance(0.08) ? 1 : 0,
      ts: drawStamp(this.#scene),
    };
  }

  #attachment({ id }: WrittenLine, doctype: string): Row {
    const { random } = this.#scene;
    const filename = `${doctype}${random.digits(5)}.pdf`;
    return {
      pk_attach: this.#attachKeys.next(),
      yf_oid: id,
      doctype,
      filename,
      dr: random.chance(0.08) ? 1 : 0,
      ts: drawStamp(this.#scene),
    };
  }

  /** Assets sold or for sale (国有资产处置), some to clear arrears with. */
  writeDisposals(companyIds: readonly string[]): void {
    const { random, today } = this.#scene;
    for (const id of companyIds) {
      const isSold = random.chance(0.5);
      this.#tables.am_disposal.push({
        pk_disposal: this.#disposalKeys.next(),
        pk_corp: id,
        assetname: random.pick(['闲置厂房', '公务车辆一批', '临街商铺', '砂石料场经营权']),
        evaluate_je: `${random.int(100_000, 9_000_000)}.00000000`,
        deal_je: isSold ? `${random.int(90_000, 9_500_000)}.50000000` : null,
        deal_rq: isSold ? addDays(today, -random.int(1, 400)) : null,
        forclear: random.pick(['Y', 'N']),
        dr: random.chance(0.1) ? 1 : 0,
        ts: drawStamp(this.#scene),
      });
    }
  }
}
