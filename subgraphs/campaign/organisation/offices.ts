import type { PostInput } from '../../../schema/generated/campaign.ts';
import { addDays, type Day } from '../../../kit/rules/dates.ts';
import { wantedCode, wantedText } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Appointment, Post } from '../model.ts';
import { perform } from '../perform.ts';
import { byRule } from '../refusals.ts';
import { holderOn } from './posts.ts';
import { checkSaved } from './units.ts';

const MOST_SUBJECT = 200;

/** P14: enters or changes a post. */
export async function savePost(
  context: Context,
  { key, post }: { key: string; post: PostInput },
): Promise<Post | null> {
  const [id, title] = [wantedCode('code', post.code), wantedText('title', post.title)];
  const [saved] = await perform(context, { mutation: 'savePost', key, args: { post }, answers: 'post' }, (draft) => {
    const before = draft.find('post', id);
    checkSaved('post', id, before, post.version);
    const unitCode = post.unitCode ?? null;
    if (unitCode !== null) draft.wanted('unit', unitCode, 'unit');
    const appointments = before?.appointments ?? [];
    putPost(draft, before, { id, title, unitCode, function: post.function, appointments });
    return [id];
  });
  return saved ?? null;
}

interface Succession {
  key: string;
  postCode: string;
  subject: string;
  person: string;
  from: Day;
}

/** P15: somebody takes over a post; whoever holds it until then holds it up to the day before. */
export async function appoint(context: Context, { key, ...args }: Succession): Promise<Post | null> {
  const next: Appointment = {
    subject: wantedText('subject', args.subject, MOST_SUBJECT),
    person: wantedText('person', args.person),
    from: args.from,
    to: null,
  };
  const [post] = await perform(context, { mutation: 'appoint', key, args, answers: 'post' }, (draft) => {
    const before = draft.wanted('post', args.postCode, 'post');
    const last = before.appointments.at(-1);
    if (last && next.from < draft.today)
      throw byRule('P15', `A post that was held is taken over from today on, ${draft.today}; not from ${next.from}.`);
    if (last && next.from <= last.from)
      throw byRule('P15', `${last.person} holds it from ${last.from}: nobody takes over before.`);
    putPost(draft, before, {
      ...before,
      appointments: [...endedBy(before.appointments, addDays(next.from, -1)), next],
    });
    return [before.id];
  });
  return post ?? null;
}

/** P15: a post falls vacant. */
export async function vacate(
  context: Context,
  { key, ...args }: { key: string; postCode: string; to: Day },
): Promise<Post | null> {
  const [post] = await perform(context, { mutation: 'vacate', key, args, answers: 'post' }, (draft) => {
    const before = draft.wanted('post', args.postCode, 'post');
    if (args.to < draft.today)
      throw byRule('P15', `A post falls vacant after today, ${draft.today}, or at its end; not on ${args.to}.`);
    if (!holderOn(before, args.to)) throw byRule('P15', `Nobody holds ${before.id} on ${args.to}.`);
    putPost(draft, before, { ...before, appointments: endedBy(before.appointments, args.to) });
    return [before.id];
  });
  return post ?? null;
}

/** Appointments of which none goes on after a day, but for those that begin later. */
function endedBy(appointments: readonly Appointment[], day: Day): Appointment[] {
  return appointments.map((held) =>
    held.from <= day && (held.to === null || held.to > day) ? { ...held, to: day } : held,
  );
}

function putPost(draft: Draft, before: Post | null, post: Omit<Post, 'version'>): void {
  const stateOf = (of: Pick<Post, 'appointments'>): string =>
    holderOn({ ...post, ...of, version: 0 }, draft.today) ? 'HELD' : 'VACANT';
  draft.put('post', post, { from: before && stateOf(before), to: stateOf(post), postCode: null });
}
