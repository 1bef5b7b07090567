import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDemo, type Demo, type DemoOptions } from '../../demo/generate.ts';
import { loadMysql, loadSqlite } from '../../demo/load.ts';
import type { Truth, TruthDomain } from '../../demo/truth.ts';
import { demoAuthentication, type Authentication } from '../../gateway/authenticate/authentication.ts';
import { startGateway } from '../../gateway/server.ts';
import type { Clock } from '../../kit/program/clock.ts';
import { localDay, type Day } from '../../kit/rules/dates.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { houseKeys, type HouseKeys } from '../../kit/trust/keys.ts';
import { startCampaign } from '../../subgraphs/campaign/index.ts';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { departments } from '../../subgraphs/main.ts';
import type { MariadbServer } from './mariadb.ts';
import { UNHURRIED } from './signed.ts';

const DOMAINS: readonly TruthDomain[] = ['finance', 'housing-construction', 'energy', 'soe'];
/** Books are read once: they do not change under a test of what they hold. */
const ONCE = 86_400;

interface Closable {
  close(): Promise<void>;
}

interface GraphOptions {
  /**
   * Where each department's books are, and what coordination and the campaign keep of their own; a department that is
   * not here is not there, nor is the campaign.
   */
  databaseUrls: Readonly<Record<string, string>>;
  today: string;
  /** What time it is, where it moves on; noon of that day, and it stands. */
  clock?: Clock;
  keys?: HouseKeys;
  /** What the subgraphs' own clocks say, where it is another day than the gateway's. */
  subgraphsToday?: string;
  /** Who asks; somebody of the coordination group. */
  authentication?: Authentication;
  /** Where a department is asked in place of its own address. */
  instead?: (department: { domain: string; url: string; keys: HouseKeys }) => Promise<string>;
  /** Seconds between readings of the books, where they change under a test. */
  reread?: number;
  /** Seconds between looks for changes; as between readings. */
  refresh?: number;
}

export interface Graph extends Closable {
  /** Where the gateway is asked. */
  url: string;
  /** Where each subgraph is, for servers that sign with one of `keys`. */
  subgraphUrls: Readonly<Record<string, string>>;
  keys: HouseKeys;
}

/**
 * Starts all departments, coordination over them and the gateway over all, on ports that are free. The books have been
 * read when it is started.
 */
export async function startAll({
  databaseUrls,
  today,
  clock = () => new Date(`${today}T12:00:00+08:00`),
  subgraphsToday,
  keys = houseKeys(),
  instead,
  ...asking
}: GraphOptions): Promise<Graph> {
  const [answersOn, subgraphsOn] = [(): Day => localDay(clock()), (): Day => subgraphsToday ?? localDay(clock())];
  const running: Closable[] = [];
  const keep = <Part extends Closable>(part: Part): Part => {
    running.unshift(part);
    return part;
  };
  const urls: Record<string, string> = {};
  for (const department of departments) {
    const databaseUrl = databaseUrls[department.domain];
    if (databaseUrl === undefined) continue;
    const { url, loaded } = keep(
      await department.start({ databaseUrl, trusted: keys.trusted, today: subgraphsOn, ...paceOf(asking) }),
    );
    await loaded;
    urls[department.domain] = (await instead?.({ domain: department.domain, url, keys })) ?? url;
  }
  const own = urlOf(databaseUrls, 'coordination');
  const coordination = keep(
    await startCoordination({
      departments: urls,
      databaseUrl: own,
      keys: keys.coordination,
      trusted: keys.trusted,
      today: subgraphsOn,
    }),
  );
  await coordination.loaded;
  const subgraphUrls: Record<string, string> = { ...urls, coordination: coordination.url };
  const campaignUrl = databaseUrls['campaign'];
  if (campaignUrl !== undefined) {
    const gatewayUrl = (): string | null => subgraphUrls['gateway'] ?? null;
    subgraphUrls['campaign'] = keep(
      await startCampaign({ databaseUrl: campaignUrl, gatewayUrl, keys: keys.campaign, trusted: keys.trusted, clock }),
    ).url;
  }
  const subgraphUrl = (name: string): string | null => subgraphUrls[name] ?? null;
  const authentication = asking.authentication ?? (await demoAuthentication(logOf('gateway')));
  const auditDir = mkdtempSync(join(tmpdir(), 'audit-'));
  const { url } = keep(
    await startGateway({
      authentication,
      subgraphUrl,
      keys: keys.gateway,
      trusted: keys.trusted,
      auditDir,
      port: 0,
      host: '127.0.0.1',
      costPerMinute: 1_000_000_000,
      today: answersOn,
      limits: UNHURRIED,
    }),
  );
  subgraphUrls['gateway'] = url;
  const close = async (): Promise<void> => {
    await closeInTurn(running);
    rmSync(auditDir, { recursive: true });
  };
  return { url, subgraphUrls, keys, close };
}

const paceOf = ({ reread = ONCE, refresh = reread }: Pick<GraphOptions, 'reread' | 'refresh'>) => ({
  refreshSeconds: refresh,
  rereadSeconds: reread,
});

function urlOf(urls: Readonly<Record<string, string>>, name: string): string {
  const url = urls[name];
  if (url === undefined) throw new Error(`no address is given for ${name}`);
  return url;
}

async function closeInTurn(running: readonly Closable[]): Promise<void> {
  for (const part of running) await part.close();
}

export interface DemoGraph extends Graph {
  truth: Truth;
}

/** Starts the graph over a demo world, whose books are SQLite files, or databases of a server where one is given. */
export async function startDemo(
  options: DemoOptions,
  server: MariadbServer | null,
  more: Pick<GraphOptions, 'instead' | 'authentication' | 'keys' | 'subgraphsToday'> = {},
): Promise<DemoGraph> {
  const demo = makeDemo(options);
  const folder = mkdtempSync(join(tmpdir(), 'graph-'));
  const books = server === null ? loadFiles(demo, folder) : await loadDatabases(demo, `seed_${options.seed}`, server);
  const graph = await startAll({
    databaseUrls: { ...books, coordination: `sqlite:${join(folder, 'coordination.db')}` },
    today: options.today,
    ...more,
  });
  const close = async (): Promise<void> => {
    await graph.close();
    rmSync(folder, { recursive: true });
  };
  return { ...graph, truth: demo.truth, close };
}

function loadFiles({ tables }: Demo, folder: string): Record<string, string> {
  const files = DOMAINS.map((domain) => [domain, join(folder, `${domain}.db`)] as const);
  for (const [domain, file] of files) loadSqlite(file, domain, tables[domain]);
  return Object.fromEntries(files.map(([domain, file]) => [domain, `sqlite:${file}`]));
}

async function loadDatabases({ tables }: Demo, prefix: string, server: MariadbServer): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  for (const domain of DOMAINS) {
    const url = server.url(`${prefix}_${domain}`);
    await server.createDatabase(`${prefix}_${domain}`);
    await loadMysql(url, domain, tables[domain]);
    urls[domain] = url;
  }
  return urls;
}
