import { callForProbe, withinTime, type Call } from '../trust/request-context.ts';
import { measureLine, type LineStanding } from '../telemetry/client-metrics.ts';
import { traced } from '../telemetry/tracing.ts';
import { Breaker } from './circuit-breaker.ts';
import { patience } from './patience.ts';
import { Crowded, Places, type Place, type PlaceLimits } from './places.ts';
import { isOver, Sharing } from './sharing.ts';
import { Wire, type Address, type WireAnswer } from './wire.ts';

/** What a server may cost those who wait for it. */
export interface LineLimits extends PlaceLimits {
  /** Past this an answer is broken off. */
  maxAnswerBytes: number;
}

interface LineParts extends Address {
  limits: LineLimits;
  /**
   * Whose equal questions are sent once: one caller's; or all that have the same rights, where the server asks nobody else on their behalf, so that
   * no caller comes to wait, or to be refused, for another's crowd. Who may see personal data shares with nobody.
   */
  sharedBy: 'CALLER' | 'RIGHTS';
}

/** A question to a server. */
export interface Question {
  body: string;
  /** Past this the server counts as one that does not answer; the call's own deadline holds beside it. */
  patienceMs: number;
  /** It changes nothing, and may be sent again when a connection broke before any answer. */
  repeatable: boolean;
}

const LEFT_ALONE = 'it is left alone until it answers again';
const PROBE: Question = { body: '{"query":"{__typename}"}', patienceMs: 1_000, repeatable: false };
/** Longer than its patience, however late our own event loop may be. */
const PROBE_CALL_MS = 30_000;

/** The line to one server of the house: in time, shared fairly by those who ask, each thing once, and gentle on a server that is in trouble. */
export class Line {
  readonly #parts: LineParts;
  readonly #wire: Wire;
  readonly #breaker = new Breaker(() => this.#probe());
  readonly #forget: () => void;
  /** Ends the wait of those under way who may ask again. */
  readonly #waits = new Set<AbortController>();
  readonly #places: Places;
  /** Equal questions of one caller take one place; those that are sent are sent for all who may share them. */
  readonly #ofCallers = new Sharing<WireAnswer>();
  readonly #underWay = new Sharing<WireAnswer>();
  #isTriedOut = false;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.#wire = new Wire(parts, parts.limits);
    this.#places = new Places(parts.limits);
    const standing = (): LineStanding => ({ open: this.#breaker.isOpen, underWay: this.#places.taken, waiting: this.#places.waiting });
    this.#forget = measureLine(() => ({ server: parts.name, ...standing() }));
  }

  /**
   * What the server answers, be it a refusal; equal questions under way are one. Throws where it does not answer or is left alone for that, and
   * Crowded where its caller has asked for more than its share of the server's time.
   */
  async ask(question: Question, call: Call): Promise<WireAnswer> {
    if (isOver(call)) throw new Crowded('its time was over before it was asked');
    if (this.#breaker.isOpen) throw new Error(LEFT_ALONE);
    if (!question.repeatable) return this.#inTurn(call, () => this.#change(question, call));
    const send = (leader: Call): Promise<WireAnswer> => this.#inTurn(leader, (place) => this.#share(question, leader, place));
    const key = JSON.stringify([call.viewer, question.body]);
    return this.#ofCallers.ask({ call, key, send, again: () => this.ask(question, call) });
  }

  async close(): Promise<void> {
    this.#forget();
    this.#breaker.close();
    await this.#wire.close();
  }

  async #inTurn(call: Call, ask: (place: Place) => Promise<WireAnswer>): Promise<WireAnswer> {
    const place = await this.#places.take(call);
    try {
      if (this.#breaker.isOpen) throw new Error(LEFT_ALONE);
      return await ask(place);
    } catch (error) {
      if (place.waitedFor && isOver(call)) throw new Crowded('its turn came too late');
      throw error;
    } finally {
      place.leave();
    }
  }

  /** Who finds its question under way leaves its place to others. */
  async #share(question: Question, call: Call, place: Place): Promise<WireAnswer> {
    const mine = { leads: false };
    const send = (leader: Call): Promise<WireAnswer> => {
      mine.leads = true;
      return this.#send(question, leader);
    };
    const key = JSON.stringify([this.#askerOf(call), question.body]);
    const again = (): Promise<WireAnswer> => this.#inTurn(call, (later) => this.#share(question, call, later));
    const answer = this.#underWay.ask({ call, key, send, again });
    if (!mine.leads) place.leave();
    return answer;
  }

  /** Whoever's answer is of another day asks another question. */
  #askerOf({ viewer, today }: Call): unknown {
    const { subject, ...rights } = viewer;
    return this.#parts.sharedBy === 'CALLER' || rights.contacts ? [today, subject, rights] : [today, rights];
  }

  /** What is asked after a change is answered as it is since. */
  async #change(question: Question, call: Call): Promise<WireAnswer> {
    try {
      return await this.#send(question, call);
    } finally {
      for (const sharing of [this.#ofCallers, this.#underWay]) sharing.forget();
    }
  }

  #send(question: Question, call: Call): Promise<WireAnswer> {
    const { name } = this.#parts;
    return traced(`ask ${name}`, { requestId: call.requestId }, () => this.#watch(question, call));
  }

  /** A caller who goes away says nothing of the server, nor does one whose own time is over. */
  async #watch(question: Question, call: Call): Promise<WireAnswer> {
    const wait = new AbortController();
    if (question.repeatable) this.#waits.add(wait);
    try {
      const answer = await this.#post(question, call, wait);
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

  async #post(question: Question, call: Call, wait: AbortController): Promise<WireAnswer> {
    const forget = patience(question.patienceMs, (why) => wait.abort(why));
    try {
      return await withinTime(call, Infinity, (end) => this.#wire.post(question, call, AbortSignal.any([end, wait.signal])));
    } finally {
      forget();
    }
  }

  /** Nobody waits for a server that is left alone, those under way neither: they would all come back at once when it does. */
  #fail(): void {
    this.#breaker.fail();
    if (this.#breaker.isOpen) for (const wait of this.#waits) wait.abort(new Error(LEFT_ALONE));
  }

  /** Somebody has had no answer in its own time: whether the server gives any is for the server to show, and the longer the busier it may be. */
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
    const { status } = await this.#post({ ...PROBE, patienceMs }, callForProbe(PROBE_CALL_MS), new AbortController());
    if (status !== 200) throw new Error(`status ${status}`);
  }
}
