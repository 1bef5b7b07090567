import type { Row } from '../rows.ts';
import { decimalText, WAN, YUAN } from '../money.ts';
import { Deck, type Random } from '../random.ts';
import type { TypedFigures, Value } from '../truth.ts';

/** What a row says of a debt, and what was typed for it into 欠款金额, 已付金额 and 未付金额. */
export interface TypedRow {
  figures: Omit<TypedFigures, 'payments'>;
  texts: { amount: string | null; paid: string | null; outstanding: string | null };
  /** Kinds of issues. */
  issues: string[];
}

/** What is to be typed. */
export interface Standing {
  amount: Value;
  /** May be above the amount. */
  paid: Value;
  /** The clerk typed half a fen more: the amount is rounded up. */
  halfFen: boolean;
  /** 未付 may be typed above 欠款. */
  mayExceed: boolean;
  /** All three are typed, and right. */
  isPlain: boolean;
}

type Style = 'ALL' | 'PAID' | 'OUTSTANDING' | 'PAID_UNREADABLE' | 'OUTSTANDING_UNREADABLE' | 'DISAGREE' | 'EXCEEDS';

/** Texts that are no amounts. */
export const NO_AMOUNTS = ['约30', '—', '待核实', '-5', '十二', '30左右', '1.2.3', '③', '1⑤'];

/** Types amounts in 万元 as clerks do. */
export class AmountTypist {
  readonly #random: Random;
  readonly #styles: Deck<Style>;
  readonly #forms: Deck<'PLAIN' | 'TWO_PLACES' | 'COMMAS' | 'FULL_WIDTH' | 'PADDED' | 'WAN_YUAN' | 'WAN'>;

  constructor(random: Random) {
    this.#random = random;
    this.#styles = new Deck(random, {
      ...{ ALL: 20, PAID: 10, OUTSTANDING: 6 },
      ...{ PAID_UNREADABLE: 1, OUTSTANDING_UNREADABLE: 1, DISAGREE: 1, EXCEEDS: 1 },
    });
    this.#forms = new Deck(random, {
      PLAIN: 9,
      TWO_PLACES: 4,
      COMMAS: 2,
      FULL_WIDTH: 1,
      PADDED: 2,
      WAN_YUAN: 1,
      WAN: 1,
    });
  }

  /** The three amounts of a row. Where two of them tell, the third may be missing, unreadable or wrong. */
  row(standing: Standing): TypedRow {
    const { amount, paid } = standing;
    if (standing.halfFen) return this.#halfFen(amount);
    if (paid > amount)
      return { ...this.#typed(amount, paid, null), figures: figures(amount, amount), issues: ['OVERPAID'] };
    if (standing.isPlain || amount < 1_000n * YUAN) return this.#typed(amount, paid, amount - paid);
    return this.#styled(standing, this.#styles.draw());
  }

  #styled({ amount, paid, mayExceed }: Standing, style: Style): TypedRow {
    const rest = amount - paid;
    switch (style) {
      case 'ALL':
        return this.#typed(amount, paid, rest);
      case 'PAID':
        return this.#typed(amount, paid === 0n ? null : paid, null);
      case 'OUTSTANDING':
        return this.#typed(amount, null, rest);
      case 'PAID_UNREADABLE':
        return this.#paidUnreadable(amount, this.#random.chance(0.5) ? rest : null);
      case 'OUTSTANDING_UNREADABLE':
        return {
          ...this.#unreadable({ ...this.#typed(amount, paid, rest).texts, outstanding: this.#noAmount() }),
          figures: figures(amount, paid),
        };
      case 'DISAGREE':
        return this.#disagreeing(amount, paid, rest < 500n * YUAN ? rest + 200n * YUAN : rest - 200n * YUAN);
      case 'EXCEEDS':
        return mayExceed ? this.#disagreeing(amount, null, amount + 300n * YUAN) : this.#typed(amount, paid, rest);
    }
  }

  #typed(amount: Value, paid: Value | null, outstanding: Value | null): TypedRow {
    const text = (value: Value | null): string | null =>
      value === null ? this.#random.pick([null, '']) : this.text(value);
    const texts = { amount: this.text(amount), paid: text(paid), outstanding: text(outstanding) };
    return { texts, figures: figures(amount, paid ?? (outstanding === null ? 0n : amount - outstanding)), issues: [] };
  }

  /** What was typed as outstanding stands, whatever the others say. */
  #disagreeing(amount: Value, paid: Value | null, outstanding: Value): TypedRow {
    const { texts } = this.#typed(amount, paid, outstanding);
    const rest = amount - outstanding;
    return { texts, figures: { amount, paid: rest > 0n ? rest : 0n, outstanding }, issues: ['AMOUNTS_DISAGREE'] };
  }

  #paidUnreadable(amount: Value, outstanding: Value | null): TypedRow {
    const { texts } = this.#typed(amount, null, outstanding);
    const paid = outstanding === null ? 0n : amount - outstanding;
    return { ...this.#unreadable({ ...texts, paid: this.#noAmount() }), figures: figures(amount, paid) };
  }

  #unreadable(texts: TypedRow['texts']): Pick<TypedRow, 'texts' | 'issues'> {
    return { texts, issues: ['AMOUNT_UNREADABLE'] };
  }

  #halfFen(amount: Value): TypedRow {
    const fen = YUAN / 100n;
    const texts = { amount: decimalText(amount + fen / 2n, WAN, 7), paid: null, outstanding: '' };
    return { texts, figures: figures(amount + fen, 0n), issues: [] };
  }

  #noAmount(): string {
    return this.#random.pick(NO_AMOUNTS);
  }

  /** A value in 万元, in one of the forms that clerks type it in. */
  text(value: Value): string {
    const [whole = '', fraction = ''] = decimalText(value, WAN, 6).replace(/0+$/, '').split('.');
    const plain = fraction === '' ? whole : `${whole}.${fraction}`;
    const form = this.#forms.draw();
    switch (form === 'PLAIN' && whole.length > 3 ? 'COMMAS' : form) {
      case 'PLAIN':
        return plain;
      case 'TWO_PLACES':
        return `${whole}.${fraction.padEnd(2, '0')}`;
      case 'COMMAS':
        return plain.replace(whole, whole.replace(/\B(?=(\d{3})+$)/g, ','));
      case 'FULL_WIDTH':
        return plain.replace(/[0-9.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
      case 'PADDED':
        return ` ${plain} `;
      case 'WAN_YUAN':
        return `${plain}万元`;
      case 'WAN':
        return `${plain} 万`;
    }
  }
}

const figures = (amount: Value, paid: Value): TypedRow['figures'] => ({ amount, paid, outstanding: amount - paid });

/** The three amounts in their columns. */
export function amountColumns({ amount, paid, outstanding }: TypedRow['texts']): Row {
  return { '欠款金额（万元）': amount, '已付金额（万元）': paid, '未付金额（万元）': outstanding };
}
