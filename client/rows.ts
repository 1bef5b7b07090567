import { GraphError } from './graph-error.ts';

/** What a report is asked with, as its address takes it: of several values, a list. */
export type ReportParameters = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A row by its columns’ keys. Numbers are the texts that stand there, digit by digit. */
export type ReportRow = Readonly<Record<string, string | boolean | null>>;

/** Rows up to the line that counts them. Throws GraphError where that does not come, or counts others. */
export async function* rowsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ReportRow> {
  let count = 0;
  for await (const line of linesIn(body)) {
    if (line.startsWith('{"$end":')) {
      const { $end } = JSON.parse(line) as { $end: { rows: number } };
      if ($end.rows === count) return;
      break;
    }
    count += 1;
    yield JSON.parse(line.replace(TOKENS, numberAsText)) as ReportRow;
  }
  throw new GraphError('CUT_SHORT', `The report broke off after ${count} rows: it is not whole.`);
}

/** Texts and numbers: a number within a text is a part of it. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g;
const numberAsText = (token: string): string => (token.startsWith('"') ? token : `"${token}"`);

async function* linesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const part of body) {
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new GraphError(
      'CUT_SHORT',
      `The connection broke: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
