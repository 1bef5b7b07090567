import { parseDecimal, type Fen } from '../../kit/rules/money.ts';

/** An amount as the graph gives it in fen: 1.50 is 150n. Throws where it is none: a sum without it would look right. */
export function fenIn(yuan: unknown): Fen {
  const fen = typeof yuan === 'string' ? parseDecimal(yuan, 2) : null;
  if (fen !== null) return fen;
  throw new Error(`an amount wants yuan with at most two places; got ${JSON.stringify(yuan)}`);
}
