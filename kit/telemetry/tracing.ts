import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { RequestHandler } from 'express';

const STATEMENT_LENGTH = 500;

const tracer = trace.getTracer('arrears-graph');

/**
 * Sends traces of a part of the house to a collector at this address from now on (OTLP over HTTP). Without it spans
 * cost next to nothing and go nowhere. Returns what ends it.
 */
export function startTracing(endpoint: string, part: string): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const resource = resourceFromAttributes({ 'service.namespace': 'arrears-graph', 'service.name': part });
  const provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  provider.register();
  return () => provider.shutdown();
}

/** Work as a span of the trace under way. Attributes never hold personal data or what variables hold. */
export function traced<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
  kind = SpanKind.CLIENT,
): Promise<T> {
  return tracer.startActiveSpan(name, { attributes, kind }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** What a database tells of its statements; knex's. */
interface Told {
  __knexQueryUid: string;
  sql: string;
}
interface Statements {
  on(event: 'query', listen: (query: Told) => void): unknown;
  on(event: 'query-response' | 'query-error', listen: (outcome: unknown, query: Told) => void): unknown;
}

/** Makes a span of each statement of a database. Values are bound: the text holds none. */
export function traceStatements<Database extends Statements>(database: Database): Database {
  const running = new Map<string, Span>();
  const end = (_outcome: unknown, { __knexQueryUid: id }: Told): void => {
    running.get(id)?.end();
    running.delete(id);
  };
  database.on('query', ({ __knexQueryUid: id, sql }) => {
    const span = tracer.startSpan('statement', {
      kind: SpanKind.CLIENT,
      attributes: { 'db.query.text': sql.slice(0, STATEMENT_LENGTH) },
    });
    if (span.isRecording()) running.set(id, span);
  });
  database.on('query-response', end);
  database.on('query-error', end);
  return database;
}

/** W3C headers by which another server goes on with the trace under way. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Each request as a span, of its caller's trace where it came with one. */
export function tracedRequests(): RequestHandler {
  return (request, response, next) => {
    const parent = propagation.extract(context.active(), request.headers);
    context.with(parent, () => {
      traced(`${request.method} ${request.path}`, {}, () => ended(response, next), SpanKind.SERVER).catch(next);
    });
  };
}

function ended(response: NodeJS.EventEmitter, next: () => void): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    next();
  });
}
