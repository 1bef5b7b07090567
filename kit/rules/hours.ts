import { localInstant } from './dates.ts';

/** Hours of the day, local time: `from` included, `to` not; from 22 to 6 goes over midnight. */
export interface Hours {
  from: number;
  to: number;
}

/** Whether an instant falls into these hours. */
export function isWithin({ from, to }: Hours, instant: Date): boolean {
  const hour = Number(localInstant(instant).slice(11, 13));
  return from < to ? from <= hour && hour < to : hour >= from || hour < to;
}
