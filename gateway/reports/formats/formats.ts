import type { Format } from '../output.ts';
import type { Table } from '../table.ts';
import { csvOf } from './csv.ts';
import { jsonOf, ndjsonOf } from './json.ts';
import { xlsxOf } from './xlsx.ts';

interface FormatWriter {
  mediaType: string;
  write: (table: Table) => AsyncIterable<string | Uint8Array>;
}

/** How each format is written. All but XLSX go out as they are made. */
export const WRITERS: Readonly<Record<Format, FormatWriter>> = {
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: csvOf },
  json: { mediaType: 'application/json; charset=utf-8', write: jsonOf },
  ndjson: { mediaType: 'application/x-ndjson; charset=utf-8', write: ndjsonOf },
};
