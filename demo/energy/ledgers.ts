import type { Row } from '../rows.ts';
import { typedContact, type TypedContact } from '../contacts.ts';
import { personName, phoneNumber } from '../names.ts';
import { at, Deck } from '../random.ts';
import type { Scene } from '../scene.ts';
import type { WrittenCode } from '../code-writing.ts';
import type { WrittenParty } from '../writing.ts';
import { AmountTypist, amountColumns, type TypedRow } from './amounts.ts';
import type { Draft } from './draft.ts';
import { standingOf, type Life } from './lives.ts';
import { StrayWriter } from './strays.ts';
import type { Report, Unit } from './units.ts';

/** A debt's row in one ledger. */
export interface Entry {
  life: Life;
  place: number;
  location: string;
  debtor: WrittenParty;
  creditor: WrittenParty;
  contractNo: string | null;
  typed: TypedRow;
}

/** The texts of a debt that stay the same, as typed in one month. */
interface RetypedTexts {
  debtor: string | null;
  creditor: string;
  code: WrittenCode | null;
  contractNo: string | null;
  incurred: string | null;
}

/** Who owes and who is owed, by a row. */
function partiesOf(
  life: Life,
  { debtor, creditor, code }: RetypedTexts,
  { unitText }: Report,
): Pick<Entry, 'debtor' | 'creditor'> {
  const named = debtor === null || debtor.trim() === '' ? unitText : debtor;
  return {
    debtor: { name: named.trim(), normal: life.debt.contract.debtor.name, code: null },
    creditor: { name: creditor.trim(), normal: life.creditorNormal, code: code?.code ?? null },
  };
}

const contactColumns = ({ person, phone }: TypedContact): Row => ({ 责任人: person, 联系电话: phone });

function locationOf(row: Row): string {
  return `清欠台账 填报月份=${row['填报月份']} 填报单位=${row['填报单位']} 导入批次=${row['导入批次']} 序号=${row['序号'] ?? ''}`;
}

