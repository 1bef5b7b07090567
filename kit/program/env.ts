import { databaseAddress } from '../database/address.ts';
import type { Hours } from '../rules/hours.ts';
import { isLoopback } from '../http/loopback.ts';

/** Whose tokens are believed. */
export interface TokenIssuer {
  /** AUTH_JWKS: where its public keys are: a URL, or a file. */
  jwks: string;
  /** AUTH_ISSUER: the `iss` of its tokens. */
  issuer: string;
  /** AUTH_AUDIENCE: the `aud` of those that are meant for this graph. */
  audience: string;
}

/** What is given in the environment. An empty variable is one that is not given. */
export interface Environment {
  /** Names of all variables that are given, ours and others'. */
  given: readonly string[];
  /** PORT: the gateway's; 4000. */
  port: number;
  /** HOST: the address that servers listen on; this machine alone. */
  host: string;
  /** SUBGRAPH_PORT: of a subgraph that runs alone; any that is free. */
  subgraphPort: number;
  /** REFRESH_SECONDS: between looks for what has changed in a department's books; 5. */
  refreshSeconds: number;
  /** COST_PER_MINUTE: what one caller's questions may cost in a minute; 1,000,000. */
  costPerMinute: number;
  /** REREAD_SECONDS: between readings of all of a department's books; 600. */
  rereadSeconds: number;
  /**
   * REREAD_HOURS: `22-6`, hours of the day in Asia/Shanghai to which those readings are confined; any. The first one
   * and changes are read at once.
   */
  rereadHours: Hours | null;
  /** DRAIN_SECONDS: between saying that no more is to be sent here and closing, when a part alone is told to end; 5. */
  drainSeconds: number;
  /** METRICS_PORT: where measures are shown; null where it is not given, and they are not shown. */
  metricsPort: number | null;
  /** METRICS_HOST: the address that measures are shown on; this machine alone. */
  metricsHost: string;
  /**
   * OTEL_EXPORTER_OTLP_ENDPOINT: the collector that traces are sent to; null where it is not given, and nothing is
   * sent.
   */
  tracesUrl: string | null;
  /** SIGNING_KEY: the file with the private keys of a signer alone; null where it is not given. */
  signingKey: string | null;
  /** TRUSTED_SIGNERS: the file with the public keys of those who may ask a subgraph; null where it is not given. */
  trustedSigners: string | null;
  /** AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE, all of them; null where none is given. */
  tokenIssuer: TokenIssuer | null;
  /** API_KEYS: the file with the API keys' hashes; null where it is not given. */
  apiKeys: string | null;
  /** AUDIT_DIR: the folder of the audit trail; .data/audit. */
  auditDir: string;
  /** AUDIT_KEYS: the file with the keys that seal the audit trail; null: one in its folder. */
  auditKeys: string | null;
  /** CLOCK_FILE: the file whose one instant is the clock of the house; null: the machine's own clock is (P2). */
  clockFile: string | null;
  /** GATEWAY_URL: where the campaign asks the graph; null where it is not given. */
  gatewayUrl: string | null;
  /**
   * `<NAME>_DATABASE_URL`; null where it is not given. Throws, with the variable's name and without what was given,
   * where it is no address.
   */
  databaseUrl: (name: string) => string | null;
  /** `<NAME>_SUBGRAPH_URL`; null where it is not given. */
  subgraphUrl: (name: string) => string | null;
}

const PORTS: [number, number] = [0, 65_535];
const SECONDS: [number, number] = [1, 604_800];
/** No less than one question may cost. */
const COSTS: [number, number] = [50_000, 1_000_000_000];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment; the only place that does. Throws in plain words, a line each, where variables are not what
 * they should be.
 */
