import { existsSync } from 'node:fs';
import { argumentsOf } from '../kit/program/arguments.ts';
import { readEnvironment } from '../kit/program/env.ts';
import { ownKeysPath } from './folder.ts';
import { visible } from './plain-json.ts';
import { sealKeysIn, type SealKey } from './seal-keys.ts';
import { headOfText, headsInLog } from './told-heads.ts';
import { verifyTrail, type Finding } from './verify.ts';

/**
 * `npm run audit:verify`: whether the audit trail is as the gateways wrote it. `--heads` holds it against where their
 * logs say that it stood, `--head` against one word of them.
 */
async function verify(): Promise<boolean> {
  const { auditDir, auditKeys } = readEnvironment();
  const { values } = argumentsOf('npm run audit:verify takes --dir, --keys, --head and --heads', {
    options: {
      dir: { type: 'string', default: auditDir },
      keys: { type: 'string' },
      head: { type: 'string', multiple: true, default: [] },
      heads: { type: 'string', multiple: true, default: [] },
    },
  });
  const folder = values.dir;
  const told = [...values.head.map(headOfText), ...(await Promise.all(values.heads.map(headsInLog))).flat()];
  const keys = keysGiven(values.keys ?? auditKeys ?? ownKeysPath(folder));
  const findings = await verifyTrail({ folder, keys, told });
  for (const finding of findings) console.log(visible(wordsOf(finding)));
  if (findings.length === 0) console.log(`there is no audit trail in ${folder}`);
  return findings.length > 0 && findings.every(({ wrong }) => wrong === null);
}

function keysGiven(file: string): readonly SealKey[] {
  if (existsSync(file)) return sealKeysIn(file);
  throw new Error(`the keys that seal the trail are not there: ${file}; --keys or AUDIT_KEYS says where they are`);
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
