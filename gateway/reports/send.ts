import type { Request, Response } from 'express';
import type { GivenTable } from '../../audit/audit.ts';
import type { Day } from '../../kit/rules/dates.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import { sendAsTaken } from '../../kit/http/send-as-taken.ts';
import { begun } from './begun.ts';
import { WRITERS } from './formats/formats.ts';
import { readAtOf, type Head } from './head.ts';
import type { Output } from './output.ts';
import type { Asked } from './parameters.ts';
import { Reading, type Asking } from './reading.ts';
import type { SavedReport } from './report.ts';
import type { Given, Row } from './shape.ts';
import { cellsOf, type Cell, type Table } from './table.ts';
import { isHad, tagOf } from './tag.ts';

/** A report that somebody asks for. */
interface Order {
  report: SavedReport;
  output: Output;
  /** The report's own parameters, in the words of its address. */
  asked: Given;
  question: Asked;
  asking: Asking;
  today: Day;
  /** Whoever takes nothing for so long has gone. */
  stalledMs: number;
}

/** What came of it. */
type Told = Pick<GivenTable, 'rows' | 'isWhole' | 'status'>;

/** Rows that are read before any goes out: a table that has no more is known by a tag. */
const TAGGED = 5_000;
/** What goes out at once, in characters. */
const CHUNK = 64 * 1024;

/**
 * Sends a report as a table, unless the asker has just that. Nothing goes out before its first rows are there, and if
 * they are few, all; what fails after that cuts it short, and nothing says that it is whole.
 */
export async function sendTable(request: Request, response: Response, order: Order): Promise<Told> {
  const { report, output, asked, question, asking, today, stalledMs } = order;
  const reading = new Reading(report, asking, today);
  const { first, isAll, items } = await begun(cellRows(report, output, reading.rows(question)), TAGGED);
  const { head } = reading;
  if (output.isStrict && head.missing.length > 0) throw missing(head);
  const about = { report, output, head, asked };
  const tag = isAll ? tagOf(about, first) : null;
  const headers = { ...headersOf(about), ...(tag !== null && { etag: tag }) };
  if (tag !== null && isHad(request, tag)) {
    response.status(304).set(headers).end();
    return { rows: 0, isWhole: true, status: 304 };
  }
  let rows = 0;
  const { write, mediaType } = WRITERS[output.format];
  const parts = await begun(inChunks(write({ ...about, rows: counting(items, () => (rows += 1)) })), 1);
  const isWhole = await sendAsTaken(response.set(headers).type(mediaType), parts.items, stalledMs);
  return { rows, isWhole, status: 200 };
}

async function* counting<Item>(items: AsyncIterable<Item>, count: () => void): AsyncIterable<Item> {
  for await (const item of items) {
    count();
    yield item;
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

function headersOf({ report, output, head }: Pick<Table, 'report' | 'output' | 'head'>): Record<string, string> {
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
