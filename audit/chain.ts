import { mkdir, open, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { localDay } from '../kit/rules/dates.ts';
import { makeFolder } from '../kit/program/folders.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { endOf, headOf, startAfter, type End } from './chain-end.ts';
import { noteOf, type AuditEntry } from './entry.ts';
import { chainFile, headPath, ownKeysPath } from './folder.ts';
import { newKeyLine, SealKeys, type SealKey } from './seal-keys.ts';
import { lineAfter, sealed, tornDigest, type Head, type Link } from './seal.ts';

export interface ChainOptions {
  folder: string;
  /** Names the gateway among those that write to the folder; the same after it starts again. */
  instance: string;
  /** The file of keys that seal the trail, a line each; null: one in the folder, made where there is none. */
  keysFile: string | null;
  log: Log;
}

/**
 * The end of one gateway's chain, open for writing. It goes on where the last line or the head says it stood, whichever
 * is further: what lies between is gone, and the gap tells so.
 */
export class Chain {
  readonly #options: ChainOptions;
  readonly #keys: SealKeys;
  #link: Link;
  #file: FileHandle | null = null;
  #month = '';

  private constructor(options: ChainOptions, keys: SealKeys, link: Link) {
    [this.#options, this.#keys, this.#link] = [options, keys, link];
  }

  static async open(options: ChainOptions): Promise<Chain> {
    const { folder, keysFile, log } = options;
    await makeOwnFolder(folder);
    const keys = await SealKeys.in(keysFile ?? (await ownKeys(folder, log)), log);
    const end = await endOf(options, keys.all);
    const chain = new Chain(options, keys, startAfter(end.link, await headOf(options, keys.all), log));
    await chain.#mend(end);
    await chain.#writeHead();
    return chain;
  }

  /** Where it stands. */
  get link(): Link {
    return this.#link;
  }

  /**
   * Writes entries, and is done when they are on disk. Once it fails, this chain is of no more use: another has to be
   * opened.
   */
  async append(entries: readonly AuditEntry[]): Promise<void> {
    await this.#keys.look();
    const file = await this.#fileOf(localDay(new Date()).slice(0, 7));
    const lines: string[] = [];
    let link = this.#link;
    for (const entry of entries) {
      const next = lineAfter(link, entry, this.#options.instance, this.#key());
      lines.push(`${next.text}\n`);
      link = next.link;
    }
    await file.appendFile(lines.join(''));
    await file.datasync();
    this.#link = link;
    await this.#writeHead();
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  /**
   * A line that was not written to its end stays as it is, and the next says so. One that lacks its newline alone is
   * whole.
   */
  async #mend({ path, ended, torn }: End): Promise<void> {
    if (!ended) {
      const file = await open(path, 'a');
      await file.appendFile('\n').finally(() => file.close());
    }
    if (torn.length === 0) return;
    this.#options.log.warn('the audit trail ends with what is no line; the next one says so');
    await this.append([noteOf('what stands before was torn when the gateway ended', tornDigest(torn))]);
  }

  async #fileOf(month: string): Promise<FileHandle> {
    if (this.#file && month === this.#month) return this.#file;
    await this.#file?.close();
    const { folder, instance } = this.#options;
    [this.#file, this.#month] = [await open(chainFile(folder, instance, month).path, 'a', 0o600), month];
    return this.#file;
  }

  async #writeHead(): Promise<void> {
    const { folder, instance } = this.#options;
    const key = this.#key();
    const head: Head = { instance, head: this.#link.number, last: this.#link.hash, key: key.id };
    const path = headPath(folder, instance);
    const file = await open(`${path}.new`, 'w', 0o600);
    await file
      .writeFile(`${sealed(head, key).text}\n`)
      .then(() => file.datasync())
      .finally(() => file.close());
    await rename(`${path}.new`, path);
  }

  #key(): SealKey {
    const [key] = this.#keys.all();
    if (!key) throw new Error('there is no key to seal the audit trail with');
    return key;
  }
}

/** Not in our own thread's time, where its disk is there: that may hang. */
async function makeOwnFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') makeFolder(folder);
    else if (code !== 'EEXIST') throw error;
  }
}

/** Keys of the trail's own, made at the first start. */
async function ownKeys(folder: string, log: Log): Promise<string> {
  const path = ownKeysPath(folder);
  try {
    await writeFile(path, `${newKeyLine('audit')}\n`, { flag: 'wx', mode: 0o600 });
    log.warn(
      `a key that seals the audit trail is made in ${path}: whoever reads it can forge the trail; give AUDIT_KEYS to keep it elsewhere`,
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return path;
}
