import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { newKeyLine } from '../../audit/seal-keys.ts';
import { auditedHouse, PERSONAL, type AuditedHouse } from './audited-house.ts';
import type { Answer } from './graphs.ts';
import { linesIn, verify } from './trails.ts';

const FORBIDDEN_TOO = `{ auditTrail { complete } ${PERSONAL.slice(1)}`;
const USUAL = '{ arrears { complete } }';
const ANSWERED = { status: 200, data: { arrears: { complete: true } } };

const outcomeOf = ({ status, errors }: Answer) => [status, errors?.[0]?.extensions['code']];
const UNAVAILABLE = [503, 'AUDIT_UNAVAILABLE'];

describe('while the disk of the trail fails', () => {
  test('a question that is refused for two reasons ends no process', async () => {
    const { auditDir, program, ask } = await auditedHouse();
    rmSync(auditDir, { recursive: true, force: true });
    writeFileSync(auditDir, 'a file where the folder should be');
    expect(outcomeOf(await ask(FORBIDDEN_TOO))).toEqual([403, 'FORBIDDEN']);
    expect(outcomeOf(await ask(PERSONAL))).toEqual(UNAVAILABLE);
    expect(await ask(USUAL)).toEqual(ANSWERED);
    rmSync(auditDir);
    expect(await ask(PERSONAL)).toMatchObject({ status: 200, data: { debts: {} } });
    expect(program.child.exitCode).toBeNull();
    expect(program.said.err).not.toContain('"part":"program"');
  });
});

describe('while the disk of the trail hangs', () => {
  let house: AuditedHouse;
  let pipe: string;

  /** A pipe that nobody writes into, where the trail's keys should be: reading it never ends. */
  beforeEach(async () => {
    house = await auditedHouse((auditDir) => {
      mkdirSync(auditDir);
      execFileSync('mkfifo', [join(auditDir, 'keys')]);
      linkSync(join(auditDir, 'keys'), join(auditDir, 'pipe'));
      pipe = join(auditDir, 'pipe');
    });
  });

  test('personal data are refused, the rest is answered, and all is recorded when it is back', async () => {
    const { auditDir, program, ask } = house;
    const refused = await Promise.all([ask(PERSONAL), ask(PERSONAL), ask(USUAL)]);
    expect(refused.map(outcomeOf)).toEqual([UNAVAILABLE, UNAVAILABLE, [200, undefined]]);
    expect(await ask(USUAL)).toEqual(ANSWERED);
    expect(outcomeOf(await ask(PERSONAL))).toEqual(UNAVAILABLE);
    expect(program.said.err.match(/its disk has not answered/g)).toHaveLength(1);
    const key = newKeyLine('mended');
    writeFileSync(join(auditDir, 'mended'), key);
    renameSync(join(auditDir, 'mended'), join(auditDir, 'keys'));
    writeFileSync(pipe, key);
    await expect.poll(() => program.said.err, { timeout: 10_000 }).toContain('the audit trail is written again');
    expect(await ask(PERSONAL)).toMatchObject({ status: 200, data: { debts: {} } });
    const [finding] = await verify(auditDir);
    expect(finding?.wrong).toBeNull();
    const outcomes = (await linesIn(auditDir, finding?.instance)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'FAILED')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'ANSWERED').length).toBeGreaterThanOrEqual(2);
  });

  test('the program ends when it is told to, and says what is lost', async () => {
    const { program, ask } = house;
    expect(await ask(USUAL)).toEqual(ANSWERED);
    program.child.kill('SIGTERM');
    await program.ended;
    expect(program.said.err).toContain('1 lines of the audit trail are lost');
  });
});
