import { readFile } from 'node:fs/promises';
import { HeldKeys } from '../kit/trust/keys.ts';
import type { Log } from '../kit/telemetry/log.ts';
import type { SigningKeys } from '../kit/trust/signature.ts';

/**
 * The keys that seal a trail, as their file has them. It may stand on the trail's own disk, which may hang: nobody but
 * the writing waits for it.
 */
export class SealKeys {
  readonly #file: string;
  readonly #held: HeldKeys;

  private constructor(file: string, held: HeldKeys) {
    [this.#file, this.#held] = [file, held];
  }

  /** Throws where the file holds none. */
  static async in(file: string, log: Log): Promise<SealKeys> {
    return new SealKeys(file, new HeldKeys('AUDIT_KEYS', await readFile(file, 'utf8'), log));
  }

  /** The first seals; each is believed. */
  readonly all: SigningKeys = () => this.#held.keys;

  /** Takes over what the file has come to hold; one that cannot be read leaves the keys before in force. */
  async look(): Promise<void> {
    await this.#held.read(this.#file);
  }
}
