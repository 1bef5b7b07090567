import { createHash } from 'node:crypto';
import { addDays, lastDay } from '../calendar.ts';
import { distance, roundTo, sum, YUAN } from '../money.ts';
import { Deck, type Random } from '../random.ts';
import type { Scene } from '../scene.ts';
import type { TruthDebt, Value } from '../truth.ts';
import type { Debt } from '../world.ts';
import type { WrittenCode } from '../code-writing.ts';
import type { Standing } from './amounts.ts';
import { DateTypist, type TypedDate } from './dates.ts';
import type { Unit } from './units.ts';

/**
 * What a debt is called in the ledgers: typed the same month after month, but for blanks and the width of characters.
 */
export interface FixedTexts {
  /** Null: the reporting unit itself owes. */
  debtor: string | null;
  /** Empty where the clerk typed a code alone. */
  creditor: string;
  code: WrittenCode;
  contractNo: string | null;
  /** The number typed is the construction platform's. */
  isByPlatformNumber: boolean;
  contractName: string | null;
  incurred: TypedDate;
  type: string | null;
}

/** A debt in a unit's ledgers, from the first that lists it to the last. */
export interface Life {
  id: string;
  debt: Debt;
  fixed: FixedTexts;
  creditorNormal: string;
  due: TypedDate;
  category: TruthDebt['category'];
  /** Places of ledgers among the unit's. */
  first: number;
  last: number;
  /** Ledgers between that do not list it. */
  skipped: number | null;
  plot: Plot;
  amount: Value;
}

/** What becomes of a debt in the ledgers, or how its clerk writes it. */
type Plot =
  | (
      | 'STAYS'
      | 'CLEARED_LEAVES'
      | 'CLEARED_STAYS'
      | 'LEAVES'
      | 'COMES_BACK'
      | 'RETYPED'
      | 'CORRECTED'
      | 'AMOUNT_CHANGED'
    )
  | ('EQUAL' | 'TO_COME' | 'HALF_FEN' | 'BY_CODE' | 'NEAR_MISS');

const WAN_CENT: Value = 100n * YUAN;
const TYPES = {
  WORKS: ['工程款', '工程'],
  GOODS: ['货款', '货物', '材料款', '设备款'],
  SERVICES: ['服务费', '服务', '劳务费'],
};

