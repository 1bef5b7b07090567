import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDemo } from '../../demo/generate.ts';
import { loadMysql } from '../../demo/load.ts';
import type { Truth, TruthDomain } from '../../demo/truth.ts';
import { variableOf } from '../../kit/program/env.ts';
import { writeKeys } from '../support/key-files.ts';
import { startMariadb, type MariadbServer } from '../support/mariadb.ts';
import { makeIssuer, type Issuer } from './issuer.ts';
import { startDisk, type Disk } from './disk.ts';
import { startPart, startProgram, type Part, type Program } from './program.ts';
import { startProxy, type Proxy } from './proxy.ts';

export const DOMAINS: readonly TruthDomain[] = ['finance', 'housing-construction', 'energy', 'soe'];
/** The account with which departments read. */
export const ACCOUNT = 'reader';

/** A department with everything that it stands on, each part of it to be spoilt by itself. */
export interface Site {
  domain: TruthDomain;
  server: MariadbServer;
  /** Between the department and its database. */
  databaseWire: Proxy;
  /** Between coordination and gateways on one side and the department on the other. */
  departmentWire: Proxy;
  department: Part;
}

/** The whole house as in production: a process a part, a database server a department. */
export interface House {
  truth: Truth;
  sites: readonly Site[];
  coordination: Program;
  gateways: readonly Part[];
  /** That of the gateways' audit trails; null where this account may make none. */
  auditDisk: Disk | null;
  issuer: Issuer;
  stop(): Promise<void>;
}

interface HouseOptions {
  debts: number;
  seed: number;
  today: string;
  gateways: number;
}

export async function startHouse(options: HouseOptions): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  const { SIGNING_KEY, TRUSTED_SIGNERS } = writeKeys(folder);
  const { tables, truth } = makeDemo(options);
  const common = { REFRESH_SECONDS: '1', REREAD_SECONDS: '20', SUBGRAPH_PORT: '0', PORT: '0' };
  const sites = await inTurn(DOMAINS, (domain) => startSite(domain, tables[domain], { ...common, TRUSTED_SIGNERS }));
  const addresses = Object.fromEntries(
    sites.map((site) => [variableOf(site.domain, 'SUBGRAPH_URL'), throughWire(site)]),
  );
  const coordination = await startProgram('coordination', ['subgraphs/main.ts', 'coordination'], {
    ...common,
    ...addresses,
    SIGNING_KEY: SIGNING_KEY.coordination,
    TRUSTED_SIGNERS,
    COORDINATION_DATABASE_URL: `sqlite:${join(folder, 'coordination.sqlite')}`,
  });
  const issuer = await makeIssuer(folder);
  const audit = join(folder, 'audit');
  const auditDisk = startDisk(audit);
  const gateway = {
    ...common,
    ...addresses,
    ...issuer.variables,
    SIGNING_KEY: SIGNING_KEY.gateway,
    COORDINATION_SUBGRAPH_URL: coordination.url,
    AUDIT_DIR: audit,
    COST_PER_MINUTE: '100000000',
  };
  const gateways = await inTurn(Array.from({ length: options.gateways }), () =>
    startPart('gateway', ['gateway/main.ts'], gateway, 'PORT'),
  );
  const stop = async (): Promise<void> => {
    for (const program of [...gateways.map((part) => part.program()), coordination]) await program.stop();
    for (const site of sites) await stopSite(site);
    auditDisk?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { truth, sites, coordination, gateways, auditDisk, issuer, stop };
}

async function startSite(
  domain: TruthDomain,
  tables: Parameters<typeof loadMysql>[2],
  common: Record<string, string>,
): Promise<Site> {
  const server = await startMariadb({ required: true });
  if (!server) throw new Error('there is no MariaDB');
  await server.createDatabase('books');
  await loadMysql(server.url('books'), domain, tables);
  await server.execute(`CREATE USER ${ACCOUNT}@localhost IDENTIFIED BY 'first'`);
  await server.execute(`GRANT SELECT ON books.* TO ${ACCOUNT}@localhost`);
  const databaseWire = await startProxy({ path: server.socketPath });
  const databaseUrl = `mysql://${ACCOUNT}:first@127.0.0.1:${databaseWire.port}/books`;
  const variables = { ...common, [variableOf(domain, 'DATABASE_URL')]: databaseUrl };
  const department = await startPart(domain, ['subgraphs/main.ts', domain], variables, 'SUBGRAPH_PORT');
  const { port } = new URL(department.program().url);
  const departmentWire = await startProxy({ host: '127.0.0.1', port: Number(port) });
  return { domain, server, databaseWire, departmentWire, department };
}

function throughWire({ department, departmentWire }: Site): string {
  const url = new URL(department.program().url);
  url.port = String(departmentWire.port);
  return url.href;
}

async function stopSite({ server, databaseWire, departmentWire, department }: Site): Promise<void> {
  await department.program().stop();
  databaseWire.close();
  departmentWire.close();
  await server.stop();
}

async function inTurn<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
