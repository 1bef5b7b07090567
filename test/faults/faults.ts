import { setTimeout as rest } from 'node:timers/promises';
import { createConnection, type Connection } from 'mysql2/promise';
import { ACCOUNT, type Site } from './house.ts';
import type { Part } from './program.ts';

/** Something that befalls a department, or the house. */
interface Fault<Whom> {
  name: string;
  /** Returns what repairs it. */
  befall: (whom: Whom) => Promise<() => Promise<void>>;
}

type Wire = Parameters<Site['databaseWire']['become']>[0];

/** What befalls one department of the house. */
export const faults: readonly Fault<Site>[] = [
  onWire('its database answers slowly', 'databaseWire', 'delayed'),
  onWire('its database is cut off', 'databaseWire', 'cut'),
  onWire('its database drips', 'databaseWire', 'dripping'),
  onWire('its database is a black hole', 'databaseWire', 'black hole'),
  { name: 'all connections of its database are used up', befall: useUpConnections },
  { name: 'its password is changed', befall: changePassword },
  { name: 'a table of its database is renamed', befall: renameTable },
  { name: 'its database stands still', befall: stopDatabase },
  { name: 'its database is killed', befall: killDatabase },
  { name: 'its replica lags', befall: lockTable },
  onWire('it answers slowly', 'departmentWire', 'delayed'),
  onWire('it is cut off', 'departmentWire', 'cut'),
  onWire('it is a black hole', 'departmentWire', 'black hole'),
  { name: 'it stands still', befall: ({ department }) => stopPart(department) },
  { name: 'it is killed', befall: ({ department }) => killPart(department) },
];

/** What befalls one gateway of two. */
export const gatewayFaults: readonly Fault<Part>[] = [
  { name: 'a gateway stands still', befall: stopPart },
  { name: 'a gateway is killed', befall: killPart },
];

function onWire(name: string, wire: 'databaseWire' | 'departmentWire', trouble: Wire): Fault<Site> {
  return {
    name,
    befall: (site) => {
      site[wire].become(trouble);
      return Promise.resolve(() => {
        site[wire].become('sound');
        return Promise.resolve();
      });
    },
  };
}

/** Others take every place that the server has, the department's as it leaves them too. */
async function useUpConnections({ server }: Site): Promise<() => Promise<void>> {
  await server.execute('SET GLOBAL max_connections = 10');
  await server.execute(`CREATE USER IF NOT EXISTS crowd@localhost`);
  const crowd: Connection[] = [];
  const takePlaces = async (): Promise<void> => {
    for (;;) {
      const connection = await createConnection({ socketPath: server.socketPath, user: 'crowd' }).catch(() => null);
      if (!connection) return;
      crowd.push(connection.on('error', () => undefined));
    }
  };
  await takePlaces();
  while ((await server.connectionsOf(ACCOUNT)) > 0) {
    await disconnect(server);
    await takePlaces();
  }
  return async () => {
    for (const connection of crowd) connection.destroy();
    await server.execute('SET GLOBAL max_connections = 151');
  };
}

async function changePassword({ server }: Site): Promise<() => Promise<void>> {
  await server.execute(`ALTER USER ${ACCOUNT}@localhost IDENTIFIED BY 'second'`);
  await disconnect(server);
  return () => server.execute(`ALTER USER ${ACCOUNT}@localhost IDENTIFIED BY 'first'`);
}

/** Ends the department's connections, as a restart of the database would. */
async function disconnect(server: Site['server']): Promise<void> {
  await server.execute(`KILL USER ${ACCOUNT}@localhost`);
}

/** A table that the department cannot do without. */
const TABLES = {
  finance: 'AP_PAYABLE',
  'housing-construction': 'hc_bill',
  energy: '清欠台账',
  soe: 'arap_djfb',
} as const;

async function renameTable({ server, domain }: Site): Promise<() => Promise<void>> {
  const table = TABLES[domain];
  await server.execute(`RENAME TABLE books.\`${table}\` TO books.\`${table}_old\``);
  return () => server.execute(`RENAME TABLE books.\`${table}_old\` TO books.\`${table}\``);
}

async function stopDatabase({ server }: Site): Promise<() => Promise<void>> {
  await server.signal('SIGSTOP');
  return () => server.signal('SIGCONT');
}

async function killDatabase({ server }: Site): Promise<() => Promise<void>> {
  await server.signal('SIGKILL');
  return () => server.revive();
}

/** A replica that applies nothing for a while: its tables are read, and locked by what it cannot apply. */
export async function lockTable({ server, domain }: Site): Promise<() => Promise<void>> {
  const applier = await createConnection({ socketPath: server.socketPath, user: 'root', database: 'books' });
  await applier.query(`LOCK TABLES \`${TABLES[domain]}\` WRITE`);
  return async () => {
    await applier.query('UNLOCK TABLES');
    await applier.end();
  };
}

function stopPart({ program }: Part): Promise<() => Promise<void>> {
  program().signal('SIGSTOP');
  return Promise.resolve(() => {
    program().signal('SIGCONT');
    return Promise.resolve();
  });
}

async function killPart(part: Part): Promise<() => Promise<void>> {
  part.program().signal('SIGKILL');
  await rest(100);
  return () => part.restart();
}
