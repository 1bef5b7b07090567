import { localDay, type Day } from '../kit/rules/dates.ts';
import { userError } from '../kit/graphql/errors.ts';
import { linesBackwards } from './bytes.ts';
import type { Outcome } from './entry.ts';
import { chainsIn, type ChainFile } from './folder.ts';
import { readSealed, type AuditLine } from './seal.ts';

export interface AuditFilter {
  subject?: string | null;
  role?: string | null;
  from?: Day | null;
  to?: Day | null;
  personalData?: boolean | null;
  outcome?: Outcome | null;
  requestId?: string | null;
}

/** Where a page begins: in each gateway's chain, below this number. */
export type Bounds = Readonly<Record<string, number>>;

interface Question {
  folder: string;
  filter: AuditFilter;
  first: number;
  /** Null: at the newest lines. */
  bounds: Bounds | null;
  signal: AbortSignal;
}

interface AuditPage {
  lines: AuditLine[];
  hasNextPage: boolean;
  /** Nothing on the way was unreadable. */
  complete: boolean;
  /** Where the next page begins. */
  bounds: Bounds;
}

/** One gateway's lines that are asked for, the newest first, and the next of them. */
interface Reading {
  instance: string;
  lines: AsyncGenerator<AuditLine, void>;
  next: AuditLine | null;
}

/** The newest lines that a filter picks, out of all gateways' chains. */
export async function searchTrail(question: Question): Promise<AuditPage> {
  const { folder, first, bounds } = question;
  const health = { complete: true };
  const readings: Reading[] = [];
  const chains = [...(await chainsIn(folder))];
  if (bounds && !chains.some(([instance]) => Object.hasOwn(bounds, instance))) throw badCursor();
  for (const [instance, files] of chains) {
    // a gateway that was not there when the first page was read
    if (bounds && !Object.hasOwn(bounds, instance)) continue;
    const lines = pickedLines(files, { ...question, below: bounds?.[instance] ?? Infinity }, health);
    readings.push({ instance, lines, next: await nextOf(lines) });
  }
  const picked = await takeNewest(readings, first);
  for (const { lines } of readings) await lines.return();
  const rest = Object.fromEntries(readings.map(({ instance, next }) => [instance, next ? next.number + 1 : 0]));
  return { lines: picked, hasNextPage: readings.some(({ next }) => next), bounds: rest, ...health };
}

/** What a page is asked for after, and none of ours ended with. */
export function badCursor(): Error {
  return userError(
    'BAD_CURSOR',
    'after wants the endCursor of a page of the audit trail; got another text. Ask for the first page again.',
  );
}

async function takeNewest(readings: readonly Reading[], count: number): Promise<AuditLine[]> {
  const taken: AuditLine[] = [];
  while (taken.length < count) {
    const [newest] = readings
      .filter(({ next }) => next)
      .toSorted((a, b) => ((a.next?.time ?? '') > (b.next?.time ?? '') ? -1 : 1));
    if (!newest?.next) break;
    taken.push(newest.next);
    newest.next = await nextOf(newest.lines);
  }
  return taken;
}

async function nextOf(lines: Reading['lines']): Promise<AuditLine | null> {
  return (await lines.next()).value ?? null;
}

async function* pickedLines(
  files: readonly ChainFile[],
  { filter, below, signal }: Question & { below: number },
  health: { complete: boolean },
): AsyncGenerator<AuditLine, void> {
  const { from } = filter;
  // a line may be written after its time, never before
  for (const { path } of files.filter(({ month }) => !from || month >= from.slice(0, 7)).reverse())
    for await (const { bytes } of linesBackwards(path)) {
      signal.throwIfAborted();
      const line = readSealed(bytes) as { content: AuditLine } | null;
      if (!line) health.complete = false;
      else if (line.content.number < below && isPicked(line.content, filter)) yield line.content;
    }
}

function isPicked(line: AuditLine, { from, to, ...same }: AuditFilter): boolean {
  const day = localDay(new Date(line.time));
  if ((from && day < from) || (to && day > to)) return false;
  return (['subject', 'role', 'personalData', 'outcome', 'requestId'] as const).every(
    (name) => (same[name] ?? line[name]) === line[name],
  );
}
