import { argumentError } from '../../../kit/graphql/errors.ts';
import type { AttachmentInput, Change, LineInput } from '../../../schema/generated/campaign.ts';
import { eachOnce, givenText, wantedText } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Attachment, Declaration, Instalment, Line, Return } from './model.ts';
import { postsOf } from '../organisation/posts.ts';
import { perform } from '../perform.ts';
import { required } from '../powers.ts';
import { byRule, checkVersion, unknown, wrongState } from '../refusals.ts';
import { plannedOf } from './declared.ts';
import { hasBegun, returnById, shows } from './routed.ts';
import { draftSheet } from './sheet.ts';

const MOST_INSTALMENTS = 60;
const MOST_LINES = 100;

/**
 * A return that the caller may see, said or not; BAD_USER_INPUT for any other, REFUSED_BY_RULE before its month (P21).
 */
export function wantedReturn(draft: Draft, id: string): Return {
  const of = returnById(draft.state, id);
  if (!of || !draft.sight.ofReturn(of)) throw unknown('return', id);
  return of;
}

/**
 * What every change of a return wants once its post is known: its month has begun, and it is as it was looked at, and
 * in a state.
 */
export function checkReturn(draft: Draft, of: Return, version: number, state: Return['state']): void {
  checkVersion(`return ${of.id}`, version, of.version);
  if (of.state !== state) throw wrongState(`return ${of.id}`, state, of.state);
  if (!hasBegun(of, draft.today)) throw byRule('P21', `The return of ${of.month} begins with that month.`);
}

/** P25: declares lines of a draft. What was declared of a line before is replaced. */
export async function declareLines(
  context: Context,
  { change: { key, id, version }, lines }: { change: Change; lines: readonly LineInput[] },
): Promise<Return | null> {
  if (lines.length < 1 || lines.length > MOST_LINES)
    throw argumentError('lines', `1 to ${MOST_LINES} lines`, lines.length);
  eachOnce(
    'lines',
    lines.map((line) => line.key),
  );
  const said = lines.map(declarationOf);
  const asked = { mutation: 'declareLines', key, args: { id, version, lines }, answers: 'return' } as const;
  const [saved] = await perform(context, asked, async (draft) => {
    const of = wantedReturn(draft, id);
    checkPlans(said, shows(of));
    for (const { handlerCode } of said) checkHandler(draft, of, handlerCode);
    const standing = required('the unit’s staff', draft.powers.staff(of.unitCode));
    checkReturn(draft, of, version, 'DRAFT');
    const kept = of.declarations.filter((before) => !said.some((now) => now.key === before.key));
    const next = { ...of, declarations: [...kept, ...said].sort((a, b) => (a.key < b.key ? -1 : 1)) };
    const { lines: drafted } = await draftSheet({ ...context, state: draft.state }, next);
    for (const one of said) checkDeclared(one, drafted);
    draft.put('return', next, { ...standing, from: 'DRAFT', to: 'DRAFT' });
    return [of.id];
  });
  return saved ?? null;
}

function declarationOf(line: LineInput): Declaration {
  const { key, answer, inCourt, cause = null, handlerCode = null } = line;
  const [reason, note] = [givenText('reason', line.reason), givenText('note', line.note)];
  if (answer !== 'CONFIRMED' && reason === null)
    throw argumentError('reason', `a reason why ${key} is ${answer}`, null);
  const files = { plan: planOf(line.plan), attachments: attachmentsOf(line.attachments) };
  return { key, answer, reason, ...correctionsOf(line), cause, handlerCode, inCourt, note, ...files };
}

type Corrections = Pick<Declaration, 'amount' | 'paid' | 'disputedAmount' | 'dueOn'>;

/** What the unit says otherwise than the books. */
function correctionsOf({ key, answer, ...line }: LineInput): Corrections {
  const { amount = null, paid = null, disputedAmount = null, dueOn = null } = line;
  const isCorrected = [amount, paid, disputedAmount, dueOn].some((value) => value !== null);
  if (answer !== 'CORRECTED' && isCorrected)
    throw argumentError('answer', `CORRECTED where figures of ${key} are given`, answer);
  const negative = [amount, paid, disputedAmount].find((fen) => fen !== null && fen < 0n);
  if (negative !== undefined) throw argumentError('amount', 'amounts not below 0', String(negative));
  return { amount, paid, disputedAmount, dueOn };
}

function planOf(plan: LineInput['plan']): readonly Instalment[] | null {
  if (!plan) return null;
  if (plan.length > MOST_INSTALMENTS)
    throw argumentError('plan', `at most ${MOST_INSTALMENTS} instalments`, plan.length);
  const wrong = plan.find(({ amount }) => amount <= 0n);
  if (wrong) throw argumentError('plan.amount', 'an amount above 0', String(wrong.amount));
  const instalments = plan.map(({ dueOn, amount, fundingSource = null, note }) => ({
    dueOn,
    amount,
    fundingSource,
    note: givenText('note', note),
  }));
  return instalments.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** Files by name and digest. */
export function attachmentsOf(given: readonly AttachmentInput[] | null | undefined): Attachment[] {
  return (given ?? []).map(({ kind, fileName, sha256 }) => {
    if (!/^[0-9a-f]{64}$/i.test(sha256))
      throw argumentError('attachments.sha256', '64 hexadecimal digits', sha256.slice(0, 80));
    return { kind, fileName: wantedText('fileName', fileName, 200), sha256: sha256.toLowerCase() };
  });
}

/** Instalments lie after the day that the return shows. */
function checkPlans(said: readonly Declaration[], day: string): void {
  const early = said.flatMap(({ plan }) => plan ?? []).find(({ dueOn }) => dueOn <= day);
  if (early) throw argumentError('plan.dueOn', `a day after ${day}`, early.dueOn);
}

function checkHandler({ state }: Draft, { unitCode }: Return, handlerCode: string | null): void {
  if (handlerCode === null || postsOf(state, unitCode, 'HANDLER').some(({ id }) => id === handlerCode)) return;
  throw unknown('handler’s post', handlerCode);
}

/** A line that there is, whose figures hold together; more paid than the books say wants a voucher (P25). */
function checkDeclared({ key, plan, attachments }: Declaration, lines: readonly Line[]): void {
  const line = lines.find((candidate) => candidate.key === key);
  if (!line) throw argumentError('lines.key', 'lines of this draft', key);
  const { amount, paid, outstanding, disputedAmount } = line.declared;
  if (paid > amount) throw argumentError('paid', `at most the amount of ${key}`, String(paid));
  if (disputedAmount > outstanding)
    throw argumentError('disputedAmount', `at most what is outstanding on ${key}`, String(disputedAmount));
  if (plannedOf(plan ?? []) > outstanding)
    throw argumentError('plan', `instalments that sum to at most what is outstanding on ${key}`, plan?.length);
  const hasVoucher = attachments.some(({ kind }) => kind === 'VOUCHER');
  if (line.books && paid > line.books.paid && !hasVoucher)
    throw byRule('P25', `More paid on ${key} than the books say wants a voucher.`);
}
