import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RequestHandler } from 'express';
import { Refusal } from '../graphql/errors.ts';

/** What a server takes on before it sends questions away. */
export interface LoadLimits {
  /** Requests under way at once. */
  maxRequests: number;
  /**
   * The event loop's delay, on average over a second and over the one before: a start, or one large answer, is not
   * overload.
   */
  maxDelayMs: number;
}

const LOOK_MS = 1_000;
/** When to come again, within a few seconds of each other. */
const RETRY_SECONDS = { least: 1, spread: 3 };

/**
 * A server's door: it sends questions away early when there are too many, and callers elsewhere when the server is
 * about to end.
 */
export class LoadShedder {
  readonly #limits: LoadLimits;
  readonly #delays = monitorEventLoopDelay({ resolution: 20 });
  readonly #looking: NodeJS.Timeout;
  #underWay = 0;
  #lastDelayMs = 0;
  #delayMs = 0;
  #draining = false;

  constructor(limits: LoadLimits) {
    this.#limits = limits;
    this.#delays.enable();
    this.#looking = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /**
   * From now on it is not ready, and each answer ends its connection; questions that come all the same are answered.
   */
  drain(): void {
    this.#draining = true;
  }

  get isDraining(): boolean {
    return this.#draining;
  }

  /** Watches over requests. */
  watch(): RequestHandler {
    return (_request, response, next) => {
      if (this.#draining) response.set('connection', 'close');
      this.#underWay += 1;
      response.once('close', () => (this.#underWay -= 1));
      next();
    };
  }

  /** Refuses questions there is no time for: those who ask are better off asking again, or another server. */
  shed(): RequestHandler {
    return (_request, _response, next) => {
      const { maxRequests, maxDelayMs } = this.#limits;
      if (this.#underWay <= maxRequests && !(this.#delayMs > maxDelayMs)) {
        next();
        return;
      }
      const after = RETRY_SECONDS.least + Math.floor(Math.random() * RETRY_SECONDS.spread);
      throw new Refusal('OVERLOADED', 'There are too many questions just now.', { 'retry-after': String(after) });
    };
  }

  close(): void {
    clearInterval(this.#looking);
    this.#delays.disable();
  }

  #look(): void {
    const mean = this.#delays.mean / 1e6;
    this.#delayMs = Math.min(mean, this.#lastDelayMs);
    this.#lastDelayMs = mean;
    this.#delays.reset();
  }
}
