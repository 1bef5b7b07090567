import { readFile } from 'node:fs/promises';
import type { Log } from '../kit/telemetry/log.ts';
import { linesBackwards } from './bytes.ts';
import { chainsIn, headPath } from './folder.ts';
import { BEGINNING, isSealed, readSealed, type AuditLine, type Head, type Link } from './seal.ts';
import type { SealKey } from './seal-keys.ts';

/** Which of a folder's chains. */
interface ChainName {
  folder: string;
  instance: string;
}

/** How a chain ends. */
export interface End {
  /** Its last whole line. */
  link: Link;
  /** What stands after that. */
  torn: readonly Buffer[];
  path: string;
  /** Whether a newline is the last there. */
  ended: boolean;
}

/** Where the last whole line stands, and what is torn after it. */
export async function endOf({ folder, instance }: ChainName, keys: () => readonly SealKey[]): Promise<End> {
  const torn: Buffer[] = [];
  const end = { torn, path: '', ended: true };
  for (const { path } of ((await chainsIn(folder)).get(instance) ?? []).reverse())
    for await (const { bytes, whole } of linesBackwards(path)) {
      if (!whole) Object.assign(end, { path, ended: false });
      const link = linkOf(bytes, keys);
      if (link) return { ...end, link };
      torn.unshift(bytes);
    }
  return { ...end, link: BEGINNING };
}

/**
 * A chain goes on after its last line. Where its head says that there were more, or is gone, a gap is left for all to
 * see.
 */
export function startAfter(last: Link, head: Link | null, log: Log): Link {
  if (head && head.number <= last.number) return last;
  if (!head && last.number === 0) return BEGINNING;
  log.error(
    `the audit trail ends with line ${last.number}, and its head ${head ? `says ${head.number}` : 'is gone'}: lines may have been removed`,
  );
  return head ?? { number: last.number + 1, hash: '' };
}

function linkOf(bytes: Buffer, keys: () => readonly SealKey[]): Link | null {
  const line = unsealed(bytes, keys) as AuditLine | null;
  return line && { number: line.number, hash: line.hash };
}

/** Where the chain stood when it was last written to; null where nobody with a key says so. */
export async function headOf({ folder, instance }: ChainName, keys: () => readonly SealKey[]): Promise<Link | null> {
  const text = await readFile(headPath(folder, instance)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const head = unsealed(text.subarray(0, -1), keys) as Head | null;
  return head?.instance === instance ? { number: head.head, hash: head.last } : null;
}

function unsealed(bytes: Buffer, keys: () => readonly SealKey[]): unknown {
  const line = readSealed(bytes);
  const key = keys().find(({ id }) => id === line?.key);
  return line && key && isSealed(bytes, line.hash, key) ? { ...(line.content as object), hash: line.hash } : null;
}
