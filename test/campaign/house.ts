import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { Role, Viewer } from '../../kit/trust/viewer.ts';
import { startAll, type Graph } from '../support/graph.ts';
import { COORDINATOR } from '../support/signed.ts';
import { TRUSTING } from '../support/viewers.ts';
import { writeBooks, writeInto, type Domain } from './books.ts';

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

/**
 * A caller, by who it is and its role; the coordination group and supervision see every domain, as does a leader here.
 */
export function as(
  subject: string,
  role: Role,
  domains: readonly string[] = role === 'unit' ? [] : COORDINATOR.domains,
): Viewer {
  return { ...COORDINATOR, subject, role, domains };
}

export const COORD = as('xietiao', 'coordination');
export const SUPER = as('jiandu', 'supervision');

/** A whole house over books of a test's own, whose time a test says. */
export interface House {
  graph: Graph;
  /** The campaign's database. */
  databaseUrl: string;
  /** Where the files are. */
  folder: string;
  /** From now on it is this instant, as `2026-11-20T12:00:00+08:00`, or noon of a day. */
  at: (instant: string) => void;
  ask: (viewer: Viewer, query: string, variables?: object) => Promise<Answer>;
  /** What a mutation, or a query, answers where it is not refused. */
  done: <Data>(viewer: Viewer, query: string, variables?: object) => Promise<Data>;
  /** The code by which it is refused, and the rule where one is named. */
  refusal: (viewer: Viewer, query: string, variables?: object) => Promise<unknown>;
  /** Takes departments away, or lets them all answer again. */
  away: (...domains: readonly Domain[]) => void;
  /** Writes into a department's books, which want to be read anew: `reread`. */
  write: (domain: Domain, ...statements: readonly string[]) => void;
  /** Waits until a department is said to be so: it is looked at again after a while. */
  until: (domain: Domain, state: 'LIVE' | 'STALE') => Promise<void>;
  close: () => Promise<void>;
}

interface HouseOptions {
  at: string;
  books?: Partial<Record<Domain, readonly string[]>>;
  /** The campaign's database; a file in the house's folder. */
  databaseUrl?: string;
  /** Seconds between readings of the books; they are read once. */
  reread?: number;
}

export async function startHouse({ at, books = {}, databaseUrl: given, ...reading }: HouseOptions): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'campaign-'));
  const databaseUrl = given ?? `sqlite:${join(folder, 'campaign.db')}`;
  const databaseUrls = {
    ...writeBooks(folder, books),
    coordination: `sqlite:${join(folder, 'coordination.db')}`,
    campaign: databaseUrl,
  };
  let now = instantOf(at);
  const doors: Server[] = [];
  const gone = new Set<string>();
  const instead = async ({ domain, url }: { domain: string; url: string }): Promise<string> => {
    const door = await doorTo(url, () => gone.has(domain));
    doors.push(door);
    return `http://127.0.0.1:${(door.address() as AddressInfo).port}/graphql`;
  };
  const graph = await startAll({
    databaseUrls,
    today: at.slice(0, 10),
    clock: () => now,
    authentication: TRUSTING,
    instead,
    ...reading,
  });
  const ask: House['ask'] = (viewer, query, variables = {}) => askGraph(graph.url, viewer, query, variables);
  return {
    ...{ graph, databaseUrl, folder, ask },
    at: (instant) => (now = instantOf(instant)),
    done: async (viewer, query, variables) => dataOf(await ask(viewer, query, variables)) as never,
    refusal: async (viewer, query, variables) => refusalIn(await ask(viewer, query, variables)),
    away: (...domains) => {
      gone.clear();
      for (const domain of domains) gone.add(domain);
    },
    write: (domain, ...statements) => writeInto(join(folder, `${domain}.db`), statements),
    until: (domain, state) =>
      vi.waitFor(async () => {
        const { data } = await ask(COORD, '{ domains { code state } }');
        expect(data?.['domains']).toContainEqual({ code: domain, state });
      }, SOON),
    close: async () => {
      await graph.close();
      for (const door of doors) door.closeAllConnections();
      for (const door of doors) door.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** How long a department may take to be seen as it is. */
export const SOON = { timeout: 60_000, interval: 200 };

const instantOf = (text: string): Date => new Date(text.length === 10 ? `${text}T10:00:00+08:00` : text);

/**
 * Stands before a department, as its own address, and lets nothing through while it is away. What is signed names the
 * address: it is passed on as it came.
 */
async function doorTo(url: string, isAway: () => boolean): Promise<Server> {
  const door = createServer((request, response) => {
    if (isAway()) {
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => name !== 'connection'),
      ) as Record<string, string>;
      forward(url, headers, Buffer.concat(chunks)).then(
        ({ status, text }) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
        () => response.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return door;
}

async function forward(
  url: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<{ status: number; text: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 500, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function askGraph(url: string, viewer: Viewer, query: string, variables: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', viewer: JSON.stringify(viewer) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as Answer;
}

function dataOf({ data, errors }: Answer): unknown {
  expect(errors).toBeUndefined();
  return data;
}

/** `P26` where a rule is named, else the code; null where nothing was refused. */
function refusalIn({ errors = [] }: Answer): unknown {
  const [error] = errors;
  return error ? (error.extensions['rule'] ?? error.extensions['code']) : null;
}

let keys = 0;
/** A key that nobody has used. */
export const key = (): string => `key-${String((keys += 1)).padStart(6, '0')}`;
