import { readFileSync } from 'node:fs';
import { buildASTSchema, parse } from 'graphql';
import { LEAVES, type Leaves } from '../../../../kit/client/answer/leaves.ts';
import { AnswerReader, type Flaw } from '../../../../kit/client/answer/reader.ts';
import { parseDecimal } from '../../../../kit/rules/money.ts';
import { SCHEMA_FOLDER } from '../../../../kit/graphql/sdl.ts';
import type { Ledger } from '../../../../schema/generated/ledger-client.ts';
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

/** By question: there are a few, and one for each way of grouping. */
const READERS = new Map<string, AnswerReader>();

/**
 * What an answer says of a ledger, every value of it as the contract (`schema/department.graphql`) has it. Throws where
 * one is not.
 */
export function readLedger(query: string, data: unknown): Ledger {
  const reader = READERS.get(query) ?? new AnswerReader(CONTRACT, parse(query), FEN_LEAVES);
  READERS.set(query, reader);
  const { value, flaws } = reader.read(data);
  const [flaw] = flaws;
  if (flaw) throw new BrokenContract(wordsOf(flaw));
  const { ledger } = value as { ledger: Ledger | null };
  if (!ledger) throw new BrokenContract('there is no ledger in it');
  return ledger;
}

const wordsOf = ({ path, message }: Flaw): string => `${path.join('.')}: ${message}`;
