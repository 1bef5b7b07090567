import type { Random } from '../random.ts';

/** 64-bit ids that only rise, too large for a JavaScript number. */
export class Snowflakes {
  readonly #random: Random;
  #last = 1_790_000_000_000_000_000n;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): string {
    this.#last += BigInt(this.#random.int(1, 4_000_000));
    return this.#last.toString();
  }
}
