import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small disk of its own, to be filled to the last byte. */
export interface Disk {
  fill(): void;
  clear(): void;
  close(): void;
}

/** More than lines of some minutes, and soon full. */
const SIZE = 64 * 1024 * 1024;

/** A disk in memory, mounted on a new folder; null where this account may not mount one. */
export function startDisk(folder: string): Disk | null {
  mkdirSync(folder);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]).status !== 0) return null;
  const close = (): void => void spawnSync('umount', ['--lazy', folder]);
  process.once('exit', close);
  const ballast = join(folder, 'ballast');
  return {
    fill: () => fillUp(ballast),
    clear: () => rmSync(ballast, { force: true }),
    close: () => {
      process.removeListener('exit', close);
      close();
    },
  };
}

/** Whatever room is left is taken, down to the last page. */
function fillUp(file: string): void {
  for (const bytes of [1024 * 1024, 4096]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}
