import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { demoAuthentication } from '../gateway/authenticate/authentication.ts';
import { startGateway } from '../gateway/server.ts';
import { DOMAIN_CODES } from '../kit/departments.ts';
import { logOf } from '../kit/telemetry/log.ts';
import { yuanOf } from '../kit/rules/money.ts';
import { houseKeys } from '../kit/trust/keys.ts';
import { startCoordination } from '../subgraphs/coordination/index.ts';

/**
 * `tsx bench/export.ts [debts a department]`: a whole ledger of departments that have them at hand, through
 * coordination and gateway in one process, as CSV and NDJSON, against a tenth of it. The ratios say something: rows a
 * second do not fall, and what is resident does not grow with the list.
 */
const DEBTS = Number(process.argv[2] ?? 250_000);

if (process.send) await serveDepartments();
else await main();

async function main(): Promise<void> {
  const departments = fork(fileURLToPath(import.meta.url), [String(DEBTS)], { execArgv: ['--import', 'tsx'] });
  const [urls] = (await once(departments, 'message')) as [Record<string, string>];
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const keys = houseKeys();
  const coordination = await startCoordination({
    departments: urls,
    databaseUrl: `sqlite:${join(folder, 'own.db')}`,
    keys: keys.coordination,
    trusted: keys.trusted,
  });
  await coordination.loaded;
  const gateway = await startGateway({
    authentication: await demoAuthentication(logOf('bench')),
    subgraphUrl: (name) => (name === 'coordination' ? coordination.url : (urls[name] ?? null)),
    ...{ keys: keys.gateway, auditDir: join(folder, 'audit'), port: 0, host: '127.0.0.1' },
  });
  const read = (format: string, share: number): Promise<Measured> =>
    measured(new URL(`/reports/small-debts.${format}?maxOutstanding=${Math.floor(DEBTS * share)}`, gateway.url));
  await read('csv', 0.02);
  for (const format of ['csv', 'ndjson']) {
    const [tenth, whole] = [await read(format, 0.1), await read(format, 1)];
    const ratios = `rows a second ${(whole.perSecond / tenth.perSecond).toFixed(2)}, peak resident ${(whole.peakMb / tenth.peakMb).toFixed(2)}`;
    console.log(`${format}: ${told(whole)}; of a tenth: ${told(tenth)}; ratios: ${ratios}`);
  }
  departments.kill();
  await gateway.close();
  await coordination.close();
  rmSync(folder, { recursive: true });
}

interface Measured {
  rows: number;
  perSecond: number;
  grownMb: number;
  peakMb: number;
}

function told({ rows, perSecond, grownMb }: Measured): string {
  return `${rows} rows, ${Math.round(perSecond)} a second, ${grownMb} MB grown`;
}

async function measured(url: URL): Promise<Measured> {
  const residentMb = (): number => Math.round(process.memoryUsage().rss / 1e6);
  const [before, began] = [residentMb(), performance.now()];
  let [rows, peakMb, end] = [-2, before, ''];
  for await (const part of (await fetch(url, { headers: { connection: 'close' } })).body ?? []) {
    for (const byte of part as Uint8Array) if (byte === 10) rows += 1;
    peakMb = Math.max(peakMb, residentMb());
    end = Buffer.from(part as Uint8Array).toString();
  }
  if (!/#whole|\$end/.test(end)) throw new Error(`the list was cut short: ${end.slice(-200)}`);
  return { rows, perSecond: (rows / (performance.now() - began)) * 1_000, grownMb: peakMb - before, peakMb };
}

/** Departments that have every answer at hand: debts of 1 to so many yuan, the largest first. */
async function serveDepartments(): Promise<void> {
  const urls: Record<string, string> = {};
  for (const domain of DOMAIN_CODES) {
    const server = createServer((request, response) => void answer(domain, request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    urls[domain] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }
  process.send?.(urls);
}

interface Question {
  query: string;
  variables?: {
    first?: number;
    after?: { value: string } | null;
    where?: { maxOutstanding?: string | null };
  };
}

const NOW = new Date().toISOString();
const FRESHNESS = {
  ...{ state: 'LIVE', readAt: NOW, message: null, epoch: 'e', lastChange: 1, newestChange: 1, booksFrom: null },
  ...{ lookBackSeconds: null, wholeReadAt: NOW },
};

async function answer(domain: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { query, variables = {} } = JSON.parse(await text(request)) as Question;
  const changes = { epoch: 'e', last: 1, more: false, bundles: [] };
  const told = query.includes('changes(')
    ? { changes }
    : query.includes('page(')
      ? pageOf(domain, query, variables)
      : {};
  response.end(JSON.stringify({ data: { ledger: { freshness: FRESHNESS, ...told } } }));
}

function pageOf(
  domain: string,
  query: string,
  { first = 0, after, where }: NonNullable<Question['variables']>,
): object {
  const most = Math.min(DEBTS, Number(where?.maxOutstanding ?? DEBTS));
  const from = after ? Number(after.value) - 1 : most;
  const page = Array.from({ length: Math.max(0, Math.min(first, from)) }, (_, i) => debtOf(domain, from - i));
  const sum = yuanOf(BigInt(most) * BigInt(most + 1) * 50n);
  const totals = [{ count: most, amount: sum, paid: '0.00', outstanding: sum }];
  return query.includes('totals(') ? { page, totals } : { page };
}

function debtOf(domain: string, yuan: number): object {
  const partyOf = (name: string): object => ({ key: name, name, organisationCode: null, creditCode: null });
  const owed = `${yuan}.00`;
  return {
    ...{
      id: `${domain}:${yuan}`,
      debtor: partyOf(`旗第${yuan % 500}单位`),
      debtorKind: 'OTHER',
      creditor: partyOf(`企业第${yuan % 5_000}有限公司`),
    },
    ...{
      contractNo: `HT-${yuan}`,
      contractName: '道路维修工程合同',
      category: 'WORKS',
      wages: false,
      cause: 'FUNDS',
      causeNote: null,
    },
    ...{
      disputed: false,
      verified: true,
      incurredOn: '2024-01-01',
      dueOn: '2024-03-01',
      dueBasis: 'RECORDED',
      daysOverdue: 700,
    },
    ...{ ageBucket: 'Y1_2', status: 'IN_ARREARS', protected: true, amount: owed, paid: '0.00', outstanding: owed },
  };
}
