import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeDemo, type Demo } from './generate.ts';
import { loadMysql, loadSqlite } from './load.ts';
import type { TruthDomain } from './truth.ts';

const DOMAINS: readonly TruthDomain[] = ['finance', 'housing-construction', 'energy', 'soe'];

const USAGE = `npm run demo -- [--debts 400] [--seed 1] [--today YYYY-MM-DD] [--into <directory>] [--finance mysql://…] [--housing-construction mysql://…] [--energy mysql://…] [--soe mysql://…]

Makes an invented world and writes the departments' books: as SQLite files into a directory, or into MySQL or MariaDB databases that have none of the tables yet.`;

const OPTIONS = {
  debts: { type: 'string', default: '400' },
  seed: { type: 'string', default: '1' },
  today: { type: 'string', default: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()) },
  into: { type: 'string' },
  finance: { type: 'string' },
  'housing-construction': { type: 'string' },
  energy: { type: 'string' },
  soe: { type: 'string' },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function writeFiles(demo: Demo, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const domain of DOMAINS) {
    const file = join(directory, `${domain}.sqlite`);
    loadSqlite(file, domain, demo.tables[domain]);
    console.log(`${domain}: ${file}`);
  }
}

async function writeDatabases(demo: Demo, flags: Flags): Promise<void> {
  for (const domain of DOMAINS) {
    const url = flags[domain];
    if (url === undefined) continue;
    await loadMysql(url, domain, demo.tables[domain]);
    console.log(`${domain}: ${new URL(url).pathname.slice(1)} on ${new URL(url).host || 'its socket'}`);
  }
}

async function run(flags: Flags): Promise<void> {
  const { debts, seed, today, into } = flags;
  const isAsked = into !== undefined || DOMAINS.some((domain) => flags[domain] !== undefined);
  if (!isAsked || !/^\d+$/.test(debts) || !/^\d+$/.test(seed) || !/^\d{4}-\d{2}-\d{2}$/.test(today)) throw new Error(USAGE);
  const demo = makeDemo({ seed: Number(seed), debts: Number(debts), today });
  if (into !== undefined) writeFiles(demo, into);
  await writeDatabases(demo, flags);
}

try {
  await run(parseArgs({ options: OPTIONS }).values);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
