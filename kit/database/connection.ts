import { readFile } from 'node:fs/promises';
import type { ConnectionOptions, SslOptions } from 'mysql2';
import type { ServerAddress, Tls } from './address.ts';
import { PATIENCE_MS } from './limits.ts';

type DriverOptions = Pick<
  ConnectionOptions,
  | 'host'
  | 'port'
  | 'socketPath'
  | 'user'
  | 'password'
  | 'database'
  | 'ssl'
  | 'charset'
  | 'timezone'
  | 'multipleStatements'
  | 'connectTimeout'
>;

/** What the driver is told of an address. Throws in plain words where a file that it names cannot be read. */
export async function connectionOf({ tls, host, port, socketPath, ...account }: ServerAddress): Promise<DriverOptions> {
  return {
    ...account,
    ...(socketPath === null ? { host, port } : { socketPath }),
    ...(tls && { ssl: await sslOf(tls) }),
    charset: 'utf8mb4',
    timezone: '+08:00',
    multipleStatements: false,
    connectTimeout: PATIENCE_MS,
  };
}

async function sslOf({ mode, ca, cert, key }: Tls): Promise<SslOptions> {
  return {
    rejectUnauthorized: mode !== 'REQUIRED',
    verifyIdentity: mode === 'VERIFY_IDENTITY',
    ...(ca !== null && { ca: await pemOf('ssl-ca', ca) }),
    ...(cert !== null && { cert: await pemOf('ssl-cert', cert) }),
    ...(key !== null && { key: await pemOf('ssl-key', key) }),
  };
}

async function pemOf(parameter: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new Error(`${parameter} wants a file that can be read; got ${JSON.stringify(file)} (${code})`, {
      cause: error,
    });
  }
}

const PLUGINS = 'mysql_native_password, caching_sha2_password and sha256_password';

/** What kept a connection from being made, in words that say what to do where the driver's do not. */
export function connectionError(error: Error & { code?: string }): Error {
  if (error.code !== 'AUTH_SWITCH_PLUGIN_ERROR' && error.code !== 'MYSQL_CLEAR_PASSWORD_NOT_ENABLED') return error;
  return new Error(`the account signs in by a plugin that is not supported; ${PLUGINS} are`, { cause: error });
}
