import { variableOf, type Environment } from '../kit/env.ts';
import { logOf } from '../kit/log.ts';
import { givenKeys } from '../kit/keys.ts';
import { runProgram } from '../kit/program.ts';
import { strictAuthentication, type Authentication } from './authenticate/authentication.ts';
import { startGateway } from './server.ts';

/** `npm run gateway`: the gateway alone, in front of the subgraphs whose addresses are in `<NAME>_SUBGRAPH_URL`. */
await runProgram(async (environment) => {
  const subgraphUrl = (name: string): string | null => {
    const url = environment.subgraphUrl(name);
    if (url === null) logOf('gateway').warn(`${name} is unavailable: ${variableOf(name, 'SUBGRAPH_URL')} is not given`);
    return url;
  };
  const authentication = await authenticationGiven(environment);
  const gateway = await startGateway({ ...environment, authentication, keys: givenKeys(environment), subgraphUrl });
  console.log(gateway.url);
  return gateway;
});

/** The gateway alone has no demo mode: it cannot tell whose books its subgraphs read. */
function authenticationGiven(environment: Environment): Promise<Authentication> {
  if (environment.tokenIssuer || environment.apiKeys !== null) return strictAuthentication(environment, logOf('gateway'));
  throw new Error('npm run gateway wants AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE, or API_KEYS: it answers nobody whom it cannot know');
}