/** Plans the lives of debts in their units' ledgers. */
export class LifePlanner {
  readonly #scene: Scene;
  readonly #dates: DateTypist;
  readonly #plots: Deck<Plot>;
  readonly #sharedPlots: Deck<'STAYS' | 'NEAR_MISS'>;
  readonly #ids = new Set<string>();

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#dates = new DateTypist(scene.random);
    this.#plots = new Deck(scene.random, {
      STAYS: 30,
      CLEARED_LEAVES: 3,
      CLEARED_STAYS: 2,
      LEAVES: 3,
      COMES_BACK: 2,
      RETYPED: 1,
      CORRECTED: 2,
      AMOUNT_CHANGED: 1,
      EQUAL: 2,
      TO_COME: 1,
      HALF_FEN: 2,
      BY_CODE: 2,
      NEAR_MISS: 0,
    });
    this.#sharedPlots = new Deck(scene.random, { STAYS: 12, NEAR_MISS: 1 });
  }

  get #random(): Random {
    return this.#scene.random;
  }

  /** None where the debt arose after the unit's last ledger, or the unit has none but nil reports from then on. */
  livesOf(unit: Unit, debt: Debt): Life[] {
    const isShared = debt.contract.books.length > 1;
    const stretch = this.#stretch(unit, debt);
    if (!stretch) return [];
    const hasTwin = debt.contract.creditor.isTwin || debt.contract.debtor.isTwin;
    const drawn = isShared ? this.#sharedPlots.draw() : hasTwin ? 'STAYS' : this.#plots.draw();
    // Whether what is to come later can leave a ledger before, the rules do not say.
    const plot = drawn === 'TO_COME' && stretch.last < unit.reports.length - 1 ? 'STAYS' : drawn;
    const life = this.#life(unit, debt, { ...stretch, plot });
    return plot === 'EQUAL' ? [life, equalLife(life)] : plot === 'RETYPED' ? this.#retyped(unit, life) : [life];
  }

  /** Texts that no other debt has: those that are alike in all of them are alike on purpose. */
  #unlike(unit: Unit, type: () => FixedTexts): Pick<Life, 'id' | 'fixed'> {
    let fixed = type();
    while (this.#ids.has(idOf(unit, fixed))) fixed = type();
    const id = idOf(unit, fixed);
    this.#ids.add(id);
    return { id, fixed };
  }

  /** From the first ledger of a month in which the debt had arisen, up to the last before a nil report. */
  #stretch({ reports }: Unit, debt: Debt): { first: number; last: number } | null {
    const isNil = (place: number): boolean => reports[place]?.nil !== null;
    let first = reports.findIndex(({ month }, place) => !isNil(place) && lastDay(month) >= debt.incurredOn);
    if (first < 0) return null;
    const nilAhead = reports.findIndex(({ nil }, place) => nil !== null && place > first);
    if (nilAhead > 0 && reports[nilAhead + 1]?.nil === null && this.#random.chance(0.4)) first = nilAhead + 1;
    const end = reports.findIndex((_, place) => place > first && isNil(place));
    return { first, last: end < 0 ? reports.length - 1 : end - 1 };
  }

  #life(unit: Unit, debt: Debt, { first, last, plot }: { first: number; last: number; plot: Plot }): Life {
    const creditorNormal = this.#scene.clerk.nameOf(debt.contract.creditor);
    const leaves = (plot === 'LEAVES' || plot === 'CLEARED_LEAVES') && last > first;
    const category = debt.wages ? 'SERVICES' : this.#random.chance(0.05) ? null : debt.contract.category;
    const { id, fixed } = this.#unlike(unit, () => this.#fixed(unit, debt, { plot, category, creditorNormal }));
    return {
      id,
      debt,
      fixed,
      first,
      plot,
      category,
      creditorNormal: fixed.creditor === '' ? '' : creditorNormal,
      due: plot === 'TO_COME' ? { text: null, day: null, issue: null } : this.#dates.type(debt.agreedOn, 'LAST_DAY'),
      last: leaves ? this.#random.int(first, last - 1) : last,
      skipped: plot === 'COMES_BACK' && last - first > 1 ? this.#random.int(first + 1, last - 1) : null,
      amount: this.#amount(debt, plot),
    };
  }

  #fixed(
    { party }: Unit,
    debt: Debt,
    about: { plot: Plot; category: TruthDebt['category']; creditorNormal: string },
  ): FixedTexts {
    const { clerk, today } = this.#scene;
    const { debtor, creditor, name } = debt.contract;
    const isToCome = about.plot === 'TO_COME';
    const byCode = about.plot === 'BY_CODE' && creditor.codeKnown;
    return {
      debtor: debtor === party ? null : clerk.name(debtor.name).trim(),
      creditor: byCode ? '' : clerk.name(about.creditorNormal).trim(),
      code: isToCome || byCode ? clerk.cleanCode(creditor) : clerk.code(creditor, 40),
      ...this.#numbered(debt),
      contractName: this.#random.chance(0.95) ? name : null,
      incurred: isToCome ? this.#dates.plain(addDays(today, 33)) : this.#dates.type(debt.incurredOn, 'FIRST_DAY'),
      type: this.#type(debt, about.category),
    };
  }

  /** The contract's number, at times the construction platform's for it, at times none. */
  #numbered({ contract }: Debt): Pick<FixedTexts, 'contractNo' | 'isByPlatformNumber'> {
    const isByPlatformNumber = contract.platformNumber !== null && this.#random.chance(0.3);
    const number = (isByPlatformNumber ? contract.platformNumber : null) ?? contract.number;
    return { contractNo: this.#random.chance(0.9) ? this.#scene.clerk.number(number) : null, isByPlatformNumber };
  }

  #type({ wages }: Debt, category: TruthDebt['category']): string | null {
    if (wages) return '农民工工资';
    return this.#random.pick(category === null ? ['其他', null, ''] : TYPES[category]);
  }

  /** Clerks round to 0.01 万元, which leaves up to 50 yuan to other books; a near miss is a little further off. */
  #amount({ gross, contract }: Debt, plot: Plot): Value {
    if (plot === 'NEAR_MISS') return gross + 60n * YUAN;
    if (gross < 10_000n * YUAN || this.#random.chance(0.4)) return gross;
    const rounded = roundTo(gross, WAN_CENT);
    return contract.books.length > 1 && distance(rounded, gross) === 50n * YUAN ? gross : rounded;
  }

  /**
   * From some month on the clerk types the date another way: to the ledgers it is another debt, and the old one has
   * left.
   */
  #retyped(unit: Unit, life: Life): Life[] {
    if (life.last === life.first) return [life];
    const turn = this.#random.int(life.first, life.last - 1);
    const { id, fixed } = this.#unlike(unit, () => ({
      ...life.fixed,
      incurred: this.#dates.type(life.debt.incurredOn, 'FIRST_DAY'),
    }));
    return [
      { ...life, last: turn },
      { ...life, fixed, id, first: turn + 1 },
    ];
  }
}

