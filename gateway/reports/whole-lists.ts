import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { Refusal, type ErrorCode } from '../../kit/graphql/errors.ts';
import { Wire } from '../../kit/client/wire.ts';
import type { SigningKeys } from '../../kit/trust/keys.ts';
import type { Answer } from './answer.ts';
import type { Row, Variables } from './shape.ts';

/** A whole list of debts: what it is of, and its rows as they come. */
export interface WholeList {
  /** As the list of the graph's answer has it, without its rows. */
  about: Readonly<Record<string, unknown>>;
  rows: AsyncIterable<Row>;
}

/** Longer than any list takes: what is waited for in between is bounded by itself. */
const TIME_MS = 3_600_000;

/** Whole lists of debts, out of one moment of the books, as coordination tells them. */
export class WholeLists {
  readonly #wire: Wire;

  constructor(coordination: URL, keys: SigningKeys) {
    this.#wire = new Wire(
      { name: 'coordination', url: new URL('/export', coordination), keys },
      { maxAnswerBytes: -1 },
    );
  }

  /** Begins a list. It is broken off when its caller goes away. */
  async open({ filter, asOf }: Variables, call: RequestContext): Promise<WholeList> {
    const body = JSON.stringify({ filter, asOf });
    const answer = await this.#wire
      .open(body, { ...call, deadline: Date.now() + TIME_MS }, call.signal)
      .catch(unavailable);
    if (answer.status !== 200) throw await refusalOf(answer.body);
    const lines = linesIn(answer.body);
    const first = await lines.next().catch(unavailable);
    return { about: JSON.parse(String(first.value)) as WholeList['about'], rows: rowsOf(lines, answer.body) };
  }

  close(): Promise<void> {
    return this.#wire.close();
  }
}

/** Letters may come in pieces. Throws where what comes is no text. */
async function* linesIn(body: AsyncIterable<Buffer>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const part of body) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Rows up to the line that counts them. Throws where that does not come, or counts others. */
async function* rowsOf(lines: AsyncIterator<string>, body: Readable): AsyncIterable<Row> {
  let count = 0;
  try {
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      const row = JSON.parse(line.value) as Row;
      if (row['count'] === count && !('id' in row)) return;
      count += 1;
      yield row;
    }
  } catch {
    throw cutShort();
  } finally {
    body.destroy();
  }
  throw cutShort();
}

const cutShort = (): Refusal =>
  new Refusal('DEPARTMENT_UNAVAILABLE', 'The list broke off before its end: ask again.', { 'retry-after': '5' });

function unavailable(): never {
  throw new Refusal('DEPARTMENT_UNAVAILABLE', 'Coordination does not answer: ask again.', { 'retry-after': '5' });
}

/** What coordination says is wrong, in its own words: they are for those who ask. */
async function refusalOf(body: Readable): Promise<Refusal> {
  const { errors } = JSON.parse(await text(body)) as Required<Answer>;
  const [error] = errors;
  return new Refusal(
    (error?.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR') as ErrorCode,
    error?.message ?? 'Internal server error',
  );
}
