import { argumentsOf, CHECK } from '../kit/program/arguments.ts';
import type { Check } from '../kit/program/checks.ts';
import { variableOf, type Environment } from '../kit/program/env.ts';
import { givenSigningKeys, signingCheck } from '../kit/trust/key-files.ts';
import { logOf } from '../kit/telemetry/log.ts';
import { runProgram } from '../kit/program/program.ts';
import { strictAuthentication } from './authenticate/authentication.ts';
import { gatewayChecks } from './checks.ts';
import { startGateway } from './server.ts';

/** `npm run gateway`: the gateway alone, in front of the subgraphs whose addresses are in `<NAME>_SUBGRAPH_URL`. */
await runProgram({
  name: 'gateway',
  checks: (environment) => {
    argumentsOf('npm run gateway takes --check or nothing', { options: CHECK });
    return [callersCheck(environment), signingCheck(environment, 'gateway'), ...gatewayChecks(environment)];
  },
  start: async (environment) => {
    const subgraphUrl = (name: string): string | null => {
      const url = environment.subgraphUrl(name);
      if (url === null)
        logOf('gateway').warn(`${name} is unavailable: ${variableOf(name, 'SUBGRAPH_URL')} is not given`);
      return url;
    };
    const authentication = await strictAuthentication(environment, logOf('gateway'));
    const keys = givenSigningKeys(environment, 'gateway');
    const gateway = await startGateway({ ...environment, authentication, keys, subgraphUrl });
    return { ...gateway, says: `${gateway.url}\n` };
  },
});

/** The gateway alone has no demo mode: it cannot tell whose books its subgraphs read. */
function callersCheck({ tokenIssuer, apiKeys }: Environment): Check {
  const look = (): void => {
    if (tokenIssuer || apiKeys !== null) return;
    throw new Error(
      'npm run gateway wants AUTH_JWKS, AUTH_ISSUER and AUTH_AUDIENCE, or API_KEYS: it answers nobody whom it cannot know',
    );
  };
  return { variable: 'AUTH_JWKS', look };
}
