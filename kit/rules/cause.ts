import type { DebtCause } from './fact.ts';
import { given } from './text.ts';

/** Words in which departments give the cause of a debt, in the order in which they are looked for. */
const CAUSE_WORDS: readonly (readonly [RegExp, DebtCause])[] = [
  [/纠纷|分歧|诉讼|质量/, 'DISPUTE'],
  [/验收/, 'ACCEPTANCE'],
  [/审计|结算/, 'SETTLEMENT'],
  [/资金|财政|困难/, 'FUNDS'],
  [/手续|资料|发票/, 'PAPERWORK'],
];

/** The cause (拖欠原因) told by a free text; null where the field is empty. */
export function causeOfText(text: string | null): DebtCause | null {
  const words = given(text);
  if (words === null) return null;
  return CAUSE_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'OTHER';
}
