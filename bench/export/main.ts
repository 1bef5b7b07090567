import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoAuthentication } from '../../gateway/authenticate/authentication.ts';
import { startGateway } from '../../gateway/server.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { signingKeysOf, trustedKeysOf } from '../../kit/trust/keys.ts';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { serveDepartments } from './departments.ts';

/** What a part has used since it was last asked. */
export interface Usage {
  /** The most that was resident, beyond what was when it began. */
  grownMb: number;
  workedMs: number;
}

interface Given {
  debts: number;
  departments: Record<string, string>;
  subgraphs: Record<string, string>;
  key: string;
  trusted: string;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));

const PARTS: Readonly<Record<string, (given: Given) => Promise<unknown>>> = {
  departments: ({ debts }) => serveDepartments(debts),
  coordination: async ({ departments, key, trusted }) => {
    const [keys, trustedKeys] = [signingKeysOf(key, 'coordination'), trustedKeysOf(trusted)];
    const { url, loaded } = await startCoordination({
      ...{ departments, databaseUrl: `sqlite:${join(folder, 'own.db')}`, keys: () => keys, trusted: () => trustedKeys },
    });
    await loaded;
    return url;
  },
  gateway: async ({ subgraphs, key }) => {
    const keys = signingKeysOf(key, 'gateway');
    const { url } = await startGateway({
      authentication: await demoAuthentication(logOf('bench')),
      subgraphUrl: (name) => subgraphs[name] ?? null,
      ...{ keys: () => keys, auditDir: join(folder, 'audit'), port: 0, host: '127.0.0.1' },
    });
    return url;
  },
};

const residentMb = (): number => process.memoryUsage.rss() / 1e6;
let [before, peak, worked] = [residentMb(), 0, process.cpuUsage()];
setInterval(() => (peak = Math.max(peak, residentMb())), 20).unref();

process.on('message', () => {
  const { user, system } = process.cpuUsage(worked);
  const usage: Usage = { grownMb: Math.round(Math.max(0, peak - before)), workedMs: (user + system) / 1_000 };
  process.send?.(usage);
  [before, peak, worked] = [residentMb(), 0, process.cpuUsage()];
});

process.on('disconnect', () => process.exit());

const [part = '', given = '{}'] = process.argv.slice(2);
process.send?.(await PARTS[part]?.(JSON.parse(given) as Given));
