import type { ParseArgsConfig } from 'node:util';
import { argumentsOf } from '../../kit/program/arguments.ts';
import { isDay } from '../../kit/rules/dates.ts';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import { readEnvironment } from '../../kit/program/env.ts';
import { changeApiKeys, keysBefore } from '../authenticate/api-key-file.ts';
import { mintKey, type ApiKey } from '../authenticate/api-key.ts';
import { readSavedReports } from '../reports/report.ts';

const USAGE = `npm run keys wants one of
  add --name "whose, and what for" --domains finance,soe --reports arrears-by-kind,wages [--expires 2027-01-01]
  list
  revoke <id>
\`--reports any\` is a key for any question in its domains; --expires is the first day on which it holds no more.`;

/** `npm run keys`: the API keys of reporting tools, in the file that API_KEYS names. */
async function main([command, ...rest]: readonly string[]): Promise<string> {
  const file = readEnvironment().apiKeys;
  if (file === null) throw new Error('API_KEYS is not given: in which file are the keys?');
  if (command === 'add') return add(file, rest);
  if (command === 'list' && rest.length === 0) return list(keysBefore(file));
  const [id, ...more] = rest;
  if (command === 'revoke' && id !== undefined && more.length === 0) return revoke(file, id);
  throw new Error(USAGE);
}

async function add(file: string, args: string[]): Promise<string> {
  const { name, domains, reports, expires = null } = optionsOf(args);
  if (!name || domains === undefined || reports === undefined) throw new Error(USAGE);
  if (expires !== null && !isDay(expires))
    throw new Error(`--expires wants a day, as 2027-01-01; got ${JSON.stringify(expires)}`);
  const { text, kept } = mintKey({
    name,
    domains: listOf('--domains', domains, DOMAIN_CODES),
    reports: reports === 'any' ? null : listOf('--reports', reports, [...(await readSavedReports()).keys()]),
    expires,
  });
  changeApiKeys(file, (keys) => [...keys, kept]);
  return `${text}\nThis is the only time that the key is shown.`;
}

function optionsOf(args: string[]): Partial<Record<'name' | 'domains' | 'reports' | 'expires', string>> {
  const option = { type: 'string' } as const;
  const config = {
    args,
    options: { name: option, domains: option, reports: option, expires: option },
  } satisfies ParseArgsConfig;
  return argumentsOf(USAGE, config).values;
}

function listOf(option: string, text: string, known: readonly string[]): string[] {
  const given = text.split(',');
  const strange = given.find((item) => !known.includes(item));
  if (strange === undefined) return given;
  throw new Error(`${option} wants some of ${known.join(', ')}; got ${JSON.stringify(strange)}`);
}

function list(keys: readonly ApiKey[]): string {
  const line = ({ id, name, domains, reports, expires }: ApiKey): string =>
    [id, JSON.stringify(name), domains.join(','), reports?.join(',') ?? 'any', expires ?? 'does not expire'].join('  ');
  return keys.map(line).join('\n');
}

function revoke(file: string, id: string): string {
  changeApiKeys(file, (keys) => {
    if (keys.some((key) => key.id === id)) return keys.filter((key) => key.id !== id);
    throw new Error(
      `npm run keys revoke wants the id of a key that is kept, as npm run keys list gives it; got ${JSON.stringify(id)}`,
    );
  });
  return `${id} is revoked.`;
}

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
