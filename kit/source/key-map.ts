/** A key in a form that two keys share where, and only where, the column that holds them takes them for equal. */
export type KeyForm = (key: string) => string;

/** The form of keys that a collation of MySQL or MariaDB compares; null: byte for byte. */
export function keyFormOf(collation: string | null): KeyForm {
  if (collation === null || collation === 'binary') return (key) => key;
  const withoutBlanks: KeyForm = /nopad|_0900_/.test(collation) ? (key) => key : (key) => key.replace(/ +$/, '');
  if (!collation.endsWith('_ci')) return withoutBlanks;
  const withoutAccents: KeyForm = collation.includes('_as_')
    ? (key) => key
    : (key) => key.normalize('NFD').replace(/\p{M}/gu, '');
  return (key) => withoutAccents(withoutBlanks(key)).toLowerCase();
}

/** A map that finds by every key that is equal to the one it was told, as the books' own database has it. */
export class KeyMap<Found> extends Map<string, Found> {
  readonly #form: KeyForm;

  constructor(form: KeyForm) {
    super();
    this.#form = form;
  }

  override get(key: string): Found | undefined {
    return super.get(this.#form(key));
  }

  override has(key: string): boolean {
    return super.has(this.#form(key));
  }

  override set(key: string, found: Found): this {
    return super.set(this.#form(key), found);
  }

  override delete(key: string): boolean {
    return super.delete(this.#form(key));
  }

  /** What is made of all that it holds, by the same keys. */
  map<Made>(make: (found: Found) => Made): KeyMap<Made> {
    const made = new KeyMap<Made>(this.#form);
    for (const [key, found] of this) made.set(key, make(found));
    return made;
  }
}

/** Items by a key of theirs, in the order in which they come. */
export function groupedByKey<Item>(
  form: KeyForm,
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
): KeyMap<Item[]> {
  const groups = new KeyMap<Item[]>(form);
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
