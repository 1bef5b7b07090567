import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { addMonths, localDay } from '../kit/rules/dates.ts';
import { linesOf } from './bytes.ts';
import { chainsIn, headPath, type ChainFile } from './folder.ts';
import { BEGINNING, isSealed, readSealed, tornDigest, type AuditLine, type Head, type Link } from './seal.ts';
import type { SealKey } from './seal-keys.ts';
import type { ToldHead } from './told-heads.ts';

/** How long lines are kept at least: a chain that begins later than this lacks lines. */
const KEPT_MONTHS = 6;

export interface VerifyOptions {
  folder: string;
  keys: readonly SealKey[];
  /** Where chains stood by the word of the log. */
  told: readonly ToldHead[];
  now?: () => Date;
}

/** What was found in one gateway's chain. */
export interface Finding {
  instance: string;
  /** Good lines before the first bad one. */
  lines: number;
  /** Lines that were torn when the gateway ended, and say so. */
  torn: number;
  /** What is wrong first, and where; null: nothing. */
  wrong: string | null;
}

/**
 * Reads all chains of a folder, and finds in each the first line that was altered, removed, added or moved, and an end
 * that was cut.
 */
export async function verifyTrail(options: VerifyOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  const chains = await chainsIn(options.folder);
  for (const { instance } of options.told) chains.set(instance, chains.get(instance) ?? []);
  for (const [instance, files] of chains) findings.push(await new ChainCheck(options, instance).run(files));
  return findings;
}

class Wrong extends Error {}

class ChainCheck {
  readonly #options: VerifyOptions;
  readonly #instance: string;
  #link: Link = BEGINNING;
  #lines = 0;
  #torn = 0;
  /** What is no line, which the next has to speak of. */
  #tornLines: Buffer[] = [];
  /** Where that stands. */
  #tornAt = '';
  /** Seals of lines that have been there, by their numbers. */
  readonly #known = new Map<number, Set<string>>();

  constructor(options: VerifyOptions, instance: string) {
    [this.#options, this.#instance] = [options, instance];
  }

  async run(files: readonly ChainFile[]): Promise<Finding> {
    try {
      await this.#learnHeads(files.length === 0);
      for (const file of files) await this.#readFile(file);
      this.#checkEnd();
      return this.#finding(null);
    } catch (error) {
      if (error instanceof Wrong) return this.#finding(error.message);
      throw error;
    }
  }

  #finding(wrong: string | null): Finding {
    return { instance: this.#instance, lines: this.#lines, torn: this.#torn, wrong };
  }

  async #learnHeads(withoutLines: boolean): Promise<void> {
    for (const told of this.#options.told) if (told.instance === this.#instance) this.#know(told);
    const text = await readFile(headPath(this.#options.folder, this.#instance)).catch(() => Buffer.alloc(0));
    if (withoutLines && text.length === 0)
      throw new Wrong(`all of it is gone, and once it had ${this.#furthest()} lines`);
    const { instance, head, last } = this.#unseal(text.subarray(0, -1), 'its head, which says where it ends,') as Head;
    if (instance !== this.#instance) throw new Wrong('its head is that of another gateway');
    if (head > 0) this.#know({ number: head, hash: last });
  }

  #know({ number, hash }: Link): void {
    this.#known.set(number, (this.#known.get(number) ?? new Set()).add(hash));
  }

  #furthest(): number {
    return [...this.#known.keys()].reduce((furthest, number) => Math.max(furthest, number), 0);
  }

  async #readFile({ path }: ChainFile): Promise<void> {
    let number = 0;
    for await (const { bytes, whole } of linesOf(path)) {
      number += 1;
      const where = `line ${number} of ${basename(path)}`;
      if (!whole) throw new Wrong(`${where} was not written to its end, or was cut`);
      this.#readLine(bytes, where);
    }
  }

  #readLine(bytes: Buffer, where: string): void {
    if (readSealed(bytes) === null) {
      if (this.#tornLines.push(bytes) === 1) this.#tornAt = where;
      return;
    }
    const line = this.#unseal(bytes, this.#tornAt || where) as AuditLine;
    this.#checkTorn(line);
    this.#checkPlace(line, where);
    this.#checkKnown(line, where);
    this.#link = line;
    this.#lines += 1;
  }

  #unseal(bytes: Buffer, where: string): unknown {
    const line = readSealed(bytes);
    if (!line) throw new Wrong(`${where} is gone or is no line of the trail`);
    const key = this.#options.keys.find(({ id }) => id === line.key);
    if (!key) throw new Wrong(`${where} is sealed with ${JSON.stringify(line.key)}, which is none of the keys given`);
    if (!isSealed(bytes, line.hash, key)) throw new Wrong(`${where} was altered`);
    return { ...(line.content as object), hash: line.hash };
  }

  #checkTorn({ torn }: AuditLine): void {
    if (this.#tornLines.length === 0) return;
    if (torn !== tornDigest(this.#tornLines)) throw new Wrong(`${this.#tornAt} is no line of the trail`);
    this.#torn += this.#tornLines.length;
    [this.#tornLines, this.#tornAt] = [[], ''];
  }

  #checkPlace({ number, previous, instance, time }: AuditLine, where: string): void {
    const wanted = this.#link.number + 1;
    if (instance !== this.#instance) throw new Wrong(`${where} is a line of another gateway`);
    if (this.#lines === 0 && number > 1 && this.#mayBegin(time)) return;
    if (number !== wanted)
      throw new Wrong(`${where} is number ${number} and should be ${wanted}: lines were removed, added or moved`);
    if (previous !== this.#link.hash) throw new Wrong(`${where} does not follow the line before it`);
  }

  /** Months that are over for long may be taken away whole. */
  #mayBegin(time: string): boolean {
    const { now = () => new Date() } = this.#options;
    return localDay(new Date(time)) <= addMonths(localDay(now()), -KEPT_MONTHS);
  }

  #checkKnown({ number, hash }: AuditLine, where: string): void {
    for (const known of this.#known.get(number) ?? [])
      if (known !== hash) throw new Wrong(`${where} is not the line ${number} that once stood here`);
  }

  #checkEnd(): void {
    if (this.#tornAt) throw new Wrong(`${this.#tornAt} is no line of the trail, and none after it says why`);
    const furthest = this.#furthest();
    if (furthest > this.#link.number)
      throw new Wrong(`it ends with number ${this.#link.number}, and once had ${furthest}: its end was cut`);
  }
}
