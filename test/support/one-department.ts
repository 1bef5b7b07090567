import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { impostor } from '../gateway/graphs.ts';
import { KEYS } from './signed.ts';

/** Coordination over one department, finance, that answers as it is told to, until the test ends: its address. */
export async function coordinationOver(finance: RequestListener): Promise<string> {
  const department = await impostor('', finance);
  const folder = mkdtempSync(join(tmpdir(), 'coordination-'));
  const coordination = await startCoordination({
    departments: { finance: String(department.url) },
    keys: KEYS.coordination,
    trusted: KEYS.trusted,
    databaseUrl: `sqlite:${folder}/own.sqlite`,
  });
  onTestFinished(async () => {
    await coordination.close();
    rmSync(folder, { recursive: true });
  });
  return coordination.url;
}
