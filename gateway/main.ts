import { argumentsOf, CHECK } from '../kit/program/arguments.ts';
import type { Check } from '../kit/program/checks.ts';
import { clockChecks, houseClock } from '../kit/program/clock.ts';
import { localDay, type Day } from '../kit/rules/dates.ts';
import { variableOf, type Environment } from '../kit/program/env.ts';
import { givenSigningKeys, givenTrustedKeys, signingCheck, trustCheck } from '../kit/trust/key-files.ts';
import { TRUST_OF_THE_GATEWAY } from '../kit/trust/signers.ts';
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
    return [
      callersCheck(environment),
      ...clockChecks(environment),
      signingCheck(environment, 'gateway'),
      ...(isAsked(environment) ? [trustCheck(environment, TRUST_OF_THE_GATEWAY)] : []),
      ...gatewayChecks(environment),
    ];
  },
  start: async (environment) => {
    const subgraphUrl = (name: string): string | null => {
      const url = environment.subgraphUrl(name);
      if (url === null)
        logOf('gateway').warn(`${name} is unavailable: ${variableOf(name, 'SUBGRAPH_URL')} is not given`);
      return url;
    };
    const authentication = await strictAuthentication(environment, logOf('gateway'));
    const clock = houseClock(environment, logOf('gateway'));
    const keys = givenSigningKeys(environment, 'gateway');
    const trust = isAsked(environment) ? { trusted: givenTrustedKeys(environment) } : {};
    const asked = { authentication, keys, ...trust, subgraphUrl, today: (): Day => localDay(clock()) };
    const gateway = await startGateway({ ...environment, ...asked });
    return { ...gateway, says: `${gateway.url}\n` };
  },
});

/** Whether there is a campaign, which asks the gateway for books. */
function isAsked({ subgraphUrl }: Environment): boolean {
  return subgraphUrl('campaign') !== null;
}

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
