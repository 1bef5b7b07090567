import { DOMAIN_CODES } from '../departments.ts';
import { variableOf } from './env.ts';

const SUBGRAPHS = [...DOMAIN_CODES, 'coordination', 'campaign'];

/** Every variable that is read. */
export const VARIABLES: readonly string[] = [
  ...[
    'PORT',
    'HOST',
    'SUBGRAPH_PORT',
    'REFRESH_SECONDS',
    'COST_PER_MINUTE',
    'REREAD_SECONDS',
    'REREAD_HOURS',
    'DRAIN_SECONDS',
  ],
  ...[
    'METRICS_PORT',
    'METRICS_HOST',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'SIGNING_KEY',
    'TRUSTED_SIGNERS',
    'AUTH_JWKS',
    'AUTH_ISSUER',
    'AUTH_AUDIENCE',
  ],
  ...['API_KEYS', 'AUDIT_DIR', 'AUDIT_KEYS', 'CLOCK_FILE', 'GATEWAY_URL'],
  ...SUBGRAPHS.flatMap((name) => [variableOf(name, 'DATABASE_URL'), variableOf(name, 'SUBGRAPH_URL')]),
];

/** What names of ours are in capital letters and digits alone. */
const PLAIN = VARIABLES.map(plainOf);
/** Names this short are near to many that are not ours: HOME to HOST. */
const SHORTEST = 7;
const MOST_SLIPS = 2;
/** What begins or ends as only ours do. */
const OURS = new RegExp(
  `^(${SUBGRAPHS.map((name) => name.toUpperCase().replaceAll('-', '_')).join('|')}|HOUSING)_|(^|_)(DATABASE|SUBGRAPH)_?URL$`,
  'i',
);

/**
 * Of names of variables, those that look like ours and are none: slips of the pen, which would leave something out
 * without a word.
 */
export function strayVariables(names: readonly string[]): string[] {
  return names.filter((name) => !VARIABLES.includes(name) && looksLikeOurs(name)).sort();
}

function looksLikeOurs(name: string): boolean {
  const plain = plainOf(name);
  return (
    OURS.test(name) ||
    PLAIN.some((ours) => ours === plain || (ours.length >= SHORTEST && slipsBetween(ours, plain) <= MOST_SLIPS))
  );
}

function plainOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** How many letters are to be put in, left out or changed to make one text of another (Levenshtein). */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1];
    for (const [j, their] of Array.from(other).entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === their ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
