import { daysBetween, firstDay, lastDay, monthOf } from '../calendar.ts';
import { Deck, type Random } from '../random.ts';

/** A date as typed, and the day that it says; null where it says none. */
export interface TypedDate {
  text: string | null;
  day: string | null;
  issue: 'DATE_UNREADABLE' | 'DATE_AMBIGUOUS' | null;
}

type Style =
  | 'DASHED'
  | 'SLASHED'
  | 'DOTTED'
  | 'COMPACT'
  | 'CHINESE'
  | 'SERIAL'
  | 'FULL_WIDTH'
  | MonthStyle
  | 'EMPTY'
  | 'UNREADABLE';
type MonthStyle = 'MONTH_DOTTED' | 'MONTH_DASHED' | 'MONTH_SLASHED' | 'MONTH_CHINESE';

const NO_DATES = ['不详', '2023年', '2023.13', '2024-02-30', '去年底', '未约定', '2023年⑤月', '1923-05-01', '99999'];

/**
 * Types dates as clerks do; months alone stand for their first day where a debt begins, for their last where it falls
 * due.
 */
export class DateTypist {
  readonly #random: Random;
  readonly #styles: Deck<Style>;

  constructor(random: Random) {
    this.#random = random;
    this.#styles = new Deck(random, {
      ...{ DASHED: 6, SLASHED: 2, DOTTED: 3, COMPACT: 2, CHINESE: 2, SERIAL: 1, FULL_WIDTH: 1 },
      ...{ MONTH_DOTTED: 2, MONTH_DASHED: 1, MONTH_SLASHED: 1, MONTH_CHINESE: 1, EMPTY: 1, UNREADABLE: 1 },
    });
  }

  /** `day` null: the clerk has none to type, and leaves the field empty, or writes that there is none. */
  type(day: string | null, side: 'FIRST_DAY' | 'LAST_DAY'): TypedDate {
    if (day === null) return this.#random.chance(0.05) ? this.#unreadable() : empty(this.#random.pick([null, '', ' ']));
    const style = this.#styles.draw();
    if (style === 'EMPTY') return empty('');
    if (style === 'UNREADABLE') return this.#unreadable();
    const month = Number(day.slice(5, 7));
    if ((month === 1 || month === 10) && this.#random.chance(0.3)) return spreadsheetMonth(day.slice(0, 4), side);
    return {
      text: written(day, style),
      day: style.startsWith('MONTH') ? monthEdge(monthOf(day), side) : day,
      issue: null,
    };
  }

  /** A date typed plainly. */
  plain(day: string): TypedDate {
    return { text: day, day, issue: null };
  }

  #unreadable(): TypedDate {
    return { text: this.#random.pick(NO_DATES), day: null, issue: 'DATE_UNREADABLE' };
  }
}

const empty = (text: string | null): TypedDate => ({ text, day: null, issue: null });

const monthEdge = (month: string, side: 'FIRST_DAY' | 'LAST_DAY'): string =>
  side === 'FIRST_DAY' ? firstDay(month) : lastDay(month);

/** A spreadsheet makes 2023.1 of October's 2023.10 as well as of January's: it is read as January. */
function spreadsheetMonth(year: string, side: 'FIRST_DAY' | 'LAST_DAY'): TypedDate {
  return { text: `${year}.1`, day: monthEdge(`${year}-01`, side), issue: 'DATE_AMBIGUOUS' };
}

function written(day: string, style: Exclude<Style, 'EMPTY' | 'UNREADABLE'>): string {
  const [year, month, date] = [day.slice(0, 4), Number(day.slice(5, 7)), Number(day.slice(8))];
  switch (style) {
    case 'DASHED':
      return day;
    case 'SLASHED':
      return `${year}/${month}/${date}`;
    case 'DOTTED':
      return `${year}.${month}.${date}`;
    case 'COMPACT':
      return day.replaceAll('-', '');
    case 'CHINESE':
      return `${year}年${month}月${date}日`;
    case 'SERIAL':
      return String(daysBetween('1899-12-30', day));
    case 'FULL_WIDTH':
      return day.replaceAll('-', '').replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    // January of a spreadsheet is its own case, and so must not come about here.
    case 'MONTH_DOTTED':
      return month === 1 ? `${year}-01` : `${year}.${month}`;
    case 'MONTH_DASHED':
      return day.slice(0, 7);
    case 'MONTH_SLASHED':
      return `${year}/${month}`;
    case 'MONTH_CHINESE':
      return `${year}年${month}月`;
  }
}
