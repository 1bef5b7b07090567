import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Makes a folder and those it stands in, for their owner alone, where they are not there. Node's own way never ends where the system has no such place. */
export function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

const TEMPORARY = /^arrears-graph-[a-z]+-(\d+)-/;

/** A folder of this process's own among temporary files. What processes that were killed have left there is removed first. */
export function makeTemporaryFolder(purpose: string): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(TEMPORARY.exec(name)?.[1] ?? process.pid);
    if (!isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), `arrears-graph-${purpose}-${process.pid}-`));
}

/** Whether there is a process of this number; somebody else's counts. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
