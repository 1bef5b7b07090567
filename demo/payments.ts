import { addDays, daysBetween, earlier, lastDay, monthOf } from './calendar.ts';
import { FEN, YUAN } from './money.ts';
import type { Random } from './random.ts';
import type { Movement, Value } from './truth.ts';

/** Amounts that come again and again. */
const ROUND_AMOUNTS = [20_000n, 50_000n, 50_000n, 100_000n, 200_000n].map((yuan) => yuan * YUAN);

/**
 * Where most amounts of a kind lie, in powers of ten of a yuan: wages 5,000 to 100,000, goods and services 3,000 to
 * 400,000, works up to 1.5 million.
 */
const RANGES = { WAGES: [3.7, 5], GOODS: [3.5, 5.6], SERVICES: [3.5, 5.5], WORKS: [4, 6.2] } as const;
/** A few works are large: 1.5 to 12 million. */
const LARGE_WORKS = { share: 0.1, range: [6.2, 7.1] } as const;

/** What a debt is for, as far as its amount tells. */
export type Subject = keyof typeof RANGES;

/**
 * The amount of a debt, as a banner of 300,000 people has them: often a round one, else with odd yuan or fen; once in a
 * while a single fen.
 */
export function drawGross(random: Random, subject: Subject): Value {
  const draw = random.next();
  if (draw < 0.12) return random.pick(ROUND_AMOUNTS);
  if (draw < 0.14) return FEN;
  const isLarge = subject === 'WORKS' && random.chance(LARGE_WORKS.share);
  const [from, to] = isLarge ? LARGE_WORKS.range : RANGES[subject];
  const yuan = 10 ** (from + (to - from) * random.next());
  return draw < 0.6 ? BigInt(Math.ceil(yuan / 100)) * 100n * YUAN : BigInt(Math.ceil(yuan * 100)) * FEN;
}

/** In how many parts what share of the amount was paid, in percent. */
const COURSES = [
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [1, 30],
  [1, 60],
  [2, 70],
  [3, 90],
  [1, 100],
  [2, 100],
] as const;
const OVERPAID = [1, 104] as const;

/** What was paid up to today, oldest first: nothing, a part, all, once in a while too much. */
export function drawPayments(random: Random, gross: Value, incurredOn: string, today: string): Movement[] {
  const [parts, percent] = random.chance(0.03) ? OVERPAID : random.pick(COURSES);
  if (parts === 0 || gross < 100n * FEN) return [];
  const total = (gross * BigInt(percent)) / 100n / FEN;
  const days = Array.from({ length: parts }, () => drawDay(random, incurredOn, today)).sort();
  const part = total / BigInt(parts);
  return days.map((on, i) => ({ on, value: (i === 0 ? total - part * BigInt(parts - 1) : part) * FEN }));
}

/** A day of a stretch, often a month's last. */
function drawDay(random: Random, from: string, to: string): string {
  const day = addDays(from, random.int(0, Math.max(0, daysBetween(from, to))));
  return random.chance(0.3) ? earlier(lastDay(monthOf(day)), to) : day;
}
