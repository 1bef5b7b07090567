/** Keys of twenty characters, as the ERP makes them: the accounting book, the table, a counter. */
export class Keys {
  readonly #prefix: string;
  #count = 0;

  /** Two letters for the table. */
  constructor(table: string) {
    this.#prefix = `1001${table}`;
  }

  next(): string {
    this.#count += 1;
    return this.#prefix + this.#count.toString(36).toUpperCase().padStart(14, '0');
  }
}
