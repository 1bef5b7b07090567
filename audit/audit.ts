import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import type { GraphQLDataSource } from '@apollo/gateway';
import { OperationTypeNode } from 'graphql';
import type { AskedRequest } from '../kit/http/admission.ts';
import type { RequestContext } from '../kit/trust/request-context.ts';
import { Refusal } from '../kit/graphql/errors.ts';
import type { RequestGuard } from '../kit/graphql/request-guards.ts';
import { mayReadContacts } from '../kit/trust/viewer.ts';
import type { ChainOptions } from './chain.ts';
import { entryOf, noteOf, type AuditEntry, type Outcome } from './entry.ts';
import { asksPersonalData, questionOf, rowsOf, shortened } from './question.ts';
import { WindowCounter } from './window-counter.ts';
import { auditSubgraph } from './subgraph.ts';
import { AuditTrail } from './trail.ts';

/** Lines a minute of requests refused at the door: whoever has no token must not be able to fill the disk. */
const MOST_REFUSED = 600;
const PERSONAL_UNRECORDED = 'Personal data cannot be had while nobody can record who asks for it';

interface Asked {
  call: RequestContext;
}

/** A table that somebody was given. */
export interface GivenTable {
  /** As its address has it, with version and ending: `wages@1.csv`. */
  name: string;
  /** With what it was asked, by parameter. */
  asked: Readonly<Record<string, string>>;
  /** Rows that were given; those of a table that broke off were on their way at the most. */
  rows: number;
  /** Whether it came to its end. */
  isWhole: boolean;
  /** HTTP status. */
  status: number;
}

/** What is known of a request beside its call. */
interface Circumstances {
  from: string | null;
  forwardedFor: string | null;
  startedAt: number;
  touched: Set<string>;
}

/**
 * Records who asks what. A question for personal data, or one that changes something, is recorded before any of it is
 * done, or refused.
 */
export class Audit {
  readonly #trail: AuditTrail;
  readonly #requests = new WeakMap<RequestContext, Circumstances>();
  readonly #refusals = new WindowCounter(MOST_REFUSED);
  /** The graph of the trail itself. */
  readonly subgraph: GraphQLDataSource<Asked>;
  /** Records what came of questions. */
  readonly plugin: ApolloServerPlugin<Asked>;

