import { withinTime, type RequestContext } from '../trust/request-context.ts';

/** A question under way, and who waits for its answer. */
interface Shared<Answer> {
  /** The first who asked. */
  leads: RequestContext;
  /** The same as what is sent has it, which is broken off when nobody waits any more. */
  leader: RequestContext;
  answer: Promise<Answer>;
  begunAt: number;
  leave: () => void;
  waiting: number;
}

interface Asked<Answer> {
  call: RequestContext;
  /** What makes it this question and no other, who asks included. */
  key: string;
  /** Sends it for all. Called at once, or never. */
  send: (leader: RequestContext) => Promise<Answer>;
  /** Asks anew: the first one's time was over, and this one's is not. */
  again: () => Promise<Answer>;
}

/**
 * Longer ago than this, something may have been changed elsewhere since: what was asked before it is no answer to what
 * is asked after it.
 */
const JOINED_MS = 1_000;
/** A timer may ring this early. */
const EARLY_MS = 10;
/** What is sent ends with the first one's time, and says why: that the first one waits for. */
const LAST_WORD_MS = 1_000;

/** Whether nobody waits for the answer to a call any more, since its time is over. */
export const isOver = ({ deadline }: Pick<RequestContext, 'deadline'>): boolean => deadline - Date.now() < EARLY_MS;

/**
 * Sends equal questions once that come soon after each other, while they are under way: the first one's deadline holds
 * for all.
 */
export class Sharing<Answer> {
  #underWay = new Map<string, Shared<Answer>>();

  /** Whoever still has time when the first one's deadline has passed asks again. */
  async ask({ call, key, send, again }: Asked<Answer>): Promise<Answer> {
    const known = this.#underWay.get(key);
    const shared = known && Date.now() - known.begunAt < JOINED_MS ? known : this.#lead(key, call, send);
    try {
      return await this.#wait(key, shared, call);
    } catch (error) {
      const hasTimeLeft = call.deadline - shared.leader.deadline >= EARLY_MS && !isOver(call);
      if (!isOver(shared.leader) || !hasTimeLeft || call.signal.aborted) throw error;
      return again();
    }
  }

  /** To be told after each change: what was asked before it is answered to those who asked, and to nobody else. */
  forget(): void {
    this.#underWay = new Map();
  }

  #lead(key: string, call: RequestContext, send: Asked<Answer>['send']): Shared<Answer> {
    const leaving = new AbortController();
    const leader = { ...call, signal: leaving.signal };
    const shared = {
      leads: call,
      leader,
      answer: send(leader),
      begunAt: Date.now(),
      leave: () => leaving.abort(),
      waiting: 0,
    };
    this.#underWay.set(key, shared);
    const end = (): void => this.#end(key, shared);
    void shared.answer.then(end, end);
    return shared;
  }

  #end(key: string, shared: Shared<Answer>): void {
    shared.leave();
    if (this.#underWay.get(key) === shared) this.#underWay.delete(key);
  }

  /** Each waits no longer than itself: who goes away takes the answer from nobody else. */
  async #wait(key: string, shared: Shared<Answer>, call: RequestContext): Promise<Answer> {
    const deadline = call.deadline + (shared.leads === call ? LAST_WORD_MS : 0);
    shared.waiting += 1;
    try {
      return await withinTime({ ...call, deadline }, Infinity, (end) => Promise.race([shared.answer, failureAt(end)]));
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) this.#end(key, shared);
    }
  }
}

function failureAt(end: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(end.reason as Error);
    if (end.aborted) fail();
    end.addEventListener('abort', fail, { once: true });
  });
}
