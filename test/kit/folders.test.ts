import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { faultsOf, folderCheck } from '../../kit/program/checks.ts';
import { makeFolder, makeTemporaryFolder } from '../../kit/program/folders.ts';

const place = mkdtempSync(join(tmpdir(), 'folders-'));
beforeAll(() => void vi.stubEnv('TMPDIR', place));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true });
});

test('what a process of the same number left is removed, as in a container, and nothing of one’s own', () => {
  const left = join(place, `arrears-graph-spill-${process.pid}-before`);
  mkdirSync(left);
  const [first, second] = [makeTemporaryFolder('spill'), makeTemporaryFolder('demo')];
  expect([left, first, second].map((folder) => existsSync(folder))).toEqual([false, true, true]);
});

test('a folder is made with those it stands in, and it is said which', () => {
  const [outer, inner] = [join(place, 'outer'), join(place, 'outer', 'inner')];
  expect(makeFolder(inner)).toEqual([outer, inner]);
  expect(makeFolder(inner)).toEqual([]);
});

test('looking whether a folder can be written to leaves none behind', async () => {
  const folder = join(place, 'not', 'there');
  expect(await faultsOf([folderCheck('AUDIT_DIR', folder)])).toEqual([]);
  expect(existsSync(join(place, 'not'))).toBe(false);
});
