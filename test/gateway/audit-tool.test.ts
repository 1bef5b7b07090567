import { auditServer } from 'graphql-http';
import { expect, test } from 'vitest';
import { gatewayOver, subgraph } from './graphs.ts';

test('the public audit of GraphQL over HTTP finds every MUST kept, and all but three SHOULDs', async () => {
  const { url } = await gatewayOver({ books: await subgraph('type Query { day: Int }', { Query: { day: () => 7 } }) });
  const results = await auditServer({ url });
  const named = (word: string): typeof results => results.filter(({ name }) => name.startsWith(word));
  const broken = results.filter(({ status }) => status !== 'ok').map(({ name }) => name);
  expect([named('MUST').length, named('SHOULD').length]).toEqual([13, 23]);
  expect(broken.filter((name) => !name.startsWith('MAY'))).toEqual(
    // a question that cannot be understood is no success, whatever its answer is sent as
    ['document parsing failure', 'document validation failure', 'variable coercion failure'].map(
      (failure) => expect.stringContaining(`${failure} when accepting application/json`) as string,
    ),
  );
});
