import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isDay } from '../../kit/rules/dates.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import { tellTrouble } from '../../kit/telemetry/troubles.ts';
import { watchedFile } from '../../kit/program/watched-file.ts';
import type { ApiKey } from './api-key.ts';

/**
 * Keys of a file, from the very next request on when it changes. A file that is not there holds none; one that cannot
 * be read lets nobody in: a key revoked in it must not live on.
 */
export function apiKeysIn(file: string, log: Log): Promise<() => Promise<readonly ApiKey[]>> {
  const otherwise = (error: unknown): ApiKey[] => {
    tellTrouble('API_KEYS', 'no API key is believed until their file can be read');
    log.error(`no API key is believed until ${file} can be read: ${String(error)}`);
    return [];
  };
  const parse = (text: string | null): ApiKey[] => {
    const keys = apiKeysOf(text);
    tellTrouble('API_KEYS', null);
    return keys;
  };
  return watchedFile<readonly ApiKey[]>(file, { parse, otherwise });
}

/** The keys that a file's text holds. Throws in plain words where one is not whole. */
export function apiKeysOf(text: string | null): ApiKey[] {
  const keys: unknown = JSON.parse(text ?? '[]');
  if (Array.isArray(keys) && keys.every(isApiKey)) return keys;
  throw new Error('the file of API keys wants a list of keys, as npm run keys writes it');
}

/** Changes the file whole or not at all; two who change it at once do not undo each other. */
export function changeApiKeys(file: string, change: (keys: ApiKey[]) => ApiKey[]): void {
  const draft = `${file}.new`;
  const descriptor = openDraft(draft);
  try {
    writeFileSync(descriptor, `${JSON.stringify(change(keysBefore(file)), null, 2)}\n`);
    fsyncSync(descriptor);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** For its owner alone to read, and for one at a time to write. */
function openDraft(draft: string): number {
  try {
    return openSync(draft, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${draft} is there: somebody is changing the keys. If nobody is, remove it`, { cause: error });
  }
}

/** The keys that are kept now. */
export function keysBefore(file: string): ApiKey[] {
  try {
    return apiKeysOf(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const matches =
  (form: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && form.test(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((text) => typeof text === 'string');

/** What each part of a key has to be. */
const PARTS: Readonly<Record<keyof ApiKey, (value: unknown) => boolean>> = {
  id: matches(/^[0-9a-f]{12}$/),
  name: (value) => typeof value === 'string',
  hash: matches(/^[0-9a-f]{64}$/),
  domains: isTexts,
  reports: (value) => value === null || isTexts(value),
  expires: (value) => value === null || (typeof value === 'string' && isDay(value)),
};

function isApiKey(value: unknown): value is ApiKey {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(PARTS).every(([part, isSound]) => isSound(Reflect.get(value, part)));
}
