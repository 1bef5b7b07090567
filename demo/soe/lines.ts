import { addDays } from '../calendar.ts';
import { dueOf } from '../due.ts';
import type { Row } from '../rows.ts';
import { decimalText, FEN, YUAN } from '../money.ts';
import type { RecordedFacts } from '../notes.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { Movement, RecordedFigures, Value } from '../truth.ts';
import type { Debt } from '../world.ts';
import type { WrittenCompany } from './companies.ts';
import type { Keys } from './keys.ts';
import type { SupplierWriter, WrittenSupplier } from './suppliers.ts';

/**
 * What a line is. INTERNAL (owed within the group) and DELETED ones are no debts; a TINY one is of less than a fen, or
 * of half a fen.
 */
type Fate = 'PLAIN' | 'FUTURE' | 'TINY' | 'DELETED' | 'INTERNAL';
type Places = 'WHOLE_FEN' | 'HALF_FEN' | 'EIGHT';
type RedLetters = 'NONE' | 'ONE' | 'TWO' | 'BEYOND' | 'EARLY';
/** How a date stands in its column: as it is, not at all, or as something that is no date. */
type Dating = 'GIVEN' | 'EMPTY' | 'UNREADABLE';

const NO_DATES = ['待定', '0000-00-00', '2024-02-30', '见合同'];
const CATEGORIES = { WORKS: '工程', GOODS: '货物', SERVICES: '服务' };

/** A line that says nothing of what it is for. */
const WORDLESS = {
  ...{
    qxrq: null,
    dqrq: null,
    fph: null,
    contractno: null,
    contractname: null,
    chmc: null,
    zyx1: null,
    zyx2: null,
    zyx3: null,
  },
};

/** A line, and what was written off against it. */
export interface WrittenLine {
  id: string;
  supplierId: string;
  debt: Debt;
  figures: RecordedFigures;
  isDeleted: boolean;
  isDebt: boolean;
}

/** A line before its row. */
interface Draft {
  id: string;
  fate: Fate;
  debt: Debt;
  figures: RecordedFigures;
  supplier: WrittenSupplier;
  starting: Dating;
  falling: Dating;
  contractNo: string;
}

/** The document that a line is written into. */
interface Heading {
  vouchid: string;
  /** Its date, djrq. */
  on: string;
  company: WrittenCompany;
  counts: boolean;
}

