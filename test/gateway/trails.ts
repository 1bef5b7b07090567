import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { entryOf, type AuditEntry } from '../../audit/entry.ts';
import { ownKeysPath } from '../../audit/folder.ts';
import type { AuditLine } from '../../audit/seal.ts';
import { AuditTrail } from '../../audit/trail.ts';
import { verifyTrail, type Finding, type VerifyOptions } from '../../audit/verify.ts';
import { sealKeysIn } from '../../audit/seal-keys.ts';
import { logOf } from '../../kit/telemetry/log.ts';

/** A folder for as long as a test. */
export function trailFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function trailIn(folder: string, instance = 'one', keysFile: string | null = null): AuditTrail {
  return new AuditTrail({ folder, instance, keysFile, log: logOf('audit') });
}

/** Writes entries as one run of a gateway does. */
export async function write(folder: string, entries: readonly Partial<AuditEntry>[], instance = 'one'): Promise<void> {
  const trail = trailIn(folder, instance);
  for (const entry of entries) trail.record(entryOf({ outcome: 'ANSWERED', ...entry }));
  await trail.close();
}

export async function verify(folder: string, options: Partial<VerifyOptions> = {}): Promise<Finding[]> {
  return verifyTrail({ folder, keys: sealKeysIn(ownKeysPath(folder)), told: [], ...options });
}

/** What is wrong with the only chain there. */
export async function wrongIn(folder: string, options: Partial<VerifyOptions> = {}): Promise<string | null> {
  const findings = await verify(folder, options);
  if (findings.length !== 1) throw new Error(`one chain was wanted; there are ${findings.length}`);
  return findings[0]?.wrong ?? null;
}

/** The file of an instance's lines; the one month that a test runs in. */
export async function fileIn(folder: string, instance = 'one'): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.endsWith(`.${instance}.jsonl`));
  if (name === undefined) throw new Error(`${instance} has written nothing`);
  return join(folder, name);
}

/** The one gateway that has written. */
export async function instanceIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).flatMap((file) => /^([\w-]+)\.head$/.exec(file)?.[1] ?? []);
  if (names.length !== 1) throw new Error(`one gateway was wanted; there are ${names.length}`);
  return names[0] ?? '';
}

export async function linesIn(folder: string, instance = 'one'): Promise<AuditLine[]> {
  const text = await readFile(await fileIn(folder, instance), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditLine);
}
