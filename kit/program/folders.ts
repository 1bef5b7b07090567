import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Makes a folder and those it stands in, for their owner alone, where they are not there; says which were made, the
 * outermost first. Node's own way never ends where the system has no such place.
 */
export function makeFolder(folder: string): string[] {
  const path = resolve(folder);
  if (existsSync(path)) return [];
  const made = makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
  return [...made, path];
}

const TEMPORARY = /^arrears-graph-[a-z]+-(\d+)-/;
/**
 * Those of this process. In a container every process has the same number, and the one before may have left some under
 * it.
 */
const own = new Set<string>();

/**
 * A folder of this process's own among temporary files. What processes that were killed have left there is removed
 * first.
 */
export function makeTemporaryFolder(purpose: string): string {
  for (const name of readdirSync(tmpdir())) if (isLeft(name)) removeIfOurs(join(tmpdir(), name));
  const folder = mkdtempSync(join(tmpdir(), `arrears-graph-${purpose}-${process.pid}-`));
  own.add(basename(folder));
  return folder;
}

function isLeft(name: string): boolean {
  const [, pid] = TEMPORARY.exec(name) ?? [];
  return pid !== undefined && !own.has(name) && (Number(pid) === process.pid || !isRunning(Number(pid)));
}

/** Somebody else's stays: whoever may not remove it is not kept from starting by it. */
function removeIfOurs(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
  }
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
