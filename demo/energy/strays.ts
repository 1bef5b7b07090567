import type { Row } from '../rows.ts';
import { YUAN } from '../money.ts';
import { at, Deck } from '../random.ts';
import type { Scene } from '../scene.ts';
import { NO_AMOUNTS, amountColumns, type AmountTypist } from './amounts.ts';
import type { Draft } from './draft.ts';
import type { Report } from './units.ts';

/** Rows that are no debts, and the issue that each is. */
const STRAYS = {
  UNREADABLE: 'AMOUNT_UNREADABLE',
  NO_AMOUNT: 'AMOUNT_UNREADABLE',
  NO_CREDITOR: 'CREDITOR_UNIDENTIFIED',
  NOTHING_READABLE: 'AMOUNT_UNREADABLE',
  BLANK: null,
  NIL_BESIDE: null,
} as const;
type Stray = keyof typeof STRAYS;
type Total = 'REMARKED' | 'IN_DEBTOR' | 'IN_CREDITOR' | 'SPACED' | 'SUBTOTAL' | 'NONE';

/**
 * Writes what stands in a ledger beside debts: nil reports, rows that cannot be counted, totals, and imports that were
 * replaced.
 */
export class StrayWriter {
  readonly #scene: Scene;
  readonly #amounts: AmountTypist;
  readonly #inForce: Deck<Stray | 'NONE'>;
  readonly #past: Deck<Stray | 'NONE'>;
  readonly #totals: Deck<Total>;

  constructor(scene: Scene, amounts: AmountTypist) {
    this.#scene = scene;
    this.#amounts = amounts;
    const copies = {
      NONE: 3,
      UNREADABLE: 2,
      NO_AMOUNT: 1,
      NO_CREDITOR: 2,
      NOTHING_READABLE: 1,
      BLANK: 1,
      NIL_BESIDE: 1,
    };
    this.#inForce = new Deck(scene.random, copies);
    this.#past = new Deck(scene.random, copies);
    this.#totals = new Deck(scene.random, {
      REMARKED: 3,
      IN_DEBTOR: 2,
      IN_CREDITOR: 2,
      SPACED: 2,
      SUBTOTAL: 1,
      NONE: 3,
    });
  }

  /** A nil report, or the rows that follow the debts. */
  drafts(report: Report, { isInForce, hasDebts }: { isInForce: boolean; hasDebts: boolean }): Draft[] {
    if (report.nil !== null) return [silent(this.#nilRow(report, report.nil))];
    const drawn = (isInForce ? this.#inForce : this.#past).draw();
    // Without a debt beside it a nil row is a nil report; without any row there is no ledger.
    const stray = !hasDebts && (drawn === 'NONE' || drawn === 'NIL_BESIDE') ? 'BLANK' : drawn;
    return stray === 'NONE' ? [] : [this.#draft(report, stray, isInForce)];
  }

  /** A row of sums, of no number or the next. */
  total(report: Report, rows: number): Row[] {
    const total = report.nil !== null ? 'NONE' : this.#totals.draw();
    if (total === 'NONE') return [];
    const row = {
      ...this.#row(report),
      ...amountColumns({ amount: this.#amounts.text(8_888_000n * YUAN), paid: null, outstanding: null }),
    };
    const words = {
      REMARKED: { 备注: '合计' },
      IN_DEBTOR: { 欠款单位: '总计' },
      IN_CREDITOR: { 债权企业: ' 合 计' },
      SPACED: { 欠款单位: ' 合 计　' },
      SUBTOTAL: { 备注: '小 计' },
    };
    return [{ ...row, 序号: this.#scene.random.chance(0.5) ? null : rows + 1, ...words[total] }];
  }

  /**
   * What an earlier import of the month had: a row less, other amounts, and a debt that was never owed. At times its
   * clerk put a blank into the unit's name.
   */
  replaced(report: Report, rows: readonly Row[]): Row[] {
    const unitText = this.#scene.random.chance(0.5) ? report.unitText : report.unitText.replace('旗', '旗 ');
    const batch = { 导入批次: report.replacedBatch, 填报单位: unitText };
    const others = rows
      .slice(1)
      .map((row) =>
        row['欠款金额（万元）'] ? { ...row, ...amountColumns({ amount: '777.77', paid: '', outstanding: '' }) } : row,
      );
    return [
      ...others.map((row) => ({ ...row, ...batch })),
      { ...this.#claim(report, '31.5'), 序号: rows.length + 9, ...batch },
    ];
  }

  #draft(report: Report, stray: Stray, isInForce: boolean): Draft {
    const kind = STRAYS[stray];
    const note = (location: string): void => {
      if (isInForce && kind !== null) this.#scene.notes.issue('energy', kind, location);
    };
    return { row: this.#strayRow(report, stray), note };
  }

  #strayRow(report: Report, stray: Stray): Row {
    const noAmount = this.#scene.random.pick(NO_AMOUNTS);
    switch (stray) {
      case 'UNREADABLE':
        return this.#claim(report, noAmount);
      case 'NO_AMOUNT':
        return this.#claim(report, null);
      case 'NO_CREDITOR':
        return { ...this.#row(report), ...amountColumns({ amount: '26.4', paid: '', outstanding: '26.4' }) };
      case 'NOTHING_READABLE':
        return { ...this.#row(report), ...amountColumns({ amount: noAmount, paid: null, outstanding: null }) };
      case 'BLANK':
        return this.#row(report);
      case 'NIL_BESIDE':
        return this.#nilRow(report, '清零');
    }
  }

  #nilRow(report: Report, words: '清零' | '不涉及'): Row {
    return {
      ...this.#row(report),
      备注: this.#scene.random.pick([words, ` ${words} `, `${words.slice(0, 1)} ${words.slice(1)}`]),
    };
  }

  /** A row with a creditor, whose name and code count for who is who whatever the row is worth. */
  #claim(report: Report, amount: string | null): Row {
    const { random, clerk, notes, world } = this.#scene;
    const creditor = at(world.creditors, random.int(4, world.creditors.length - 1));
    const code = clerk.cleanCode(creditor);
    const party = { name: creditor.name, normal: creditor.name, code: code.code };
    notes.mention('energy', { role: 'CREDITOR', party, location: '', debtId: null, inForce: false });
    const named = {
      债权企业: creditor.name,
      统一社会信用代码: code.text,
      合同编号: `补-${random.digits(6)}`,
      欠款类型: '工程款',
    };
    return { ...this.#row(report), ...named, ...amountColumns({ amount, paid: null, outstanding: null }) };
  }

  #row(report: Report): Row {
    return {
      导入批次: report.batch,
      序号: null,
      填报月份: report.month.replace('-', ''),
      填报单位: report.unitText,
      欠款单位: null,
      债权企业: null,
      统一社会信用代码: null,
      合同名称: null,
      合同编号: null,
      欠款类型: null,
      ...amountColumns({ amount: null, paid: '', outstanding: null }),
      形成时间: null,
      约定付款时间: null,
      是否有分歧: null,
      拖欠原因: null,
      还款计划: null,
      责任人: null,
      联系电话: null,
      备注: null,
    };
  }
}

const silent = (row: Row): Draft => ({ row, note: () => undefined });