  constructor(options: ChainOptions) {
    this.#trail = new AuditTrail(options);
    this.subgraph = auditSubgraph(options.folder, this.#trail);
    this.plugin = { requestDidStart: () => Promise.resolve({ willSendResponse: (c) => this.#record(c) }) };
  }

  /** Remembers where a call came from. */
  letIn(request: AskedRequest, call: RequestContext): RequestContext {
    this.#requests.set(call, { ...originOf(request), startedAt: performance.now(), touched: new Set() });
    return call;
  }

  /**
   * Records a request that is refused before anything of the question is read. `call`: who it is, if that was found
   * out. A flood of them is counted.
   */
  refused(request: AskedRequest, { status, extensions }: Refusal, call: RequestContext | null): void {
    if (!this.#refusals.take(Date.now())) return;
    this.#noteFlood();
    const codes = [String(extensions['code'])];
    this.#trail.record(
      entryOf({
        ...originOf(request),
        requestId: request.requestId,
        ...callerOf(call),
        outcome: 'REFUSED',
        status,
        codes,
      }),
    );
  }

  /** Records a page beside the graph that a caller is given. */
  recordPage(call: RequestContext, request: AskedRequest): void {
    const [path] = request.originalUrl.split('?');
    this.#trail.record(
      entryOf({
        ...originOf(request),
        ...callerOf(call),
        outcome: 'ANSWERED',
        operation: `${request.method} ${path}`,
        status: 200,
      }),
    );
  }

  /** Records a table beside the graph: which, with what it was asked, and how much of it was given. */
  recordTable(call: RequestContext, { name, asked, rows, isWhole, status }: GivenTable): void {
    const { from = null, forwardedFor = null, startedAt = performance.now() } = this.#requests.get(call) ?? {};
    const { variables, variablesDigest } = questionOf({ variables: asked });
    this.#trail.record(
      entryOf({
        ...{ outcome: isWhole ? 'ANSWERED' : 'FAILED', ...callerOf(call), from, forwardedFor },
        ...{ operationName: name, operation: `GET /reports/${name}`, variables, variablesDigest },
        ...{ touched: touchedBy('coordination', call), rows, status, ms: Math.round(performance.now() - startedAt) },
      }),
    );
  }

  /** A subgraph whose answers tell whose books were touched. */
  watch(name: string, source: GraphQLDataSource<Asked>): GraphQLDataSource<Asked> {
    return {
      process: (options) => {
        const call = options.context.call as RequestContext | undefined;
        if (call) for (const domain of touchedBy(name, call)) this.#requests.get(call)?.touched.add(domain);
        return source.process(options);
      },
    };
  }

  /**
   * Puts a question for personal data, or one that changes something (P7), on disk before any of it is done; refuses it
   * where that cannot be. It comes last: what is refused otherwise is not asked.
   */
  readonly guard: RequestGuard<Asked> = async (question) => {
    const { call } = question.contextValue;
    const isChange = question.operation.operation === OperationTypeNode.MUTATION;
    if (!isChange && !isPersonal(question)) return;
    try {
      await this.#trail.keep(this.#entryOf(question, 'ASKED'));
    } catch {
      const what = isChange ? 'Nothing can be changed while nobody can record who does' : PERSONAL_UNRECORDED;
      throw new Refusal('AUDIT_UNAVAILABLE', `${what} (request ${call.requestId}).`);
    }
  };

  close(): Promise<void> {
    this.#noteFlood();
    return this.#trail.close();
  }

  #noteFlood(): void {
    const count = this.#refusals.passedOver();
    if (count > 0) this.#trail.record(noteOf(`${count} more requests were refused at the door`));
  }

  #record(context: GraphQLRequestContext<Asked>): Promise<void> {
    const { http, body } = context.response;
    const { data, errors = [] } = body?.kind === 'single' ? body.singleResult : {};
    const codes = [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))];
    const startedAt = this.#requests.get(context.contextValue.call)?.startedAt ?? performance.now();
    const ms = Math.round(performance.now() - startedAt);
    const entry = this.#entryOf(context, errors.length > 0 ? 'FAILED' : 'ANSWERED');
    this.#trail.record({ ...entry, rows: rowsOf(data), status: http.status ?? 200, codes, ms });
    return Promise.resolve();
  }

  #entryOf(context: GraphQLRequestContext<Asked>, outcome: Outcome): AuditEntry {
    const { call } = context.contextValue;
    const { from = null, forwardedFor = null, touched = [] } = this.#requests.get(call) ?? {};
    const personalData = isPersonal(context);
    return entryOf({
      outcome,
      ...callerOf(call),
      from,
      forwardedFor,
      touched: [...touched].sort(),
      personalData,
      ...questionOf(context.request),
    });
  }
}

function isPersonal({ contextValue, document }: GraphQLRequestContext<Asked>): boolean {
  return mayReadContacts(contextValue.call.viewer) && document !== undefined && asksPersonalData(document);
}

function callerOf(call: RequestContext | null): Partial<AuditEntry> {
  if (!call) return {};
  const { subject, role, domains, purpose } = call.viewer;
  return { requestId: call.requestId, subject, role, domains, purpose, via: call.via ?? null };
}

function originOf({ socket, headers }: AskedRequest): Pick<AuditEntry, 'from' | 'forwardedFor'> {
  const forwarded = headers['x-forwarded-for'];
  return {
    from: socket.remoteAddress ?? null,
    forwardedFor: shortened(forwarded === undefined ? null : String(forwarded), 200),
  };
}

/**
 * A department's own words touch its books alone; coordination asks every department whose books the caller may see.
 * What the campaign asks is a line of its own.
 */
function touchedBy(subgraph: string, { viewer }: RequestContext): readonly string[] {
  if (subgraph === 'audit' || subgraph === 'campaign') return [];
  return subgraph === 'coordination' ? viewer.domains : [subgraph];
}
