import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AuditEntry } from './entry.ts';
import { plainJson } from './plain-json.ts';
import type { SealKey } from './seal-keys.ts';

/** Where a chain of lines stands: the number of its last line and that line's seal. */
export interface Link {
  number: number;
  hash: string;
}

/** Before the first line. */
export const BEGINNING: Link = { number: 0, hash: '' };

/** One line of the trail: an entry in its place. */
export interface AuditLine extends AuditEntry {
  /** Counted from 1 in each instance's chain. */
  number: number;
  /** The gateway that wrote it. */
  instance: string;
  /** Id of the key that sealed it. */
  key: string;
  /** Seal of the line before; empty in the first. */
  previous: string;
  /** Seal of all that stands before it in the line. */
  hash: string;
}

/** Where a chain stood when it was last written to, told apart from its lines so that a cut end is seen. */
export interface Head {
  instance: string;
  head: number;
  last: string;
  key: string;
}

const VERSION = 'arrears-graph audit 1\n';
const HASH = /^,"hash":"([\w-]{43})"\}$/;
const HASH_BYTES = ',"hash":""}'.length + 43;

/** The text of a line, a seal over its bytes at its end: whoever lacks the key can make no other. */
export function sealed(content: object, key: SealKey): { text: string; hash: string } {
  const open = plainJson(content).slice(0, -1);
  const hash = sealOf(Buffer.from(open), key);
  return { text: `${open},"hash":"${hash}"}`, hash };
}

/** An entry as the line after another. */
export function lineAfter(link: Link, entry: AuditEntry, instance: string, key: SealKey): { text: string; link: Link } {
  const number = link.number + 1;
  const { text, hash } = sealed({ number, instance, key: key.id, previous: link.hash, ...entry }, key);
  return { text, link: { number, hash } };
}

/** What a line says, whoever wrote it; null where it is no line. */
export function readSealed(line: Buffer): { hash: string; key: string; content: unknown } | null {
  const hash = HASH.exec(line.subarray(-HASH_BYTES).toString('latin1'))?.[1];
  const content = parse(line);
  const key = typeof content === 'object' && content !== null && 'key' in content ? content.key : null;
  return hash !== undefined && typeof key === 'string' ? { hash, key, content } : null;
}

/** Whether a line is as the holder of the key wrote it. */
export function isSealed(line: Buffer, hash: string, key: SealKey): boolean {
  const right = sealOf(line.subarray(0, -HASH_BYTES), key);
  return timingSafeEqual(Buffer.from(right), Buffer.from(hash));
}

/** What is torn, in a word, for the line after it to speak of. */
export function tornDigest(lines: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return hash.digest('base64url');
}

function sealOf(open: Buffer, { secret }: SealKey): string {
  return createHmac('sha256', secret).update(VERSION).update(open).digest('base64url');
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString()) as unknown;
  } catch {
    return null;
  }
}
