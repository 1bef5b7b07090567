import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKey } from '../../kit/trust/keys.ts';
import { SIGNERS, type Signer } from '../../kit/trust/signers.ts';

interface KeyFiles {
  SIGNING_KEY: Readonly<Record<Signer, string>>;
  TRUSTED_SIGNERS: string;
  /** What a part that runs alone is given of them, by its command. */
  variablesOf: (command: readonly string[]) => Record<string, string>;
}

/** Writes fresh keys of all signers into a folder, a file a signer and one for all subgraphs. */
export function writeKeys(folder: string): KeyFiles {
  const [gateway, coordination, campaign] = [
    newKey('gateway', 'own'),
    newKey('coordination', 'own'),
    newKey('campaign', 'own'),
  ];
  const write = (name: string, ...keys: object[]): string => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify({ keys }));
    return file;
  };
  const SIGNING_KEY = {
    gateway: write('gateway-signing-key.json', gateway.secret),
    coordination: write('coordination-signing-key.json', coordination.secret),
    campaign: write('campaign-signing-key.json', campaign.secret),
  };
  const TRUSTED_SIGNERS = write('trusted-signers.json', gateway.open, coordination.open, campaign.open);
  const variablesOf = ([program = '', name]: readonly string[]): Record<string, string> => {
    const signer = program.startsWith('gateway/') ? 'gateway' : SIGNERS.find((known) => known === name);
    return signer ? { SIGNING_KEY: SIGNING_KEY[signer], TRUSTED_SIGNERS } : { TRUSTED_SIGNERS };
  };
  return { SIGNING_KEY, TRUSTED_SIGNERS, variablesOf };
}