/** Writes a unit's ledgers (清欠台账), month by month. */
export class LedgerWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #amounts: AmountTypist;
  readonly #strays: StrayWriter;
  readonly #retypings: Deck<'SAME' | 'BLANK' | 'WIDE_BLANK' | 'WIDE_BRACKETS'>;

  constructor(scene: Scene, rows: Row[]) {
    this.#scene = scene;
    this.#rows = rows;
    this.#amounts = new AmountTypist(scene.random);
    this.#strays = new StrayWriter(scene, this.#amounts);
    this.#retypings = new Deck(scene.random, { SAME: 22, BLANK: 1, WIDE_BLANK: 1, WIDE_BRACKETS: 4 });
  }

  /** The ledger at a place among the unit's, and the rows of debts in it. */
  write(unit: Unit, place: number, lives: readonly Life[]): Entry[] {
    const report = at(unit.reports, place);
    const isInForce = place === unit.reports.length - 1;
    const entries: Entry[] = [];
    const listed = lives.filter((life) => place >= life.first && place <= life.last && place !== life.skipped);
    const drafts = listed.map((life) => this.#draft(unit, { life, place, entries }));
    this.#file(report, [...drafts, ...this.#strays.drafts(report, { isInForce, hasDebts: drafts.length > 0 })]);
    return entries;
  }

  /**
   * Numbers the rows and writes them, in that order or the other; a ledger that was replaced by a later import stands
   * beside.
   */
  #file(report: Report, drafts: Draft[]): void {
    const { random } = this.#scene;
    const unnumbered = random.chance(0.15) ? drafts.length - 1 : -1;
    for (const [i, { row, note }] of drafts.entries()) {
      row['序号'] = i === unnumbered ? null : i + 1;
      note(locationOf(row));
    }
    const rows = drafts.map(({ row }) => row);
    if (report.replacedBatch !== null) this.#rows.push(...this.#strays.replaced(report, rows));
    this.#rows.push(...(random.chance(0.3) ? rows.reverse() : rows), ...this.#strays.total(report, drafts.length));
  }

  #draft(unit: Unit, { life, place, entries }: { life: Life; place: number; entries: Entry[] }): Draft {
    const typed = this.#amounts.row(standingOf(life, unit, place));
    const texts = this.#retypedTexts(life, unit);
    const row = this.#row(at(unit.reports, place), { life, typed, texts });
    const parties = partiesOf(life, texts, at(unit.reports, place));
    const isInForce = place === unit.reports.length - 1;
    const note = (location: string): void => {
      const entry = { life, place, location, ...parties, contractNo: texts.contractNo?.trim() ?? null, typed };
      entries.push(entry);
      this.#note(entry, { isInForce, isInvalid: texts.code?.invalid ?? false });
    };
    return { row, note };
  }

  #row(report: Report, { life, typed, texts }: { life: Life; typed: TypedRow; texts: RetypedTexts }): Row {
    return {
      导入批次: report.batch,
      序号: null,
      填报月份: report.month.replace('-', ''),
      填报单位: report.unitText,
      欠款单位: texts.debtor,
      债权企业: texts.creditor,
      统一社会信用代码: texts.code?.text ?? null,
      合同名称: life.fixed.contractName,
      合同编号: texts.contractNo,
      欠款类型: life.fixed.type,
      ...amountColumns(typed.texts),
      形成时间: texts.incurred,
      约定付款时间: life.due.text,
      ...this.#remarks(life, report),
    };
  }

  /** The debt's texts as typed this month. A code is now and then forgotten. */
  #retypedTexts({ fixed, plot }: Life, { party }: Unit): RetypedTexts {
    const { random } = this.#scene;
    const isForgotten = fixed.creditor !== '' && plot !== 'TO_COME' && random.chance(0.08);
    return {
      debtor: fixed.debtor === null ? random.pick([null, null, '', party.name]) : this.#retype(fixed.debtor),
      creditor: this.#retype(fixed.creditor),
      code: isForgotten ? null : fixed.code,
      contractNo: fixed.contractNo && this.#retype(fixed.contractNo),
      incurred: fixed.incurred.text && this.#retype(fixed.incurred.text),
    };
  }

  #remarks({ id, debt }: Life, { batch }: Report): Row {
    const { random } = this.#scene;
    const ownStream = random.child(`contact ${id} ${batch}`);
    return {
      是否有分歧: debt.disputed ? random.pick(['是', '有', '√', ' 是']) : random.pick(['否', '无', '', null]),
      拖欠原因: debt.causeText ?? random.pick(['', null]),
      还款计划: random.pick([
        null,
        null,
        '',
        '2026年6月底前支付1万元，12月底前付清',
        '待资金到位后支付',
        '2026年3月底前付清',
      ]),
      ...contactColumns(typedContact(personName(random), random.chance(0.7) ? phoneNumber(random) : null, ownStream)),
      备注: random.pick([null, null, '', '历年结转', '已对账']),
    };
  }

  /** Blanks at the ends and the width of brackets change from month to month, and mean nothing. */
  #retype(text: string): string {
    switch (this.#retypings.draw()) {
      case 'SAME':
        return text;
      case 'BLANK':
        return `${text} `;
      case 'WIDE_BLANK':
        return `\u3000${text}`;
      case 'WIDE_BRACKETS':
        return text.replace('(', '（').replace(')', '）');
    }
  }

  #note(entry: Entry, { isInForce, isInvalid }: { isInForce: boolean; isInvalid: boolean }): void {
    const { notes } = this.#scene;
    const { life, location, debtor, creditor, typed } = entry;
    const row = { location, debtId: life.id, inForce: isInForce };
    notes.mention('energy', { role: 'DEBTOR', party: debtor, ...row });
    notes.mention('energy', { role: 'CREDITOR', party: creditor, ...row });
    if (!isInForce) return;
    const dateIssues = [life.fixed.incurred.issue, life.due.issue].filter((issue) => issue !== null);
    const issues = [...typed.issues, ...dateIssues, ...(isInvalid ? ['CREDIT_CODE_INVALID'] : [])];
    for (const kind of new Set(issues)) notes.issue('energy', kind, location, life.id);
  }
}
