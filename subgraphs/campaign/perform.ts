import { userError } from '../../kit/graphql/errors.ts';
import type { Context } from './context.ts';
import { Draft } from './draft.ts';
import { onceOf } from './once.ts';
import { conflict } from './refusals.ts';
import type { State } from './state.ts';
import type { Request } from './store/store.ts';
import type { Kind, Things } from './things.ts';

/** A mutation as it was asked. */
interface Asked<K extends Kind> {
  mutation: string;
  /** The caller's own, once for each intent (P5). */
  key: string;
  /** All arguments but the key. */
  args: object;
  /** What it answers with. */
  answers: K;
}

/** How often a change is thought through anew because another came first. */
const MOST_TRIES = 20;

/**
 * Carries a mutation out once (P5). Arguments have been looked at before; `work` goes on with the refusals of P9 from
 * the ids on, and gives the ids of what it answers with. It is thought through on one state and committed on that one
 * alone: where another change came first, it is thought through anew, so that of two at once one has acted and the
 * other is told (P6), or answers as a repetition. A refused mutation changes nothing.
 */
export async function perform<K extends Kind>(
  context: Context,
  { mutation, key, args, answers }: Asked<K>,
  work: (draft: Draft) => Promise<readonly string[]> | readonly string[],
): Promise<Things[K][]> {
  const { campaign, call, now, today, view } = context;
  const once = onceOf(call.viewer.subject, key, mutation, args);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const state = await campaign.current();
    const before = await campaign.request(once.id);
    if (before) return repeated(await renewed(context), before, once.body);
    const draft = new Draft(state, { viewer: call.viewer, now, today, action: mutation });
    const ids = await work(draft);
    const isDone = await campaign.commit(state, draft.changes({ ...once, answer: { kind: answers, ids } }));
    view.renew();
    if (isDone) return thingsOf(await view.state(), answers, ids);
  }
  throw userError('OVERLOADED', 'Too many change the campaign at once: send it again under the same key.');
}

function renewed({ view }: Context): Promise<State> {
  view.renew();
  return view.state();
}

function repeated<K extends Kind>(state: State, { body, answer: { kind, ids } }: Request, wanted: string): Things[K][] {
  if (body !== wanted) throw conflict('key wants another one for each intent: this one was used for something else.');
  return thingsOf(state, kind, ids) as Things[K][];
}

function thingsOf<K extends Kind>(state: State, kind: K, ids: readonly string[]): Things[K][] {
  return ids.flatMap((id) => state.get(kind, id) ?? []);
}
