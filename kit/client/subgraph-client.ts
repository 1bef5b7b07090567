import { contextForProbe, withinTime, type RequestContext } from '../trust/request-context.ts';
import { measureClient, type ClientLoad } from '../telemetry/client-metrics.ts';
import { traced } from '../telemetry/tracing.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { patience } from './patience.ts';
import { BulkheadFull, Places, type Place, type PlaceLimits } from './places.ts';
import { isOver, Sharing } from './sharing.ts';
import { Wire, type Address, type WireAnswer } from './wire.ts';

/** What a server may cost those who wait for it. */
export interface ClientLimits extends PlaceLimits {
  /** Past this an answer is broken off. */
  maxAnswerBytes: number;
}

interface ClientParts extends Address {
  limits: ClientLimits;
  /**
   * Whose equal questions are sent once: one caller's; or all that have the same rights, where the server asks nobody
   * else on their behalf, so that no caller comes to wait, or to be refused, for another's crowd. Who may see personal
   * data shares with nobody.
   */
  sharedBy: 'CALLER' | 'RIGHTS';
}

/** A question to a server. */
export interface SubgraphRequest {
  body: string;
  /** Past this the server counts as one that does not answer; the call's own deadline holds beside it. */
  patienceMs: number;
  /** It changes nothing, and may be sent again when a connection broke before any answer. */
  repeatable: boolean;
}

const LEFT_ALONE = 'it is left alone until it answers again';
const PROBE: SubgraphRequest = { body: '{"query":"{__typename}"}', patienceMs: 1_000, repeatable: false };
/** Longer than its patience, however late our own event loop may be. */
const PROBE_CALL_MS = 30_000;

/**
 * The line to one server of the house: in time, shared fairly by those who ask, each thing once, and gentle on a server
 * that is in trouble.
 */
