import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeGateway } from '../../gateway/supergraph.ts';

const ROOT = new URL('../../', import.meta.url);
const CODE = ['gateway', 'audit', 'kit', 'subgraphs', 'demo', 'bench', 'test'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);

test.each([undefined, 'false', '0'])('a gateway reports to nobody where the environment says %s', (said) => {
  if (said === undefined) delete process.env['APOLLO_TELEMETRY_DISABLED'];
  else process.env['APOLLO_TELEMETRY_DISABLED'] = said;
  const gateway = makeGateway({ supergraphSdl: '' });
  expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('true');
  expect(Reflect.get(gateway, 'toDispose'), 'no reporter is there to be shut down').toEqual([]);
});

test('there is one place where a gateway is made', () => {
  const maker = ['new', 'ApolloGateway('].join(' ');
  expect(CODE.filter((file) => readFileSync(new URL(file, ROOT), 'utf8').includes(maker))).toEqual([
    'gateway/supergraph.ts',
  ]);
});
