import { isIP } from 'node:net';

/** Where a MySQL or MariaDB database is, and who we are there. */
export interface ServerAddress {
  host: string;
  port: number;
  /** Instead of host and port: a socket of this machine. */
  socketPath: string | null;
  user: string;
  password: string;
  database: string;
  tls: Tls | null;
}

/** How the line is kept secret, by the words of MySQL's own clients. */
export interface Tls {
  mode: Exclude<SslMode, 'DISABLED'>;
  /** Paths of PEM files. */
  ca: string | null;
  cert: string | null;
  key: string | null;
}

const MODES = ['DISABLED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;
type SslMode = (typeof MODES)[number];
const PARAMETERS = ['socketPath', 'ssl-mode', 'ssl-ca', 'ssl-cert', 'ssl-key'] as const;
type Parameters = Partial<Record<(typeof PARAMETERS)[number], string>>;

/**
 * An address is not one. Its message begins with "wants" and holds nothing of what was given but names of parameters:
 * there may be a password in it.
 */
class AddressError extends Error {}

const FORMS = 'mysql://user:password@host:port/database or sqlite:/path/to/file';

/** A database in a file, or on a server. */
export type DatabaseAddress = { file: string } | { server: ServerAddress };

/** Where a database is. Throws an `AddressError` where a text does not say it. */
export function databaseAddress(text: string): DatabaseAddress {
  if (/^sqlite:./.test(text)) return { file: text.slice('sqlite:'.length) };
  if (!text.startsWith('mysql://') || !URL.canParse(text)) throw new AddressError(`wants ${FORMS}${ENCODED}`);
  return { server: serverAddress(new URL(text)) };
}

const ENCODED =
  '; what is in a user’s name or password besides letters, digits and -._~ is percent-encoded: % is %25, @ %40, / %2F, # %23, ? %3F';

function serverAddress(url: URL): ServerAddress {
  const [user, password, database] = [decoded(url.username), decoded(url.password), decoded(url.pathname.slice(1))];
  // whatever of a password is not encoded ends it early, and what follows looks like something else
  if (user === '' || database === '' || database.includes('/') || url.hash !== '')
    throw new AddressError(`wants ${FORMS}${ENCODED}`);
  const parameters = parametersOf(url);
  const socketPath = parameters.socketPath ?? null;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const address = { host, port: Number(url.port || 3306), socketPath, user, password, database };
  return { ...address, tls: tlsOf(parameters, address) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AddressError(`wants its percent-encoding right${ENCODED}`);
  }
}

/** Its parameters; a blank is %20, and a plus a plus. */
function parametersOf(url: URL): Parameters {
  const given = [...new URLSearchParams(url.search.replaceAll('+', '%2B'))];
  const names = given.map(([name]) => name);
  const strange = names.find((name) => !PARAMETERS.some((known) => known === name));
  if (strange !== undefined) {
    const named = /^[\w-]{1,40}$/.test(strange) ? `; got ${strange}` : '';
    throw new AddressError(`wants no parameters but ${PARAMETERS.join(', ')}${named}`);
  }
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new AddressError(`wants ${twice} once`);
  return Object.fromEntries(given);
}

function tlsOf(given: Parameters, { host, socketPath }: Pick<ServerAddress, 'host' | 'socketPath'>): Tls | null {
  const { 'ssl-ca': ca = null, 'ssl-cert': cert = null, 'ssl-key': key = null } = given;
  const mode = modeOf(given['ssl-mode'] ?? 'DISABLED');
  const fault = faultOf({ mode, ca, cert, key }, { byNumber: isIP(host) !== 0, socketPath });
  if (fault !== undefined) throw new AddressError(`wants ${fault}`);
  return mode === 'DISABLED' ? null : { mode, ca, cert, key };
}

/** What does not go together. */
function faultOf(
  { mode, ca, cert, key }: Omit<Tls, 'mode'> & { mode: SslMode },
  { byNumber, socketPath }: { byNumber: boolean; socketPath: string | null },
): string | undefined {
  const [off, verifies] = [mode === 'DISABLED', mode.startsWith('VERIFY_')];
  const faults: [boolean, string][] = [
    [(cert === null) !== (key === null), 'ssl-cert and ssl-key together'],
    [off && (ca ?? cert) !== null, `ssl-mode=${MODES.slice(1).join(', ')} where an ssl- file is given`],
    [!off && socketPath !== null, 'no ssl-mode with socketPath: a socket does not leave this machine'],
    [
      mode === 'REQUIRED' && ca !== null,
      'ssl-mode=VERIFY_CA or VERIFY_IDENTITY with ssl-ca: REQUIRED looks at no certificate',
    ],
    [
      verifies && ca === null,
      `ssl-ca with ssl-mode=${mode}: the file of the authority that signed the server's certificate`,
    ],
    // the driver would hold the certificate against localhost
    [mode === 'VERIFY_IDENTITY' && byNumber, 'a host by its name with ssl-mode=VERIFY_IDENTITY, not by a number'],
  ];
  return faults.find(([is]) => is)?.[1];
}

function modeOf(given: string): SslMode {
  const mode = MODES.find((known) => known === given.toUpperCase());
  if (mode !== undefined) return mode;
  const why = given.toUpperCase() === 'PREFERRED' ? '; PREFERRED goes on in clear where it is asked to' : '';
  throw new AddressError(`wants ssl-mode to be one of ${MODES.join(', ')}${why}`);
}
