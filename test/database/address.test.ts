import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../kit/database/database.ts';
import { startMariadb, type MariadbServer } from '../support/mariadb.ts';

const required = process.env['MARIADB_REQUIRED'] === '1';
const folder = mkdtempSync(join(tmpdir(), 'tls-'));
const at = (file: string): string => join(folder, file);
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
const PASSWORD = 'p%@/#?:& 中+';

const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });

/** An authority, and what it signs: a certificate for each name, and a client's. */
function makeCertificates(authority: string, ...names: string[]): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout'];
  openssl(
    'req',
    '-x509',
    ...key,
    `${authority}.key`,
    '-out',
    `${authority}.pem`,
    '-days',
    '2',
    '-subj',
    `/CN=${authority}`,
  );
  for (const name of names) {
    openssl('req', ...key, `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(at('extension'), `subjectAltName=DNS:${name}`);
    const signing = [
      '-CA',
      `${authority}.pem`,
      '-CAkey',
      `${authority}.key`,
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      'extension',
    ];
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signing);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** A server that is reached over the network, by an account whose password is what it may be. */
async function startReachable(options: readonly string[]): Promise<{ server: MariadbServer | null; port: number }> {
  const port = await freePort();
  const network = ['--skip-networking=0', `--port=${port}`, `--bind-address=127.0.0.1${hasIpv6 ? ',::1' : ''}`];
  const server = await startMariadb({ required, options: [...network, ...options] });
  await server?.createDatabase('books');
  await server?.execute(`CREATE USER reader IDENTIFIED BY '${PASSWORD}'`);
  await server?.execute('GRANT SELECT ON books.* TO reader');
  return { server, port };
}

/** The cipher of a session, empty where there is none, or what keeps one from being had. */
async function cipherAt(url: string): Promise<string> {
  const database = openDatabase(url);
  try {
    const [[row]] = (await database.raw("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) as [[{ Value: string }]];
    return row.Value;
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  } finally {
    await database.destroy();
  }
}

makeCertificates('authority', 'localhost', 'db.example', 'reader');
makeCertificates('stranger');
for (const kind of ['pem', 'key']) copyFileSync(at(`localhost.${kind}`), at(`shown.${kind}`));
const secret = await startReachable([
  `--ssl-ca=${at('authority.pem')}`,
  `--ssl-cert=${at('shown.pem')}`,
  `--ssl-key=${at('shown.key')}`,
]);
const clear = await startReachable([]);

const CIPHER = /^TLS_/;
const REFUSED = /^refused: /;

describe.runIf(secret.server !== null)('a database’s address', () => {
  const url = ({ port }: { port: number }, parameters = '', host = 'localhost'): string =>
    `mysql://reader:${encodeURIComponent(PASSWORD)}@${host}:${port}/books${parameters}`;
  /** Shows another certificate from now on. */
  const show = async (name: string): Promise<void> => {
    for (const kind of ['pem', 'key']) copyFileSync(at(`${name}.${kind}`), at(`shown.${kind}`));
    await secret.server?.execute('FLUSH SSL');
  };

  afterAll(async () => {
    await secret.server?.stop();
    await clear.server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('is taken with a password of any characters, and is clear unless it says otherwise', async () => {
    expect(await cipherAt(url(secret))).toBe('');
    expect(await cipherAt(url(secret, '?ssl-mode=DISABLED'))).toBe('');
  });

  test.runIf(hasIpv6)('may be one of IPv6', async () => {
    expect(await cipherAt(url(secret, '?ssl-mode=REQUIRED', '[::1]'))).toMatch(CIPHER);
  });

  test('with ssl-mode=REQUIRED is never read in clear', async () => {
    expect(await cipherAt(url(secret, '?ssl-mode=REQUIRED'))).toMatch(CIPHER);
    expect(await cipherAt(url(clear, '?ssl-mode=REQUIRED'))).toBe('refused: Server does not support secure connection');
  });

  test('with ssl-mode=VERIFY_CA is read where the authority has signed, whatever the name', async () => {
    const verified = (authority: string): string => `?ssl-mode=VERIFY_CA&ssl-ca=${at(`${authority}.pem`)}`;
    expect(await cipherAt(url(secret, verified('authority')))).toMatch(CIPHER);
    expect(await cipherAt(url(secret, verified('authority'), '127.0.0.1'))).toMatch(CIPHER);
    expect(await cipherAt(url(secret, verified('stranger')))).toMatch(REFUSED);
    await show('db.example');
    expect(await cipherAt(url(secret, verified('authority')))).toMatch(CIPHER);
    await show('localhost');
    expect(await cipherAt(url(secret, verified('nowhere')))).toBe(
      `refused: ssl-ca wants a file that can be read; got ${JSON.stringify(at('nowhere.pem'))} (ENOENT)`,
    );
  });

  test('with ssl-mode=VERIFY_IDENTITY is read from the host of that name alone', async () => {
    const verified = (authority: string): string => `?ssl-mode=VERIFY_IDENTITY&ssl-ca=${at(`${authority}.pem`)}`;
    expect(await cipherAt(url(secret, verified('authority')))).toMatch(CIPHER);
    expect(await cipherAt(url(secret, verified('stranger')))).toMatch(REFUSED);
    await show('db.example');
    expect(await cipherAt(url(secret, verified('authority')))).toMatch(/^refused: .*does not match certificate/);
    await show('localhost');
  });

  test('gives the server a certificate of ours where it wants one', async () => {
    await secret.server?.execute('ALTER USER reader REQUIRE X509');
    expect(await cipherAt(url(secret, '?ssl-mode=REQUIRED'))).toMatch(/^refused: Access denied/);
    const own = `&ssl-cert=${at('reader.pem')}&ssl-key=${at('reader.key')}`;
    expect(await cipherAt(url(secret, `?ssl-mode=VERIFY_CA&ssl-ca=${at('authority.pem')}${own}`))).toMatch(CIPHER);
    await secret.server?.execute('ALTER USER reader REQUIRE NONE');
  });

  test('of an account that signs in by a plugin that we have not is refused in plain words', async () => {
    await secret.server?.execute('SET GLOBAL secure_auth = OFF');
    await secret.server?.execute("CREATE USER old IDENTIFIED VIA mysql_old_password USING '5d2e19393cc5ef67'");
    expect(await cipherAt(`mysql://old:x@127.0.0.1:${secret.port}/books`)).toBe(
      'refused: the account signs in by a plugin that is not supported; mysql_native_password, caching_sha2_password and sha256_password are',
    );
  });
});
