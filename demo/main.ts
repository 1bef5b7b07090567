import { join } from 'node:path';
import { argumentsOf } from '../kit/program/arguments.ts';
import { databaseAddress, type DatabaseAddress } from '../kit/database/address.ts';
import { makeFolder } from '../kit/program/folders.ts';
import { makeDemo, type Demo } from './generate.ts';
import { load } from './load.ts';
import type { TruthDomain } from './truth.ts';

const DOMAINS: readonly TruthDomain[] = ['finance', 'housing-construction', 'energy', 'soe'];

const USAGE = `npm run demo -- [--debts 400] [--seed 1] [--today YYYY-MM-DD] [--into <directory>] [--finance <address>] [--housing-construction <address>] [--energy <address>] [--soe <address>]

Makes an invented world and writes the departments' books: as SQLite files into a directory, or where an address says, as FINANCE_DATABASE_URL and its like take it: a file, which is made anew, or a database on MySQL or MariaDB that has none of the tables yet.`;

const OPTIONS = {
  debts: { type: 'string', default: '400' },
  seed: { type: 'string', default: '1' },
  today: {
    type: 'string',
    default: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()),
  },
  into: { type: 'string' },
  finance: { type: 'string' },
  'housing-construction': { type: 'string' },
  energy: { type: 'string' },
  soe: { type: 'string' },
} as const;

/** Where the books of a department go, and by which option. */
interface Target {
  option: string;
  domain: TruthDomain;
  address: DatabaseAddress;
}

async function run(): Promise<void> {
  const { debts, seed, today, into, ...given } = argumentsOf(USAGE, { options: OPTIONS }).values;
  const world = { debts: countOf('--debts', debts), seed: countOf('--seed', seed), today: dayOf(today) };
  const targets = [
    ...(into === undefined ? [] : filesIn(into)),
    ...DOMAINS.flatMap((domain) => targetOf(domain, given[domain])),
  ];
  if (targets.length === 0) throw new Error(USAGE);
  await write(makeDemo(world), targets);
}

function filesIn(folder: string): Target[] {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new Error(`--into wants a folder that can be written to; got ${JSON.stringify(folder)}: ${wordsOf(error)}`, {
      cause: error,
    });
  }
  return DOMAINS.map((domain) => ({ option: '--into', domain, address: { file: join(folder, `${domain}.sqlite`) } }));
}

/** What was given is not repeated in the error: it may hold a password. */
function targetOf(domain: TruthDomain, given: string | undefined): Target[] {
  if (given === undefined) return [];
  try {
    return [{ option: `--${domain}`, domain, address: databaseAddress(given) }];
  } catch (error) {
    throw new Error(`--${domain} ${wordsOf(error)}`, { cause: error });
  }
}

async function write({ tables }: Demo, targets: readonly Target[]): Promise<void> {
  for (const { option, domain, address } of targets) {
    try {
      await load(address, domain, tables[domain]);
    } catch (error) {
      throw new Error(
        `${option}: the books of ${domain} could not be written to ${placeOf(address)}: ${wordsOf(error)}`,
        { cause: error },
      );
    }
    console.log(`${domain}: ${placeOf(address)}`);
  }
}

function placeOf(address: DatabaseAddress): string {
  if ('file' in address) return address.file;
  const { database, socketPath, host, port } = address.server;
  return `${database} on ${socketPath ?? `${host}:${port}`}`;
}

function countOf(option: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`${option} wants a whole number; got ${JSON.stringify(text)}`);
}

function dayOf(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text))
    return text;
  throw new Error(`--today wants a day, as 2026-03-20; got ${JSON.stringify(text)}`);
}

/** A host of several addresses, none of which answers, is told with a code alone. */
function wordsOf(error: unknown): string {
  const { message, code } = error as { message: string; code?: string };
  return message === '' ? String(code) : message;
}

try {
  await run();
} catch (error) {
  console.error(wordsOf(error));
  process.exitCode = 1;
}
