import { readFileSync } from 'node:fs';
import { buildASTSchema, parse } from 'graphql';
import { LEAVES, type Leaves } from '../../../../kit/client/answer/leaves.ts';
import { AnswerReader, isRecord, type Flaw } from '../../../../kit/client/answer/reader.ts';
import { parseDecimal } from '../../../../kit/rules/money.ts';
import { SCHEMA_FOLDER } from '../../../../kit/graphql/sdl.ts';
import type { Ledger } from '../../../../schema/generated/ledger-client.ts';
import { documentOf, nameIn, type Question } from '../ledger-queries.ts';
import { BrokenContract } from './broken-contract.ts';

/** Federation's directives are no concern of those who read answers. */
const CONTRACT = buildASTSchema(parse(readFileSync(new URL('department.graphql', SCHEMA_FOLDER), 'utf8')), {
  assumeValidSDL: true,
});

/** As everywhere, but that amounts become fen here, once. */
const FEN_LEAVES: Leaves = {
  ...LEAVES,
  Decimal: (value) => {
    const text = LEAVES['Decimal']?.(value);
    return typeof text === 'string' ? (parseDecimal(text, 2) ?? undefined) : undefined;
  },
};

/** By the text of the question: there are a few, and one for each way of grouping. */
const READERS = new Map<string, AnswerReader>();

/**
 * What an answer says of a ledger to one of the questions that it was asked, every value of it as the contract
 * (`schema/department.graphql`) has it. Throws where one is not.
 */
export function readLedger(question: Question, data: unknown, place = 0): Ledger {
  const { value, flaws } = readerOf(question).read(place === 0 ? data : partOf(question, data, place));
  const [flaw] = flaws;
  if (flaw) throw new BrokenContract(wordsOf(flaw));
  const { ledger } = value as { ledger: Ledger | null };
  if (!ledger) throw new BrokenContract('there is no ledger in it');
  return ledger;
}

function readerOf(question: Question): AnswerReader {
  const text = documentOf([question]);
  const reader = READERS.get(text) ?? new AnswerReader(CONTRACT, parse(text), FEN_LEAVES);
  READERS.set(text, reader);
  return reader;
}

/** The answer to one of several questions, as if it alone had been asked. */
function partOf(question: Question, data: unknown, place: number): unknown {
  const ledger = isRecord(data) ? data['ledger'] : null;
  if (!isRecord(ledger)) return data;
  const fields = question.map(({ name }) => [name, ledger[nameIn(place, name)]] as const);
  return { ledger: { ...Object.fromEntries(fields), freshness: ledger['freshness'] } };
}

const wordsOf = ({ path, message }: Flaw): string => `${path.join('.')}: ${message}`;
