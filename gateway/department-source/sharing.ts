import { withinTime, type Call } from '../../kit/call.ts';

type Send = (call: Call) => Promise<string>;

/** A question under way, and who waits for its answer. */
interface Shared {
  /** The first who asked; what is sent is broken off when nobody waits any more. */
  leader: Call;
  answer: Promise<string>;
  leave: () => void;
  waiting: number;
}

/** A timer may ring this early. */
const EARLY_MS = 10;

/** Sends equal questions of the same caller once while they are under way: the first one's deadline holds for all. */
export class Sharing {
  readonly #underWay = new Map<string, Shared>();

  /** Whoever still has time when the first one's deadline has passed asks again. */
  async ask(call: Call, body: string, send: Send): Promise<string> {
    const key = JSON.stringify([call.viewer, body]);
    const shared = this.#underWay.get(key) ?? this.#lead(key, call, send);
    try {
      return await this.#wait(key, shared, call);
    } catch (error) {
      const leaderIsLate = shared.leader.deadline - Date.now() < EARLY_MS;
      if (!leaderIsLate || call.deadline - shared.leader.deadline < EARLY_MS || call.signal.aborted) throw error;
      return this.ask(call, body, send);
    }
  }

  #lead(key: string, call: Call, send: Send): Shared {
    const leaving = new AbortController();
    const leader = { ...call, signal: leaving.signal };
    const shared = { leader, answer: send(leader), leave: () => leaving.abort(), waiting: 0 };
    this.#underWay.set(key, shared);
    const end = (): void => this.#end(key, shared);
    void shared.answer.then(end, end);
    return shared;
  }

  #end(key: string, shared: Shared): void {
    shared.leave();
    if (this.#underWay.get(key) === shared) this.#underWay.delete(key);
  }

  /** Each waits no longer than itself: who goes away takes the answer from nobody else. */
  async #wait(key: string, shared: Shared, call: Call): Promise<string> {
    shared.waiting += 1;
    try {
      return await withinTime(call, Infinity, (end) => Promise.race([shared.answer, failureAt(end)]));
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) this.#end(key, shared);
    }
  }
}

function failureAt(end: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    end.addEventListener('abort', () => reject(end.reason as Error), { once: true });
  });
}