/** Another debt that is alike in all that stays the same: only its place in the ledger tells it from the first. */
function equalLife(life: Life): Life {
  return { ...life, id: `${life.id}-2`, amount: life.amount + 70_000n * YUAN };
}

/** What the life's row says in one of the unit's ledgers. */
export function standingOf(life: Life, unit: Unit, place: number): Standing {
  const monthEnd = lastDay(unit.reports[place]?.month ?? '');
  const changed = life.plot === 'AMOUNT_CHANGED' && place > life.first;
  const amount = changed ? life.amount + 10_000n * YUAN : life.amount;
  const isUnpaid = life.plot === 'TO_COME' || life.plot === 'HALF_FEN';
  return {
    amount,
    paid: isUnpaid ? 0n : paidBy(life, { place, monthEnd, amount }),
    halfFen: life.plot === 'HALF_FEN',
    mayExceed: place === unit.reports.length - 1,
    isPlain: life.plot === 'TO_COME',
  };
}

/** What was paid by a month's end, in the ledger's rounding; a correction takes half of it back for a month. */
function paidBy(life: Life, { place, monthEnd, amount }: { place: number; monthEnd: string; amount: Value }): Value {
  const isCleared = life.plot === 'CLEARED_LEAVES' || life.plot === 'CLEARED_STAYS';
  if (isCleared && place === life.last) return amount;
  const paid = sum(life.debt.payments.filter(({ on }) => on <= monthEnd).map(({ value }) => value));
  if (paid === life.debt.gross) return amount;
  const rounded = amount >= 10_000n * YUAN ? roundTo(paid, WAN_CENT) : paid;
  return life.plot === 'CORRECTED' && place === life.last && place > life.first
    ? roundTo(rounded / 2n, WAN_CENT)
    : rounded;
}

/** After NFKC and trimmed: what makes two typed texts the same. */
function typedForm(text: string | null): string {
  return (text ?? '').normalize('NFKC').trim();
}

/** `energy:` and a digest of what stays the same from month to month. */
function idOf(
  { party }: Unit,
  { debtor, creditor, code, contractNo, contractName, incurred, type }: FixedTexts,
): string {
  const parts = [
    party.name,
    debtor ?? party.name,
    creditor || code.text,
    contractNo ?? contractName,
    incurred.text,
    type,
  ];
  return `energy:${createHash('sha256').update(parts.map(typedForm).join('\u001f')).digest('hex').slice(0, 32)}`;
}
