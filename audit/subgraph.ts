import { readFileSync } from 'node:fs';
import { LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { endOf, type RequestContext } from '../kit/trust/request-context.ts';
import { userError } from '../kit/graphql/errors.ts';
import { pageSize } from '../kit/graphql/page-size.ts';
import { scalars } from '../kit/graphql/scalars.ts';
import { SCHEMA_FOLDER } from '../kit/graphql/sdl.ts';
import type { AuditLine } from './seal.ts';
import { badCursor, searchTrail, type AuditFilter, type Bounds } from './search.ts';
import type { AuditTrail } from './trail.ts';

interface Arguments {
  filter?: AuditFilter | null;
  first: number | null;
  after?: string | null;
}

interface Connection {
  nodes: readonly AuditLine[];
  endCursor: string | null;
  hasNextPage: boolean;
  complete: boolean;
}

/** The subgraph `audit`: it stands in the gateway, where the trail is. */
export function auditSubgraph(folder: string, trail: AuditTrail): LocalGraphQLDataSource<{ call: RequestContext }> {
  // one at a time: while the disk hangs each would hold another of the few threads that read files
  let lastRead: Promise<unknown> = Promise.resolve();
  const inTurn = <Found>(read: () => Promise<Found>): Promise<Found> => {
    const turn = lastRead.then(read);
    lastRead = turn.catch(() => undefined);
    return turn;
  };
  const auditTrail = async (
    _: unknown,
    { filter, first, after }: Arguments,
    { call }: { call: RequestContext },
  ): Promise<Connection> => {
    if (call.viewer.role !== 'supervision') throw userError('FORBIDDEN', 'The audit trail is for supervision alone.');
    const signal = endOf(call);
    const page = { first: pageSize(first ?? 50), bounds: after ? readCursor(after) : null };
    const question = { folder, filter: filter ?? {}, ...page, signal };
    await trail.flush();
    if (trail.hangs) throw unreadable();
    const { lines, bounds, hasNextPage, complete } = await Promise.race([
      inTurn(() => searchTrail(question)),
      lateness(signal),
    ]);
    return { nodes: lines, endCursor: lines.length > 0 ? writeCursor(bounds) : null, hasNextPage, complete };
  };
  const typeDefs = parse(readFileSync(new URL('audit.graphql', SCHEMA_FOLDER), 'utf8'));
  const { Date, DateTime } = scalars;
  return new LocalGraphQLDataSource(
    buildSubgraphSchema([{ typeDefs, resolvers: { Date, DateTime, Query: { auditTrail } } }]),
  );
}

function lateness(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(unreadable()), { once: true });
  });
}

const unreadable = (): Error => userError('AUDIT_UNAVAILABLE', 'The disk that the audit trail is on does not answer.');

function writeCursor(bounds: Bounds): string {
  return Buffer.from(JSON.stringify(bounds)).toString('base64url');
}

function readCursor(cursor: string): Bounds {
  const bounds = parseJson(Buffer.from(cursor, 'base64url').toString());
  if (typeof bounds === 'object' && bounds !== null && Object.values(bounds).every(Number.isInteger))
    return bounds as Bounds;
  throw badCursor();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
