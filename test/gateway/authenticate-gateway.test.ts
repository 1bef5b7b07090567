import { expect, test } from 'vitest';
import { strictAuthentication } from '../../gateway/authenticate/authentication.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { BAD, JWKS, keys, NOT_ACCEPTED } from './bad-tokens.ts';
import { ask, gatewayOver, impostor, logLines, type Answer } from './graphs.ts';
import { AUDIENCE, ISSUER, jwksServer, tokenOf } from './issuers.ts';

test('no bad token is let in, and no department hears of it', async () => {
  logLines();
  const issuer = await jwksServer(JWKS);
  const tokenIssuer = { jwks: issuer.url, issuer: ISSUER, audience: AUDIENCE };
  const asked: string[] = [];
  const books = await impostor('type Query { debts: Int }', (_request, response) => {
    asked.push('debts');
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"debts":1}}');
  });
  const gateway = await gatewayOver(
    { books },
    {},
    await strictAuthentication({ tokenIssuer, apiKeys: null }, logOf('gateway')),
  );
  const askAs = (token: string): Promise<Answer> =>
    ask(gateway.url, '{ debts }', {}, { authorization: `Bearer ${token}` });
  const answers = [];
  for (const [what, make] of BAD) {
    const { status, data, errors } = await askAs(await make());
    answers.push({ what, status, data, errors });
  }
  expect(answers).toEqual(
    BAD.map(([what, , message = NOT_ACCEPTED]) => {
      return { what, status: 401, data: undefined, errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] };
    }),
  );
  expect(asked).toEqual([]);
  for (const good of ['key', 'rsa', 'pss', 'ed'] as const)
    expect((await askAs(await tokenOf(keys[good]))).data).toEqual({ debts: 1 });
});
