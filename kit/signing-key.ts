import { newKeyLine } from './keys.ts';

/** `npm run signing-key -- <id>`: a fresh line for the file of keys that servers of the house share. */
try {
  process.stdout.write(`${newKeyLine(process.argv[2] ?? '')}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
