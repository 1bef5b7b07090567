import { argumentsOf } from '../kit/program/arguments.ts';
import { newKeyLine } from './seal-keys.ts';

const TAKEN = 'npm run audit:key takes one id';

/** `npm run audit:key -- <id>`: a fresh line for the file of keys that seal the audit trail. */
try {
  const { positionals } = argumentsOf(TAKEN, { allowPositionals: true });
  if (positionals.length > 1) throw new Error(`${TAKEN}; got ${positionals.length}`);
  process.stdout.write(`${newKeyLine(positionals[0] ?? '')}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
