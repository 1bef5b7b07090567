import { linesOf } from './bytes.ts';
import type { Link } from './seal.ts';

/** Where a gateway's chain stood by the word of its log. */
export interface ToldHead extends Link {
  instance: string;
}

const HEAD = /^([\w-]+):(\d+):([\w-]*)$/;
const TOLD = 'the audit trail stands at ';

/** How the log tells where a chain stands. */
export function wordsOfHead({ instance, number, hash }: ToldHead): string {
  return `${TOLD}${instance}:${number}:${hash}`;
}

/** A head as it is given by hand. Throws in plain words. */
export function headOfText(text: string): ToldHead {
  const head = readHead(text);
  if (head) return head;
  throw new Error(`--head wants <instance>:<number>:<seal>, as the log tells it; got ${JSON.stringify(text)}`);
}

/**
 * The heads in a file of log lines. Other lines, of other programs too, are passed over; what a caller made us log is
 * none of the trail's words.
 */
export async function headsInLog(file: string): Promise<ToldHead[]> {
  const heads: ToldHead[] = [];
  for await (const { bytes } of linesOf(file)) {
    const { part, message } = fieldsOf(bytes.toString());
    const head =
      part === 'audit' && typeof message === 'string' && message.startsWith(TOLD)
        ? readHead(message.slice(TOLD.length))
        : null;
    if (head) heads.push(head);
  }
  if (heads.length > 0) return heads;
  throw new Error(`--heads wants the log of a gateway, a line of JSON an event; ${file} tells of no audit trail`);
}

function readHead(text: string): ToldHead | null {
  const [, instance = '', number = '', hash = ''] = HEAD.exec(text) ?? [];
  return instance === '' ? null : { instance, number: Number(number), hash };
}

function fieldsOf(line: string): { part?: unknown; message?: unknown } {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
