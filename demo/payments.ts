import { addDays, daysBetween, earlier, lastDay, monthOf } from './calendar.ts';
import { FEN, YUAN } from './money.ts';
import type { Random } from './random.ts';
import type { Movement, Value } from './truth.ts';

/** Amounts that come again and again. */
const ROUND_AMOUNTS = [50_000n, 100_000n, 100_000n, 200_000n, 500_000n, 1_200_000n].map((yuan) => yuan * YUAN);

/** The amount of a debt: mostly thousands to millions of yuan with odd fen, at times a round one, a fen, or thousands of millions. */
export function drawGross(random: Random): Value {
  const draw = random.next();
  if (draw < 0.12) return random.pick(ROUND_AMOUNTS);
  if (draw < 0.13) return FEN;
  if (draw < 0.145) return BigInt(random.int(100_000_000, 320_000_000)) * 1_000n * FEN;
  const yuan = 10 ** (3 + 3.7 * random.next());
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
