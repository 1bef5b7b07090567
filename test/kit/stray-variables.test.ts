import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { strayVariables, VARIABLES } from '../../kit/program/stray-variables.ts';

test.each([
  ...[
    'FINANCE_DATABASEURL',
    'FINANCE_DB_URL',
    'finance_database_url',
    'FINANACE_DATABASE_URL',
    'TREASURY_DATABASE_URL',
    'DATABASE_URL',
  ],
  ...['HOUSING_DATABASE_URL', 'HOUSINGCONSTRUCTION_DATABASE_URL', 'SOE_URL', 'COORDINATION_DB', 'ENERGY_SUBGRAPHURL'],
  ...[
    'API_KEY',
    'APIKEYS',
    'AUTH_JWK',
    'AUTH_ISSUERS',
    'AUDIT_KEY',
    'SIGNING_KEYS',
    'TRUSTED_SIGNER',
    'METRIC_PORT',
    'REREAD_SECOND',
  ],
])('%s is taken for a slip of the pen', (name) => {
  expect(strayVariables([name])).toEqual([name]);
});

test('what others say is left alone, and what is ours', () => {
  const others = [
    'PATH',
    'HOME',
    'HOSTNAME',
    'TMPDIR',
    'LANG',
    'NODE_OPTIONS',
    'npm_config_user_agent',
    'OTEL_SERVICE_NAME',
    'PWD',
    'PS1',
    'HOSTTYPE',
  ];
  expect(strayVariables([...others, ...VARIABLES])).toEqual([]);
});

test('every variable that the house tells of is known', () => {
  const text = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const rows = text('docs/operating.md').match(/^\| `[A-Z_]+`.*?\|/gm) ?? [];
  const remarks = text('kit/program/env.ts').match(/^ {2}\/\*\* [A-Z_]{4,}[:,]/gm) ?? [];
  const names = [...rows, ...remarks].join().match(/[A-Z_]{4,}/g) ?? [];
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !VARIABLES.includes(name))).toEqual([]);
});
