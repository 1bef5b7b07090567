import type { Fen } from '../../../kit/rules/money.ts';
import type { Declaration, DeclaredFigures, Instalment, Line, LineAnswer, LineBasis, Return } from './model.ts';

/**
 * A line before anything is said of it: what the books have, and what the last received return said where it is carried
 * from there.
 */
export type BareLine = Pick<
  Line,
  | 'key'
  | 'basis'
  | 'bookIds'
  | 'creditorName'
  | 'contractNo'
  | 'contractName'
  | 'category'
  | 'wages'
  | 'incurredOn'
  | 'daysOverdue'
  | 'books'
  | 'plan'
> & { before: Line | null };

type Said = Omit<Declaration, 'key'>;

/** Of a line of which nothing was said. */
const UNSAID: Said = {
  ...{ answer: 'CONFIRMED', amount: null, paid: null, disputedAmount: null, dueOn: null, cause: null, reason: null },
  ...{ plan: null, handlerCode: null, inCourt: false, note: null, attachments: [] },
};

/** A line as the unit declares it (P24). */
export function declaredLine(
  { before, ...line }: BareLine,
  { declarations }: Pick<Return, 'declarations'>,
  handler: string | null,
): Line {
  if (line.basis === 'UNSEEN' && before) return { ...before, basis: 'UNSEEN', books: null, daysOverdue: null };
  const said = declarations.find(({ key }) => key === line.key) ?? UNSAID;
  const { answer, reason, inCourt, note, attachments } = said;
  const declared = figuresOf(line, before, said);
  const plan = declared.outstanding > 0n ? (said.plan ?? line.plan) : [];
  const handlerCode = said.handlerCode ?? handler;
  return { ...line, declared, answer, reason, plan, handlerCode, inCourt, note, attachments };
}

const NOTHING = { amount: 0n, paid: 0n, outstanding: 0n, dueOn: null, cause: null };

function figuresOf({ basis, books }: Pick<Line, 'basis' | 'books'>, before: Line | null, said: Said): DeclaredFigures {
  const known = books ?? before?.declared ?? NOTHING;
  const { amount, paid, outstanding, dueOn } = known;
  const disputedAmount = books?.disputed ? books.outstanding : 0n;
  const asKnown = { amount, paid, outstanding, disputedAmount, dueOn, cause: said.cause ?? known.cause };
  const figures = said.answer === 'CORRECTED' ? corrected(asKnown, said) : asKnown;
  return owesNothing(basis, said.answer) ? { ...figures, outstanding: 0n, disputedAmount: 0n } : figures;
}

/** Nothing is outstanding on what is denied or cleared, nor on what has left the books unless it is corrected. */
function owesNothing(basis: LineBasis, answer: LineAnswer): boolean {
  return answer === 'DENIED' || basis === 'CLEARED' || (basis === 'LEFT' && answer !== 'CORRECTED');
}

function corrected(figures: DeclaredFigures, said: Said): DeclaredFigures {
  const [amount, paid] = [said.amount ?? figures.amount, said.paid ?? figures.paid];
  const outstanding = said.amount !== null || said.paid !== null ? amount - paid : figures.outstanding;
  const disputedAmount = said.disputedAmount ?? (figures.disputedAmount > 0n ? outstanding : 0n);
  return { ...figures, amount, paid, outstanding, disputedAmount, dueOn: said.dueOn ?? figures.dueOn };
}

/** What a plan comes to. */
export const plannedOf = (plan: readonly Instalment[]): Fen => plan.reduce((sum, { amount }) => sum + amount, 0n);

/** What is undisputed and in no plan. */
export function unplannedOf({ declared, plan }: Pick<Line, 'declared' | 'plan'>): Fen {
  const open = declared.outstanding - declared.disputedAmount - plannedOf(plan);
  return open > 0n ? open : 0n;
}
