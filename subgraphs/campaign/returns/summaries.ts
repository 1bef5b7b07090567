import { argumentError } from '../../../kit/graphql/errors.ts';
import type { Change } from '../../../schema/generated/campaign.ts';
import { eachOnce, wantedMonth, wantedText } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft, Move } from '../draft.ts';
import type { Return, Summary, SummaryState } from './model.ts';
import { perform } from '../perform.ts';
import { required } from '../powers.ts';
import { checkVersion, conflict, unknown, wrongState } from '../refusals.ts';
import { summaryDigest } from './digests.ts';
import { wantedReturn } from './declare.ts';

const MOST_RETURNS = 200;

interface Submission {
  key: string;
  month: string;
  groupCode: string;
  returnIds: readonly string[];
}

/** P29: the lead bureau puts confirmed returns together for a group's leader. */
export async function submitSummary(context: Context, { key, ...args }: Submission): Promise<Summary | null> {
  const month = wantedMonth('month', args.month);
  if (args.returnIds.length < 1 || args.returnIds.length > MOST_RETURNS)
    throw argumentError('returnIds', `1 to ${MOST_RETURNS} returns`, args.returnIds.length);
  const ids = [...eachOnce('returnIds', args.returnIds)].sort();
  const [saved] = await perform(context, { mutation: 'submitSummary', key, args, answers: 'summary' }, (draft) => {
    const returns = ids.map((id) => wantedReturn(draft, id));
    const leadBureauCode = sameLead(returns, month, args.groupCode);
    const standing = required('the lead bureau’s head', draft.powers.head(leadBureauCode));
    for (const of of returns) if (of.state !== 'CONFIRMED') throw wrongState(`return ${of.id}`, 'CONFIRMED', of.state);
    const kept = returns.map((of) => ({ id: of.id, revision: of.digests.length, digest: of.digests.at(-1) ?? '' }));
    const place = { month, groupCode: args.groupCode, leadBureauCode };
    const is = { ...place, ...nextIn(draft, place), returns: kept, digest: summaryDigest(kept) };
    const summary = { ...is, state: 'SUBMITTED', signedAt: null, receivedAt: null } as const;
    const { id } = draft.put('summary', summary, { ...standing, from: null, to: 'SUBMITTED' });
    for (const of of returns) moveReturn(draft, of, { state: 'SUBMITTED', summaryId: id }, standing);
    return [id];
  });
  return saved ?? null;
}

type Place = Pick<Summary, 'month' | 'groupCode' | 'leadBureauCode'>;

/** The next summary's number and id in its month, group and bureau: those after the first are supplements (补报). */
function nextIn({ state }: Draft, { month, groupCode, leadBureauCode }: Place): Pick<Summary, 'id' | 'number'> {
  const begin = `${month}:${groupCode}:${leadBureauCode}:`;
  const number = state.all('summary').filter(({ id }) => id.startsWith(begin)).length + 1;
  return { id: `${begin}${number}`, number };
}

/** Of one month, group and lead bureau: else BAD_USER_INPUT. */
function sameLead(returns: readonly Return[], month: string, groupCode: string): string {
  const lead = returns[0]?.leadBureauCode ?? '';
  const other = returns.find((of) => of.month !== month || of.groupCode !== groupCode || of.leadBureauCode !== lead);
  if (!other) return lead;
  throw argumentError('returnIds', `returns of ${month} in group ${groupCode}, of one lead bureau`, other.id);
}

/** P30: a leader of the group signs what was looked at. */
export async function signSummary(
  context: Context,
  { change: { key, id, version }, digest }: { change: Change; digest: string },
): Promise<Summary | null> {
  const asked = { mutation: 'signSummary', key, args: { id, version, digest }, answers: 'summary' } as const;
  const [saved] = await perform(context, asked, (draft) => {
    const summary = wantedSummary(draft, id);
    const standing = required('a leader of the group', draft.powers.leader(summary.groupCode));
    checkSummary(summary, version, ['SUBMITTED']);
    if (digest !== summary.digest) throw conflict('digest wants that of the summary as it is; another was looked at.');
    moveSummary(draft, summary, { state: 'SIGNED', signedAt: draft.at }, standing);
    for (const of of returnsIn(draft, summary)) moveReturn(draft, of, { state: 'SIGNED' }, standing);
    return [id];
  });
  return saved ?? null;
}

