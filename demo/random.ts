import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same seed: sfc32, of 128 bits of state. */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(seed: string) {
    this.#seed = seed;
    const digest = createHash('sha256').update(seed).digest();
    [this.#a, this.#b, this.#c, this.#counter] = [
      digest.readInt32LE(0),
      digest.readInt32LE(4),
      digest.readInt32LE(8),
      digest.readInt32LE(12),
    ];
  }

  /** A stream of its own: what one part of the world draws does not change what another does. */
  child(label: string): Random {
    return new Random(`${this.#seed}/${label}`);
  }

  /** A whole number of 32 bits. */
  word(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** From 0 up to, but not, 1. */
  next(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number, both bounds included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(options: ArrayLike<T>): T {
    return at(options, Math.floor(this.next() * options.length));
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.int(0, 9)).join('');
  }

  hex(count: number): string {
    return Array.from({ length: Math.ceil(count / 8) }, () => this.word().toString(16).padStart(8, '0'))
      .join('')
      .slice(0, count);
  }

  uuid(): string {
    const hex = this.hex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** The item at a place that must have one. */
export function at<T>(items: ArrayLike<T>, place: number): T {
  const item = items[place];
  if (item === undefined) throw new RangeError(`wanted an item at place ${place} of ${items.length}`);
  return item;
}

/**
 * Options drawn as cards from a deck, shuffled again when it is used up: in a row as long as the deck every option
 * comes up.
 */
export class Deck<Option extends string> {
  readonly #random: Random;
  readonly #cards: Option[];
  #left: Option[] = [];

  /** How many cards of each option the deck has. */
  constructor(random: Random, copies: Readonly<Record<Option, number>>) {
    this.#random = random;
    this.#cards = (Object.entries(copies) as [Option, number][]).flatMap(([option, count]) =>
      Array<Option>(count).fill(option),
    );
  }

  draw(): Option {
    if (this.#left.length === 0) this.#left = [...this.#cards];
    const [card] = this.#left.splice(this.#random.int(0, this.#left.length - 1), 1);
    if (card === undefined) throw new RangeError('the deck has no cards');
    return card;
  }
}
