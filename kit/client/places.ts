import { withinTime, type RequestContext } from '../trust/request-context.ts';

/** How many may ask a server at once, and how many may wait for it. */
export interface PlaceLimits {
  /** Questions under way at once; of one caller at most half as many, so that there is always room for another. */
  maxUnderWay: number;
  /** Questions of one caller that wait for a place; more are refused at once. */
  maxWaiting: number;
}

/** A caller has asked for more than its share can carry. It says nothing of the server. */
export class BulkheadFull extends Error {}

/** A place at a server. */
export interface Place {
  /** Whether it had to be waited for. */
  waitedFor: boolean;
  /** Gives it to whoever is next; once. */
  leave: () => void;
}

/** What a caller has of the places, and its questions that wait for one, in their order. */
interface Share {
  taken: number;
  waiting: Set<() => void>;
}

/**
 * The places at a server, shared fairly: the next goes to whoever has the fewest, in turn where several have as few,
 * and to each caller's questions in their order.
 */
export class Places {
  readonly #limits: PlaceLimits;
  /** Callers that have or want places; those that were served last are last. */
  readonly #shares = new Map<string, Share>();
  #taken = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return [...this.#shares.values()].reduce((sum, { waiting }) => sum + waiting.size, 0);
  }

  /**
   * Waits for a place as long as the call has time. Throws BulkheadFull where its caller has too many questions
   * waiting, or its time passes in the queue.
   */
  async take(call: RequestContext): Promise<Place> {
    const { subject } = call.viewer;
    const share = this.#shares.get(subject) ?? { taken: 0, waiting: new Set() };
    const waitedFor = share.waiting.size > 0 || !this.#hasRoomFor(share);
    if (waitedFor) await this.#wait(subject, share, call);
    else this.#give(subject, share);
    let left = false;
    const leave = (): void => {
      if (!left) this.#leave(subject, share);
      left = true;
    };
    return { waitedFor, leave };
  }

  async #wait(subject: string, share: Share, call: RequestContext): Promise<void> {
    const { maxWaiting } = this.#limits;
    if (share.waiting.size >= maxWaiting) throw new BulkheadFull(`${maxWaiting} questions of this caller wait already`);
    this.#shares.set(subject, share);
    const begun = (end: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        share.waiting.add(resolve);
        end.addEventListener('abort', () => {
          share.waiting.delete(resolve);
          this.#forget(subject, share);
          reject(call.signal.aborted ? (end.reason as Error) : new BulkheadFull('its turn did not come in time'));
        });
      });
    await withinTime(call, Infinity, begun);
  }

  #hasRoomFor({ taken }: Share): boolean {
    const { maxUnderWay } = this.#limits;
    return this.#taken < maxUnderWay && taken < Math.ceil(maxUnderWay / 2);
  }

  #give(subject: string, share: Share): void {
    this.#taken += 1;
    share.taken += 1;
    this.#shares.delete(subject);
    this.#shares.set(subject, share);
  }

  #leave(subject: string, share: Share): void {
    this.#taken -= 1;
    share.taken -= 1;
    this.#forget(subject, share);
    this.#next();
  }

  #forget(subject: string, { taken, waiting }: Share): void {
    if (taken + waiting.size === 0) this.#shares.delete(subject);
  }

  #next(): void {
    const wanting = [...this.#shares].filter(([, share]) => share.waiting.size > 0 && this.#hasRoomFor(share));
    const [first] = wanting.sort(([, a], [, b]) => a.taken - b.taken);
    if (!first) return;
    const [subject, share] = first;
    const [begin] = share.waiting;
    if (!begin) return;
    share.waiting.delete(begin);
    this.#give(subject, share);
    begin();
  }
}