/**
 * P31: a leader, or the bureau that receives a signed one, sends it back: the returns named become drafts, the others
 * are free for a further summary.
 */
export async function sendBackSummary(
  context: Context,
  { change: { key, id, version }, ...args }: { change: Change; reason: string; returnIds: readonly string[] },
): Promise<Summary | null> {
  const reason = wantedText('reason', args.reason);
  eachOnce('returnIds', args.returnIds);
  const asked = { mutation: 'sendBackSummary', key, args: { id, version, ...args }, answers: 'summary' } as const;
  const [saved] = await perform(context, asked, (draft) => {
    const summary = wantedSummary(draft, id);
    const strange = args.returnIds.find((named) => !summary.returns.some((of) => of.id === named));
    if (strange !== undefined) throw argumentError('returnIds', 'returns of the summary', strange);
    const leader = draft.powers.leader(summary.groupCode);
    const standing = required(
      'a leader of the group, or the bureau that receives',
      leader,
      draft.powers.keeper('RECEIVES_RETURNS'),
    );
    checkSummary(summary, version, leader ? ['SUBMITTED', 'SIGNED'] : ['SIGNED']);
    moveSummary(draft, summary, { state: 'SENT_BACK' }, { ...standing, reason });
    for (const of of returnsIn(draft, summary)) {
      const back = args.returnIds.includes(of.id);
      const next = back ? ({ state: 'DRAFT', reopenedBecause: reason } as const) : ({ state: 'CONFIRMED' } as const);
      moveReturn(draft, of, { ...next, summaryId: null }, { ...standing, reason });
    }
    return [id];
  });
  return saved ?? null;
}

/** P32: the bureau that receives takes it in: its returns are the month's snapshots for good. */
export async function receiveSummary(
  context: Context,
  { change: { key, id, version } }: { change: Change },
): Promise<Summary | null> {
  const asked = { mutation: 'receiveSummary', key, args: { id, version }, answers: 'summary' } as const;
  const [saved] = await perform(context, asked, (draft) => {
    const summary = wantedSummary(draft, id);
    const standing = required('the bureau that receives', draft.powers.keeper('RECEIVES_RETURNS'));
    checkSummary(summary, version, ['SIGNED']);
    moveSummary(draft, summary, { state: 'RECEIVED', receivedAt: draft.at }, standing);
    for (const of of returnsIn(draft, summary))
      moveReturn(draft, of, { state: 'RECEIVED', receivedAt: draft.at }, standing);
    return [id];
  });
  return saved ?? null;
}

function wantedSummary(draft: Draft, id: string): Summary {
  const summary = draft.find('summary', id);
  if (!summary || !draft.sight.ofSummary(summary)) throw unknown('summary', id);
  return summary;
}

function checkSummary(summary: Summary, version: number, states: readonly SummaryState[]): void {
  checkVersion(`summary ${summary.id}`, version, summary.version);
  if (!states.includes(summary.state)) throw wrongState(`summary ${summary.id}`, states.join(' or '), summary.state);
}

type Standing = Pick<Move, 'postCode' | 'reason'>;

function moveSummary(
  draft: Draft,
  summary: Summary,
  changes: Partial<Summary> & Pick<Summary, 'state'>,
  standing: Standing,
): void {
  draft.put('summary', { ...summary, ...changes }, { ...standing, from: summary.state, to: changes.state });
}

function moveReturn(
  draft: Draft,
  of: Return,
  changes: Partial<Return> & Pick<Return, 'state'>,
  standing: Standing,
): void {
  draft.put('return', { ...of, ...changes }, { ...standing, from: of.state, to: changes.state });
}

const returnsIn = (draft: Draft, { returns }: Summary): Return[] =>
  returns.map(({ id }) => draft.wanted('return', id, 'return'));
