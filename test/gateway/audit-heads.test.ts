import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { entryOf } from '../../audit/entry.ts';
import { logLines } from './graphs.ts';
import { auditedHouse, PERSONAL, type AuditedHouse } from './audited-house.ts';
import { linesIn, trailFolder, trailIn, verify, write } from './trails.ts';

/** Runs audit:verify; what it says, and whether it found all in its place. */
async function verified(...options: string[]): Promise<{ good: boolean; words: string }> {
  const run = promisify(execFile)('npx', ['tsx', 'audit/main.ts', ...options]);
  return run.then(
    ({ stdout }) => ({ good: true, words: stdout }),
    (error: unknown) => ({ good: false, words: wordsOf(error as { stdout?: string; stderr?: string }) }),
  );
}

const wordsOf = ({ stdout = '', stderr = '' }): string => stdout + stderr;

describe('where the trail stands is told in the log', () => {
  let told: string[];
  const heads = () =>
    told.flatMap((line) => /INFO audit: the audit trail stands at one:(\d+):[\w-]{43}$/.exec(line)?.[1] ?? []);

  beforeEach(() => {
    told = logLines();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
  });

  test('at the start, each minute in which something was written, and at the end', async () => {
    const trail = trailIn(trailFolder());
    const writeOne = async () => {
      trail.record(entryOf({}));
      await trail.flush();
      vi.advanceTimersByTime(0);
    };
    await writeOne();
    expect(heads()).toEqual(['1']);
    await writeOne();
    await writeOne();
    vi.advanceTimersByTime(59_000);
    expect(heads()).toEqual(['1']);
    vi.advanceTimersByTime(2_000);
    expect(heads()).toEqual(['1', '3']);
    vi.advanceTimersByTime(600_000);
    expect(heads()).toEqual(['1', '3']);
    await writeOne();
    await trail.close();
    expect(heads().at(-1)).toBe('4');
  });

  test('with every line about personal data, before it is said to be kept', async () => {
    const trail = trailIn(trailFolder());
    for (const [line] of [1, 2, 3].entries()) {
      await trail.keep(entryOf({ personalData: true }));
      expect(heads().at(-1)).toBe(String(line + 1));
    }
    await trail.close();
  });
});

describe('audit:verify --heads', () => {
  let folder: string;
  let log: string;

  beforeEach(async () => {
    const told = logLines();
    [folder, log] = [trailFolder(), join(trailFolder(), 'gateway.log')];
    await write(folder, [{}, {}]);
    await write(folder, [{}], 'two');
    const message = /the audit trail stands at \S+/;
    const lines = told
      .flatMap((line) => message.exec(line)?.[0] ?? [])
      .map((words) => JSON.stringify({ part: 'audit', message: words }));
    writeFileSync(log, ['not ours', '{"part":"gateway"}', 'null', ...lines, ''].join('\n'));
  });

  test('finds a trail as its log has it', async () => {
    expect(await verified('--dir', folder, '--heads', log)).toEqual({
      good: true,
      words: 'one: 2 lines, each in its place\ntwo: 1 lines, each in its place\n',
    });
  });

  test('finds one gateway’s trail missing whole, and all of it', async () => {
    for (const file of ['one.head', await fileNameIn('one')]) rmSync(join(folder, file));
    expect(await verify(folder)).toHaveLength(1);
    expect(await verified('--dir', folder, '--heads', log)).toMatchObject({
      good: false,
      words: expect.stringContaining(
        'one: WRONG after 0 good lines: all of it is gone, and once it had 2 lines',
      ) as string,
    });
    const keys = join(trailFolder(), 'keys');
    cpSync(join(folder, 'keys'), keys);
    rmSync(folder, { recursive: true });
    const { good, words } = await verified('--dir', folder, '--keys', keys, '--heads', log);
    expect([good, words.match(/all of it is gone/g)?.length]).toEqual([false, 2]);
  });

  test('believes no head that something else says', async () => {
    const forged = `the audit trail stands at one:99:${'x'.repeat(43)}`;
    const others = [
      { part: 'gateway', message: forged },
      { part: 'audit', message: `what ${forged}` },
      { message: forged },
    ];
    writeFileSync(log, `${readFileSync(log, 'utf8')}${others.map((line) => JSON.stringify(line)).join('\n')}\n`);
    expect((await verified('--dir', folder, '--heads', log)).good).toBe(true);
    writeFileSync(log, JSON.stringify(others[0]));
    expect(await verified('--dir', folder, '--heads', log)).toMatchObject({
      good: false,
      words: expect.stringContaining('tells of no audit trail') as string,
    });
  });

  const fileNameIn = async (instance: string) =>
    `${(await linesIn(folder, instance))[0]?.time.slice(0, 7) ?? ''}.${instance}.jsonl`;
});

describe('a trail and its head put back to an earlier moment, and the gateway killed,', () => {
  let house: AuditedHouse;
  beforeEach(async () => {
    house = await auditedHouse();
  });

  test('are found by its log, also when it has gone on from there', async () => {
    const { auditDir, program, folder } = house;
    const [before, log] = [join(folder, 'before'), join(folder, 'log')];
    await house.ask(PERSONAL);
    cpSync(auditDir, before, { recursive: true });
    expect((await house.ask(PERSONAL)).status).toBe(200);
    program.child.kill('SIGKILL');
    await program.ended;
    writeFileSync(log, program.said.err);
    expect((await verified('--dir', auditDir, '--heads', log)).good).toBe(true);
    rmSync(auditDir, { recursive: true });
    cpSync(before, auditDir, { recursive: true });
    expect((await verified('--dir', auditDir)).good).toBe(true);
    expect((await verified('--dir', auditDir, '--heads', log)).words).toMatch(/its end was cut/);
  });
});
