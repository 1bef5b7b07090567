/** Days are "YYYY-MM-DD", months "YYYY-MM". The demo counts them with its own code, since the oracle rests on it. */
const DAY = 86_400_000;

const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export function addDays(day: string, days: number): string {
  return new Date(instantOf(day) + days * DAY).toISOString().slice(0, 10);
}

export function daysBetween(earlier: string, later: string): number {
  return (instantOf(later) - instantOf(earlier)) / DAY;
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function addToMonth(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export function monthsBetween(earlier: string, later: string): number {
  return (
    12 * (Number(later.slice(0, 4)) - Number(earlier.slice(0, 4))) + Number(later.slice(5)) - Number(earlier.slice(5))
  );
}

export function firstDay(month: string): string {
  return `${month}-01`;
}

export function lastDay(month: string): string {
  return addDays(firstDay(addToMonth(month, 1)), -1);
}

/** The same day of a later month, or that month's last. */
export function addMonths(day: string, months: number): string {
  const month = addToMonth(monthOf(day), months);
  const sameDay = `${month}-${day.slice(8)}`;
  return sameDay < lastDay(month) ? sameDay : lastDay(month);
}

/** Local date and time of Asia/Shanghai (after 1991: eight hours ahead) as a database that keeps UTC writes it. */
export function utcOf(day: string, time: string): string {
  const instant = Date.parse(`${day}T${time}+08:00`);
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

export function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

export function later(a: string, b: string): string {
  return a > b ? a : b;
}
