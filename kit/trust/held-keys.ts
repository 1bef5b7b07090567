import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { logOf, type Log } from '../telemetry/log.ts';
import { tellTrouble } from '../telemetry/troubles.ts';

interface Form<Key> {
  /** What names the file. */
  variable: string;
  /** The keys of its text. Throws where it holds none. */
  keysOf: (text: string) => readonly Key[];
}

const REFUSED = 'its file is refused, the keys before stay in force';

/** The keys in force of a file's text, and of what it changes to. */
export class HeldKeys<Key extends { id: string }> {
  readonly #form: Form<Key>;
  readonly #log: Log;
  #text: string;
  #complaint = '';
  keys: readonly Key[];

  /** Throws where the text holds none. */
  constructor(form: Form<Key>, text: string, log: Log) {
    [this.#form, this.#text, this.#log, this.keys] = [form, text, log, form.keysOf(text)];
  }

  /**
   * Takes over what the file has come to hold; one that cannot be read, or holds none, leaves the keys before in force.
   */
  async read(file: string): Promise<void> {
    try {
      this.#take(await readFile(file, 'utf8'));
    } catch (error) {
      this.#refuse(error);
    }
  }

  #take(text: string): void {
    if (text === this.#text && this.#complaint === '') return;
    [this.keys, this.#text, this.#complaint] = [this.#form.keysOf(text), text, ''];
    tellTrouble(this.#form.variable, null);
    this.#log.info(`${this.#form.variable}: keys in force: ${this.keys.map(({ id }) => id).join(', ')}`);
  }

  /** Says once what is wrong with the file. */
  #refuse(error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    if (words !== this.#complaint) this.#log.error(`${this.#form.variable}: ${REFUSED}: ${words}`);
    this.#complaint = words;
    tellTrouble(this.#form.variable, REFUSED);
  }
}

/** Between looks at whether a file has changed. */
export const LOOK_MS = 1_000;

/**
 * Keys of a file, read again a while after it changes: whoever asks waits for no disk. Throws where it holds none at
 * first; later on, one that cannot be read leaves the keys before in force, and the log says so once.
 */
export function keysIn<Key extends { id: string }>(
  file: string,
  form: Form<Key>,
  { log = logOf('keys'), lookMs = LOOK_MS, now = Date.now }: { log?: Log; lookMs?: number; now?: () => number } = {},
): () => readonly Key[] {
  const held = new HeldKeys(form, readFileSync(file, 'utf8'), log);
  let [lookedAt, isLooking] = [now(), false];
  const look = async (): Promise<void> => {
    isLooking = true;
    await held.read(file);
    [lookedAt, isLooking] = [now(), false];
  };
  return () => {
    if (!isLooking && now() - lookedAt >= lookMs) void look();
    return held.keys;
  };
}
