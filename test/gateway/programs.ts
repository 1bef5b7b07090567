import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, vi } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import { localDay } from '../../kit/rules/dates.ts';
import { variableOf } from '../../kit/program/env.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Program {
  said: { out: string; err: string };
  /** Exit code, once it has ended. */
  ended: Promise<number | null>;
  child: ChildProcess;
}

/** A folder for what programs write, until the test ends. */
export async function programsFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'programs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/**
 * Runs one of our programs as npm would, with these variables and nothing else of ours in the environment, until the
 * test ends; `root` is a copy of the house.
 */
export function run(
  folder: string,
  command: readonly string[],
  variables: Record<string, string> = {},
  root = ROOT,
): Program {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    TMPDIR: folder,
    PORT: '0',
    AUDIT_DIR: `${folder}/audit`,
    COORDINATION_DATABASE_URL: `sqlite:${folder}/own.sqlite`,
    CAMPAIGN_DATABASE_URL: `sqlite:${folder}/campaign.sqlite`,
    ...variables,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', ...command], { cwd: root, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { said, ended, child };
}

/**
 * Variables that name databases of a small invented world, made in a folder: given ones, for a house that believes
 * tokens or keys.
 */
export function databasesIn(folder: string, debts: number): Record<string, string> {
  const { tables } = makeDemo({ debts, seed: 1, today: localDay(new Date()) });
  const variables = (['finance', 'housing-construction', 'energy', 'soe'] as const).map((domain) => {
    const file = join(folder, `${domain}.books`);
    loadSqlite(file, domain, tables[domain]);
    return [variableOf(domain, 'DATABASE_URL'), `sqlite:${file}`];
  });
  return Object.fromEntries(variables) as Record<string, string>;
}

/** The address that a program says it serves at; throws what it says instead. */
export async function addressOf({ said, ended, child }: Program): Promise<string> {
  for (;;) {
    const address = /http:\/\/\S+\/graphql/.exec(said.out)?.[0];
    if (address !== undefined) return address;
    const over = await Promise.race([once(child.stdout ?? child, 'data').then(() => false), ended.then(() => true)]);
    if (over) throw new Error(said.err);
  }
}

/** The same, once it says that it is ready: a subgraph that has just started believes nobody for a moment. */
export async function readyAddressOf(program: Program): Promise<string> {
  const address = await addressOf(program);
  await vi.waitFor(async () => expect((await fetch(new URL('/readyz', address))).status).toBe(200), {
    timeout: 30_000,
    interval: 50,
  });
  return address;
}
