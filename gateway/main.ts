import { readEnvironment, variableOf } from '../kit/env.ts';
import { logOf } from '../kit/log.ts';
import { givenKeys } from '../kit/keys.ts';
import { runProgram } from '../kit/program.ts';
import { startGateway } from './server.ts';

/** `npm run gateway`: the gateway alone, in front of the subgraphs whose addresses are in `<NAME>_SUBGRAPH_URL`. */
await runProgram(async () => {
  const environment = readEnvironment();
  const subgraphUrl = (name: string): string | null => {
    const url = environment.subgraphUrl(name);
    if (url === null) logOf('gateway').warn(`${name} is unavailable: ${variableOf(name, 'SUBGRAPH_URL')} is not given`);
    return url;
  };
  const gateway = await startGateway({ ...environment, keys: givenKeys(environment), subgraphUrl });
  console.log(gateway.url);
  return gateway;
});