export class SubgraphClient {
  readonly #parts: ClientParts;
  readonly #wire: Wire;
  readonly #breaker = new CircuitBreaker(() => this.#probe());
  readonly #forget: () => void;
  /** Ends the wait of those under way who may ask again. */
  readonly #waits = new Set<AbortController>();
  readonly #places: Places;
  /** Equal questions of one caller take one place; those that are sent are sent for all who may share them. */
  readonly #ofCallers = new Sharing<WireAnswer>();
  readonly #underWay = new Sharing<WireAnswer>();
  #isTriedOut = false;

  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.#wire = new Wire(parts, parts.limits);
    this.#places = new Places(parts.limits);
    const load = (): ClientLoad => ({
      open: this.#breaker.isOpen,
      underWay: this.#places.taken,
      waiting: this.#places.waiting,
    });
    this.#forget = measureClient(() => ({ server: parts.name, ...load() }));
  }

  /**
   * What the server answers, be it a refusal; equal questions under way are one. Throws where it does not answer or is
   * left alone for that, and BulkheadFull where its caller has asked for more than its share of the server's time.
   */
  async ask(request: SubgraphRequest, call: RequestContext): Promise<WireAnswer> {
    if (isOver(call)) throw new BulkheadFull('its time was over before it was asked');
    if (this.#breaker.isOpen) throw new Error(LEFT_ALONE);
    if (!request.repeatable) return this.#inTurn(call, () => this.#change(request, call));
    const send = (leader: RequestContext): Promise<WireAnswer> =>
      this.#inTurn(leader, (place) => this.#share(request, leader, place));
    const key = JSON.stringify([call.viewer, request.body]);
    return this.#ofCallers.ask({ call, key, send, again: () => this.ask(request, call) });
  }

  async close(): Promise<void> {
    this.#forget();
    this.#breaker.close();
    await this.#wire.close();
  }

  async #inTurn(call: RequestContext, ask: (place: Place) => Promise<WireAnswer>): Promise<WireAnswer> {
    const place = await this.#places.take(call);
    try {
      if (this.#breaker.isOpen) throw new Error(LEFT_ALONE);
      return await ask(place);
    } catch (error) {
      if (place.waitedFor && isOver(call)) throw new BulkheadFull('its turn came too late');
      throw error;
    } finally {
      place.leave();
    }
  }

  /** Who finds its question under way leaves its place to others. */
  async #share(request: SubgraphRequest, call: RequestContext, place: Place): Promise<WireAnswer> {
    const mine = { leads: false };
    const send = (leader: RequestContext): Promise<WireAnswer> => {
      mine.leads = true;
      return this.#send(request, leader);
    };
    const key = JSON.stringify([this.#askerOf(call), request.body]);
    const again = (): Promise<WireAnswer> => this.#inTurn(call, (later) => this.#share(request, call, later));
    const answer = this.#underWay.ask({ call, key, send, again });
    if (!mine.leads) place.leave();
    return answer;
  }

  /** Whoever's answer is of another day asks another question. */
  #askerOf({ viewer, today }: RequestContext): unknown {
    const { subject, ...rights } = viewer;
    return this.#parts.sharedBy === 'CALLER' || rights.contacts ? [today, subject, rights] : [today, rights];
  }

  /** What is asked after a change is answered as it is since. */
  async #change(request: SubgraphRequest, call: RequestContext): Promise<WireAnswer> {
    try {
      return await this.#send(request, call);
    } finally {
      for (const sharing of [this.#ofCallers, this.#underWay]) sharing.forget();
    }
  }

  #send(request: SubgraphRequest, call: RequestContext): Promise<WireAnswer> {
    const { name } = this.#parts;
    return traced(`ask ${name}`, { requestId: call.requestId }, () => this.#watch(request, call));
  }

  /** A caller who goes away says nothing of the server, nor does one whose own time is over. */
  async #watch(request: SubgraphRequest, call: RequestContext): Promise<WireAnswer> {
    const wait = new AbortController();
    if (request.repeatable) this.#waits.add(wait);
    try {
      const answer = await this.#post(request, call, wait);
      if (answer.status >= 500) this.#fail();
      else this.#breaker.succeed();
      return answer;
    } catch (error) {
      if (isOver(call)) void this.#tryOut();
      else if (!call.signal.aborted) this.#fail();
      throw error;
    } finally {
      this.#waits.delete(wait);
    }
  }

  async #post(request: SubgraphRequest, call: RequestContext, wait: AbortController): Promise<WireAnswer> {
    const forget = patience(request.patienceMs, (why) => wait.abort(why));
    try {
      return await withinTime(call, Infinity, (end) =>
        this.#wire.post(request, call, AbortSignal.any([end, wait.signal])),
      );
    } finally {
      forget();
    }
  }

  /**
   * Nobody waits for a server that is left alone, those under way neither: they would all come back at once when it
   * does.
   */
  #fail(): void {
    this.#breaker.fail();
    if (this.#breaker.isOpen) for (const wait of this.#waits) wait.abort(new Error(LEFT_ALONE));
  }

  /**
   * Somebody has had no answer in its own time: whether the server gives any is for the server to show, and the longer
   * the busier it may be.
   */
  async #tryOut(): Promise<void> {
    if (this.#isTriedOut) return;
    this.#isTriedOut = true;
    for (let [answers, patienceMs] = [false, PROBE.patienceMs]; !answers && !this.#breaker.isOpen; patienceMs *= 2) {
      answers = await this.#probe(patienceMs).then(
        () => true,
        () => false,
      );
      if (answers) this.#breaker.succeed();
      else this.#fail();
    }
    this.#isTriedOut = false;
  }

  async #probe(patienceMs = PROBE.patienceMs): Promise<void> {
    const { status } = await this.#post(
      { ...PROBE, patienceMs },
      contextForProbe(PROBE_CALL_MS),
      new AbortController(),
    );
    if (status !== 200) throw new Error(`status ${status}`);
  }
}