export function readEnvironment(environment: Variables = process.env): Environment {
  const variables = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const faults: string[] = [];
  const sound: Soundly = (read, otherwise) => {
    try {
      return read();
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  };
  const read = environmentOf(variables, sound);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return read;
}

/** What a variable says; what is wrong with it is kept, so that all faults are told at once. */
type Soundly = <T>(read: () => T, otherwise: T) => T;

function environmentOf(variables: Variables, sound: Soundly): Environment {
  const number = (name: string, otherwise: number, bounds: [number, number]): number =>
    sound(() => numberOf(name, variables[name], otherwise, bounds), otherwise);
  return {
    given: Object.keys(variables),
    port: number('PORT', 4000, PORTS),
    host: variables['HOST'] ?? '127.0.0.1',
    subgraphPort: number('SUBGRAPH_PORT', 0, PORTS),
    refreshSeconds: number('REFRESH_SECONDS', 5, SECONDS),
    costPerMinute: number('COST_PER_MINUTE', 1_000_000, COSTS),
    rereadSeconds: number('REREAD_SECONDS', 600, SECONDS),
    rereadHours: sound(() => hoursOf('REREAD_HOURS', variables['REREAD_HOURS']), null),
    drainSeconds: number('DRAIN_SECONDS', 5, [0, 3_600]),
    metricsPort: variables['METRICS_PORT'] === undefined ? null : number('METRICS_PORT', 0, PORTS),
    metricsHost: variables['METRICS_HOST'] ?? '127.0.0.1',
    tracesUrl: sound(() => httpUrlOf('OTEL_EXPORTER_OTLP_ENDPOINT', variables), null),
    signingKey: variables['SIGNING_KEY'] ?? null,
    trustedSigners: variables['TRUSTED_SIGNERS'] ?? null,
    tokenIssuer: sound(() => tokenIssuerOf(variables), null),
    apiKeys: variables['API_KEYS'] ?? null,
    auditDir: variables['AUDIT_DIR'] ?? '.data/audit',
    auditKeys: variables['AUDIT_KEYS'] ?? null,
    clockFile: variables['CLOCK_FILE'] ?? null,
    gatewayUrl: sound(() => httpUrlOf('GATEWAY_URL', variables), null),
    databaseUrl: (name: string) => databaseUrlOf(variableOf(name, 'DATABASE_URL'), variables),
    subgraphUrl: (name: string) => httpUrlOf(variableOf(name, 'SUBGRAPH_URL'), variables),
  };
}

/** The variable that says something of a subgraph: `HOUSING_CONSTRUCTION_DATABASE_URL`. */
export function variableOf(name: string, what: 'DATABASE_URL' | 'SUBGRAPH_URL'): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_${what}`;
}

function numberOf(name: string, given: string | undefined, otherwise: number, [least, most]: [number, number]): number {
  if (given === undefined) return otherwise;
  const number = /^\d+$/.test(given) ? Number(given) : NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`${name} wants a whole number from ${least} to ${most}; got ${JSON.stringify(given)}`);
}

function hoursOf(name: string, given: string | undefined): Hours | null {
  if (given === undefined) return null;
  const [, from, to] = (/^(\d\d?)-(\d\d?)$/.exec(given) ?? []).map(Number);
  if (from !== undefined && to !== undefined && from < 24 && to <= 24 && from !== to) return { from, to };
  throw new Error(`${name} wants two hours of the day, as 22-6; got ${JSON.stringify(given)}`);
}

function tokenIssuerOf(variables: Variables): TokenIssuer | null {
  const { AUTH_JWKS: jwks, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = variables;
  if (jwks === undefined && issuer === undefined && audience === undefined) return null;
  if (jwks === undefined || issuer === undefined || audience === undefined) {
    throw new Error(
      'AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE are wanted together: where the keys are, whose tokens count, and for whom',
    );
  }
  if (!isKeyAddress(jwks)) {
    throw new Error(
      `AUTH_JWKS wants https://host/path, or the path of a file (http:// on this machine alone); got ${JSON.stringify(jwks)}`,
    );
  }
  return { jwks, issuer, audience };
}

/** A path, or a URL that nobody on the way can answer for another. */
function isKeyAddress(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** What was given is not repeated in the error: it may hold a password. */
function databaseUrlOf(variable: string, variables: Variables): string | null {
  const given = variables[variable];
  if (given === undefined) return null;
  try {
    databaseAddress(given);
    return given;
  } catch (error) {
    throw new Error(`${variable} ${(error as Error).message}`);
  }
}

function httpUrlOf(variable: string, variables: Variables): string | null {
  const given = variables[variable];
  if (given === undefined) return null;
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given;
  throw new Error(`${variable} wants a URL, as http://host:port/path; got ${JSON.stringify(given)}`);
}

/** The federation gateway reports to its makers unless this variable is set before one is made. */
export function forbidTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
}
