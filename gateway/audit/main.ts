import { parseArgs } from 'node:util';
import { readEnvironment } from '../../kit/env.ts';
import { keysInFile } from '../../kit/keys.ts';
import { logOf } from '../../kit/log.ts';
import { ownKeysPath } from './folder.ts';
import { verifyTrail, type Finding } from './verify.ts';

/** `npm run audit:verify`: whether the audit trail is as the gateways wrote it. `--head` holds it against where the log says that a chain stood. */
async function verify(): Promise<boolean> {
  const { auditDir, auditKeys } = readEnvironment();
  const { values } = parseArgs({
    options: {
      dir: { type: 'string', default: auditDir },
      keys: { type: 'string' },
      head: { type: 'string', multiple: true, default: [] },
    },
  });
  const { dir: folder, head: told } = values;
  const keys = keysInFile(values.keys ?? auditKeys ?? ownKeysPath(folder), logOf('audit'))();
  const findings = await verifyTrail({ folder, keys, told });
  for (const finding of findings) console.log(wordsOf(finding));
  if (findings.length === 0) console.log(`there is no audit trail in ${folder}`);
  return findings.length > 0 && findings.every(({ wrong }) => wrong === null);
}

function wordsOf({ instance, lines, torn, wrong }: Finding): string {
  if (wrong !== null) return `${instance}: WRONG after ${lines} good lines: ${wrong}`;
  return `${instance}: ${lines} lines, each in its place${torn > 0 ? `; ${torn} torn when the gateway ended, as the line after it says` : ''}`;
}

try {
  if (!(await verify())) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
