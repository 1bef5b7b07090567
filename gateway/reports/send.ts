import type { Response } from 'express';
import type { Day } from '../../kit/rules/dates.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import { sendAsTaken } from '../../kit/http/send-as-taken.ts';
import { WRITERS } from './formats/formats.ts';
import { readAtOf, type Head } from './head.ts';
import type { Output } from './output.ts';
import type { Asked } from './parameters.ts';
import { Reading, type Asking } from './reading.ts';
import type { SavedReport } from './report.ts';
import type { Row } from './shape.ts';
import { cellsOf, type Cell, type Table } from './table.ts';

/** A report that somebody asks for. */
interface Order {
  report: SavedReport;
  output: Output;
  /** What is left of the address: the report's own parameters. */
  address: URLSearchParams;
  question: Asked;
  asking: Asking;
  today: Day;
  /** Whoever takes nothing for so long has gone. */
  stalledMs: number;
}

/** What goes out at once, in characters. */
const CHUNK = 64 * 1024;

/**
 * Sends a report as a table. Nothing goes out before its first row is there; what fails after that cuts it short, and
 * nothing says that it is whole.
 */
export async function sendTable(
  response: Response,
  { report, output, address, question, asking, today, stalledMs }: Order,
): Promise<void> {
  const reading = new Reading(report, asking, today);
  const [first, rows] = await begun(cellRows(report, output, reading.rows(question)));
  const { head } = reading;
  if (output.isStrict && head.missing.length > 0) throw missing(head);
  const table: Table = { report, output, head, rows: withFirst(first, rows), asked: Object.fromEntries(address) };
  const { write, mediaType } = WRITERS[output.format];
  const [chunk, chunks] = await begun(inChunks(write(table)));
  response.set(headersOf(table)).type(mediaType);
  await sendAsTaken(response, withFirst(chunk, chunks), stalledMs);
}

/** Waits for the first, so that what is wrong from the start is still told. */
async function begun<Item>(items: AsyncIterable<Item>): Promise<[IteratorResult<Item>, AsyncIterator<Item>]> {
  const iterator = items[Symbol.asyncIterator]();
  return [await iterator.next(), iterator];
}

async function* withFirst<Item>(first: IteratorResult<Item>, rest: AsyncIterator<Item>): AsyncIterable<Item> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* cellRows(
  { shape }: SavedReport,
  { headings }: Output,
  rows: AsyncIterable<Row>,
): AsyncIterable<Cell[]> {
  const cells = cellsOf(shape.columns, headings === 'zh');
  let number = 0;
  for await (const row of rows) yield cells(row, (number += 1));
}

/** Short texts go out together. */
async function* inChunks(parts: AsyncIterable<string | Uint8Array>): AsyncIterable<string | Uint8Array> {
  let waiting = '';
  for await (const part of parts) {
    if (typeof part !== 'string') yield part;
    else if ((waiting += part).length >= CHUNK) {
      yield waiting;
      waiting = '';
    }
  }
  if (waiting !== '') yield waiting;
}

function missing({ missing: codes }: Head): Refusal {
  return new Refusal(
    'DEPARTMENT_UNAVAILABLE',
    `The report would lack ${codes.join(', ')}, and strict=1 wants it whole: ask again.`,
    {
      'retry-after': '5',
      'x-complete': 'false',
      'x-missing': codes.join(', '),
    },
  );
}

function headersOf({ report, output, head }: Table): Record<string, string> {
  const readAt = readAtOf(head);
  return {
    'x-data-asof': head.asOf,
    'x-complete': String(head.missing.length === 0),
    'x-unit': output.unit,
    'x-report-version': String(report.shape.version),
    ...(head.missing.length > 0 && { 'x-missing': head.missing.join(', ') }),
    ...(head.stale.length > 0 && { 'x-stale': head.stale.join(', ') }),
    ...(readAt && { 'last-modified': readAt.toUTCString() }),
    'content-disposition': dispositionOf(report, output, head.asOf),
  };
}

/** A file's name in ASCII, and in Chinese for those who read it. */
function dispositionOf({ name, shape }: SavedReport, { format }: Output, asOf: Day): string {
  const place = format === 'json' ? 'inline' : 'attachment';
  const inChinese = encodeURIComponent(`${shape.title.zh}-${asOf}.${format}`).replaceAll(/['()*!]/g, percent);
  return `${place}; filename="${name}-${asOf}.${format}"; filename*=UTF-8''${inChinese}`;
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