/** Writes payable lines (单据附表). */
export class LineWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #suppliers: SupplierWriter;
  readonly #keys: Keys;
  readonly #fates: Deck<Fate>;
  readonly #places: Deck<Places>;
  readonly #redLetters: Deck<RedLetters>;
  readonly #datings: Deck<Dating>;

  constructor(scene: Scene, rows: Row[], { suppliers, keys }: { suppliers: SupplierWriter; keys: Keys }) {
    this.#scene = scene;
    this.#rows = rows;
    this.#suppliers = suppliers;
    this.#keys = keys;
    this.#fates = new Deck(scene.random, { PLAIN: 46, FUTURE: 1, TINY: 1, DELETED: 1, INTERNAL: 1 });
    this.#places = new Deck(scene.random, { WHOLE_FEN: 5, HALF_FEN: 1, EIGHT: 2 });
    this.#redLetters = new Deck(scene.random, { NONE: 26, ONE: 1, TWO: 1, BEYOND: 1, EARLY: 1 });
    this.#datings = new Deck(scene.random, { GIVEN: 12, EMPTY: 3, UNREADABLE: 1 });
  }

  /** Writes a debt as the next line of a document. */
  write(heading: Heading, origin: Debt, flbh: number): WrittenLine {
    const draft = this.#draft(heading, origin);
    const { id, debt, figures, supplier, fate } = draft;
    this.#rows.push({
      ...this.#row({ id, vouchid: heading.vouchid, flbh, hbbm: supplier.id, gross: figures.gross }),
      ...this.#words(draft),
      dr: fate === 'DELETED' ? 1 : 0,
    });
    const isDebt = heading.counts && fate !== 'DELETED' && fate !== 'INTERNAL';
    if (isDebt) this.#note(heading, draft);
    return { id, supplierId: supplier.id, debt, figures, isDeleted: fate === 'DELETED', isDebt };
  }

  #draft(heading: Heading, origin: Debt): Draft {
    const isShared = origin.contract.books.length > 1;
    const fate = isShared ? 'PLAIN' : this.#fates.draw();
    const debt =
      fate === 'FUTURE'
        ? { ...origin, incurredOn: addDays(this.#scene.today, 7), agreedOn: null, payments: [] }
        : origin;
    const { debtor, creditor, number } = debt.contract;
    return {
      id: this.#keys.next(),
      fate,
      debt,
      figures: isShared ? plainFigures(debt) : this.#figures(debt, fate),
      supplier: fate === 'INTERNAL' ? this.#suppliers.internalSupplier(debtor) : this.#suppliers.supplierOf(creditor),
      starting: debt.incurredOn === heading.on ? this.#datings.draw() : 'GIVEN',
      falling:
        debt.agreedOn !== null ? 'GIVEN' : fate !== 'FUTURE' && this.#random.chance(0.08) ? 'UNREADABLE' : 'EMPTY',
      contractNo: this.#scene.clerk.number(number),
    };
  }

  #note({ company }: Heading, draft: Draft): void {
    const { notes } = this.#scene;
    const { id, debt, supplier, starting, falling } = draft;
    const location = `arap_djfb fb_oid=${id}`;
    if (supplier.isDeleted) notes.issue('soe', 'REFERENCE_MISSING', location, `soe:${id}`);
    notes.recorded({
      facts: factsOf(draft),
      debtor: company.written,
      creditor: supplier.written,
      origin: debt,
      location,
    });
    if (starting === 'UNREADABLE' || falling === 'UNREADABLE')
      notes.issue('soe', 'DATE_UNREADABLE', location, `soe:${id}`);
  }

  get #random(): Scene['random'] {
    return this.#scene.random;
  }

  /** A line of a red-letter payable, or of a payment: no debt. */
  writeOther(line: { id: string; vouchid: string; flbh: number; hbbm: string; credit: Value; debit: Value }): void {
    const row = this.#row({ ...line, gross: line.credit });
    this.#rows.push({ ...row, jfybje: decimalText(line.debit, YUAN, 8), jfbbje: decimalText(line.debit, YUAN, 8) });
  }

  /** In yuan, whatever the currency: the amount in the document's own is another. */
  #row({
    id,
    vouchid,
    flbh,
    hbbm,
    gross,
  }: {
    id: string;
    vouchid: string;
    flbh: number;
    hbbm: string;
    gross: Value;
  }): Row {
    const isForeign = gross > 0n && this.#random.chance(0.04);
    return {
      fb_oid: id,
      vouchid,
      flbh,
      hbbm,
      bzbm: isForeign ? 'USD' : 'CNY',
      bbhl: isForeign ? '7.12500000' : '1.00000000',
      dfybje: decimalText(isForeign ? (gross * 1_000n) / 7_125n : gross, YUAN, 8),
      dfbbje: decimalText(gross, YUAN, 8),
      jfybje: '0.00000000',
      jfbbje: '0.00000000',
      ...WORDLESS,
      dr: 0,
      ts: drawStamp(this.#scene),
    };
  }

  #words({ debt, contractNo, starting, falling }: Draft): Row {
    return {
      qxrq: this.#date(debt.incurredOn, starting),
      dqrq: this.#date(debt.agreedOn, falling),
      fph: debt.billedIn.includes('soe') ? this.#scene.clerk.number(debt.billNo) : this.#random.pick([null, '']),
      contractno: contractNo,
      contractname: debt.contract.name,
      chmc: this.#random.pick(['材料一批', '工程进度款', '技术服务', null]),
      zyx1: debt.wages ? '工资' : CATEGORIES[debt.contract.category],
      zyx2: debt.causeText,
      zyx3: debt.disputed ? 'Y' : this.#random.pick(['N', null]),
    };
  }

  #date(day: string | null, dating: Dating): string | null {
    if (dating === 'GIVEN') return day;
    return dating === 'EMPTY' ? this.#random.pick([null, '']) : this.#random.pick(NO_DATES);
  }

  #figures(debt: Debt, fate: Fate): RecordedFigures {
    if (fate === 'TINY')
      return { gross: this.#random.pick([(4n * FEN) / 10n, FEN / 2n]), creditNotes: [], payments: [] };
    const places = this.#places.draw();
    const beyondFen = (): Value =>
      places === 'WHOLE_FEN' ? 0n : places === 'HALF_FEN' ? FEN / 2n : BigInt(this.#random.int(1, 999_999));
    return {
      gross: debt.gross + beyondFen(),
      creditNotes: debt.gross > 100n * FEN ? this.#redLettered(debt) : [],
      payments: debt.payments.map(({ on, value }) => ({ on, value: value + beyondFen() })),
    };
  }

  #redLettered({ gross, incurredOn }: Debt): Movement[] {
    const note = (days: number, percent: bigint): Movement => ({
      on: addDays(incurredOn, days),
      value: (gross * percent) / 100n,
    });
    const drawn = this.#redLetters.draw();
    if (drawn === 'NONE') return [];
    return { ONE: [note(30, 10n)], TWO: [note(10, 5n), note(55, 8n)], BEYOND: [note(12, 101n)], EARLY: [note(-9, 6n)] }[
      drawn
    ];
  }
}

const plainFigures = ({ gross, payments }: Debt): RecordedFigures => ({ gross, creditNotes: [], payments });

function factsOf({ id, debt, figures, supplier, contractNo }: Draft): RecordedFacts {
  const { contract, incurredOn, agreedOn } = debt;
  return {
    id: `soe:${id}`,
    domain: 'soe',
    debtorKind: 'SOE',
    ownership: supplier.ownership,
    scale: supplier.scale,
    lateRate: null,
    verified: null,
    figures,
    contractNo: contractNo.trim(),
    contractName: contract.name,
    contractKeys: [contract.number],
    billKey: debt.billedIn.includes('soe') ? debt.billNo : null,
    category: debt.wages ? 'SERVICES' : contract.category,
    ...dueOf({ debtorKind: 'SOE', incurredOn, recorded: agreedOn, agreedDays: null }),
  };
}
