import { endOf, type RequestContext } from '../trust/request-context.ts';
import type { StatementScope } from '../database/statement-scope.ts';
import { Sharing } from '../client/sharing.ts';

type Read = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * Reads of a department's database for many requests: records that several ask for at the same time are read once. What
 * is read is the same whoever asks; whether somebody may see it is asked before, field by field. Nobody may change what
 * is read.
 */
export class SharedReads<Source extends object> {
  readonly #domain: string;
  readonly #sourceFor: (scope: StatementScope) => Source;
  readonly #sharing = new Sharing<unknown>();

  constructor(domain: string, sourceFor: (scope: StatementScope) => Source) {
    [this.#domain, this.#sourceFor] = [domain, sourceFor];
  }

  /** The source as a call reads it. Its statements end when nobody waits for them any more. */
  as(call: RequestContext): Source {
    const own = this.#ownOf(call);
    const reads = Object.entries(own).map(([name, read]) => [name, this.#shared(name, read as Read, call)]);
    return Object.fromEntries(reads) as Source;
  }

  #ownOf(call: RequestContext): Source {
    return this.#sourceFor({ label: `${this.#domain} request=${call.requestId}`, signal: endOf(call) });
  }

  /** Reads by keys alone: what else a read is given need not be plain data. */
  #shared(name: string, own: Read, call: RequestContext): Read {
    const read: Read = (...args) => {
      const [keys, ...others] = args;
      if (others.length > 0 || !areTexts(keys)) return own(...args);
      const send = (leader: RequestContext): Promise<unknown> =>
        (this.#ownOf(leader) as Record<string, Read>)[name]?.(keys) ?? own(keys);
      return this.#sharing.ask({ call, key: JSON.stringify([name, keys]), send, again: () => read(keys) });
    };
    return read;
  }
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
