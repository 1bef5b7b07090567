import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A month's lines of one gateway. */
export interface ChainFile {
  instance: string;
  /** YYYY-MM. */
  month: string;
  path: string;
}

const NAME = /^(\d{4}-\d{2})\.([\w-]+)\.jsonl$/;
const HEAD = /^([\w-]+)\.head$/;

export function chainFile(folder: string, instance: string, month: string): ChainFile {
  return { instance, month, path: join(folder, `${month}.${instance}.jsonl`) };
}

export function headPath(folder: string, instance: string): string {
  return join(folder, `${instance}.head`);
}

/** Where the keys are that seal the trail, if nobody says otherwise. */
export function ownKeysPath(folder: string): string {
  return join(folder, 'keys');
}

/** The files of each gateway that ever wrote here, the oldest first; none where only its head is left. */
export async function chainsIn(folder: string): Promise<Map<string, ChainFile[]>> {
  const names = (await namesIn(folder)).sort();
  const instances = names.flatMap((name) => NAME.exec(name)?.[2] ?? HEAD.exec(name)?.[1] ?? []);
  const chains = new Map(instances.sort().map((instance): [string, ChainFile[]] => [instance, []]));
  for (const name of names) {
    const [, month, instance] = NAME.exec(name) ?? [];
    if (month !== undefined && instance !== undefined) chains.get(instance)?.push(chainFile(folder, instance, month));
  }
  return chains;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
