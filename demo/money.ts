import type { Value } from './truth.ts';

export const YUAN: Value = 100_000_000n;
export const FEN: Value = 1_000_000n;
/** 万元: what energy's ledgers count in. */
export const WAN: Value = 10_000n * YUAN;

/** `value / unit` as a decimal with so many places, exact; what lies beyond them must be nothing. */
export function decimalText(value: Value, unit: Value, places: number): string {
  const scaled = value * 10n ** BigInt(places);
  if (scaled % unit !== 0n) throw new RangeError(`${value} / ${unit} has more than ${places} places`);
  const digits = (scaled < 0n ? -scaled : scaled) / unit;
  const text = digits.toString().padStart(places + 1, '0');
  const whole = `${value < 0n ? '-' : ''}${text.slice(0, text.length - places)}`;
  return places === 0 ? whole : `${whole}.${text.slice(-places)}`;
}

/** To a whole multiple of the unit, half up. For values not below 0. */
export function roundTo(value: Value, unit: Value): Value {
  return ((2n * value + unit) / (2n * unit)) * unit;
}

export function sum(values: readonly Value[]): Value {
  return values.reduce((total, value) => total + value, 0n);
}

export function distance(a: Value, b: Value): Value {
  return a > b ? a - b : b - a;
}
