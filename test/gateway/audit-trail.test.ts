import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { entryOf } from '../../audit/entry.ts';
import { chainFile } from '../../audit/folder.ts';
import { headOfText } from '../../audit/told-heads.ts';
import { newKeyLine } from '../../audit/seal-keys.ts';
import { logLines } from './graphs.ts';
import { fileIn, linesIn, trailFolder, trailIn, verify, write, wrongIn } from './trails.ts';

const WHO = ['王某', '李\u2028某', 'a "quoted"\n one', '�', '😀'];

let folder: string;
let told: string[];

beforeEach(() => {
  told = logLines();
  folder = trailFolder();
});

/** Where the log says that a chain stands. */
const headsTold = () => told.flatMap((line) => (/stands at (\S+)/.exec(line) ?? []).slice(1).map(headOfText));

const lineTexts = async () =>
  readFileSync(await fileIn(folder), 'utf8')
    .split('\n')
    .slice(0, -1);
const replaceLines = async (lines: readonly string[]) => {
  writeFileSync(await fileIn(folder), lines.map((line) => `${line}\n`).join(''));
};

describe('a trail as it was written', () => {
  test('is a line an entry, each in its place, and nobody else may read it', async () => {
    await write(
      folder,
      WHO.map((subject) => ({ subject })),
    );
    const lines = await linesIn(folder);
    expect(lines.map(({ number, instance, subject }) => [number, instance, subject])).toEqual(
      WHO.map((subject, i) => [i + 1, 'one', subject]),
    );
    expect(lines.map(({ previous }) => previous)).toEqual(['', ...lines.slice(0, -1).map(({ hash }) => hash)]);
    expect(await verify(folder)).toEqual([{ instance: 'one', lines: WHO.length, torn: 0, wrong: null }]);
  });

  test('goes on where it stood when the gateway starts again', async () => {
    await write(folder, [{}, {}]);
    await write(folder, [{}]);
    expect((await linesIn(folder)).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(await wrongIn(folder)).toBeNull();
  });

  test('goes on over months', async () => {
    await write(folder, [{}, {}]);
    renameSync(await fileIn(folder), chainFile(folder, 'one', '2001-01').path);
    await write(folder, [{}]);
    expect((await linesIn(folder)).map(({ number }) => number)).toEqual([1, 2]);
    expect(await wrongIn(folder)).toBeNull();
  });

  test('is one chain a gateway', async () => {
    await write(folder, [{}, {}]);
    await write(folder, [{}], 'two');
    expect(await verify(folder)).toEqual([
      { instance: 'one', lines: 2, torn: 0, wrong: null },
      { instance: 'two', lines: 1, torn: 0, wrong: null },
    ]);
  });

  test('holds many lines at once in the order in which they came', async () => {
    const trail = trailIn(folder);
    const subjects = Array.from({ length: 1_200 }, (_, i) => String(i));
    await Promise.all(subjects.map((subject) => trail.keep(entryOf({ subject }))));
    await trail.close();
    expect((await linesIn(folder)).map(({ subject }) => subject)).toEqual(subjects);
    expect(await wrongIn(folder)).toBeNull();
  });

  test('changes its keys, and the old one is still wanted to verify it', async () => {
    const [old, next] = [newKeyLine('old'), newKeyLine('next')];
    const keysFile = join(folder, 'given');
    for (const text of [old, `${next}\n${old}`]) {
      writeFileSync(keysFile, text);
      const trail = trailIn(folder, 'one', keysFile);
      await trail.keep(entryOf({}));
      await trail.close();
    }
    writeFileSync(join(folder, 'keys'), `${next}\n${old}`);
    expect((await linesIn(folder)).map(({ key }) => key)).toEqual(['old', 'next']);
    expect(await wrongIn(folder)).toBeNull();
    writeFileSync(join(folder, 'keys'), next);
    expect(await wrongIn(folder)).toContain('is sealed with "old", which is none of the keys given');
  });
});

describe('whoever lacks the key cannot', () => {
  beforeEach(() =>
    write(
      folder,
      WHO.map((subject) => ({ subject })),
    ),
  );

  test('change a byte anywhere', async () => {
    const file = await fileIn(folder);
    const right = readFileSync(file);
    const where = fc.record({ at: fc.nat(right.length - 1), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(where, async ({ at, to }) => {
        fc.pre(right[at] !== to);
        const bytes = Buffer.from(right);
        bytes[at] = to;
        writeFileSync(file, bytes);
        expect(await wrongIn(folder)).toMatch(/^line \d of /);
      }),
      { numRuns: 400 },
    );
  });

  test.each([0, 1, 2, 3, 4])('remove line %i', async (i) => {
    const lines = await lineTexts();
    await replaceLines(lines.toSpliced(i, 1));
    expect(await wrongIn(folder)).toMatch(
      i < 4 ? `line ${i + 1} of` : 'it ends with number 4, and once had 5: its end was cut',
    );
  });

  test.each([0, 1, 2, 3, 4])('put line %i anywhere else', async (i) => {
    const lines = await lineTexts();
    for (const j of [0, 1, 2, 3, 4].filter((place) => place !== i)) {
      const moved = lines.toSpliced(i, 1).toSpliced(j, 0, String(lines[i]));
      await replaceLines(moved);
      expect(await wrongIn(folder), `to ${j}`).toContain(`line ${Math.min(i, j) + 1} of`);
    }
  });

  test.each([0, 1, 2, 3, 4])('put line %i there twice', async (i) => {
    const lines = await lineTexts();
    await replaceLines(lines.toSpliced(i, 0, String(lines[i])));
    expect(await wrongIn(folder)).toContain(`line ${i + 2} of`);
  });

  test.each([0, 1, 2, 3, 4, 5])('put a line of its own, or an empty one, before line %i', async (i) => {
    const lines = await lineTexts();
    const forged = String(lines[0])
      .replace('"number":1', `"number":${i + 1}`)
      .replace('ANSWERED', 'REFUSED');
    for (const line of [forged, '', '{}', 'null']) {
      await replaceLines(lines.toSpliced(i, 0, line));
      expect(await wrongIn(folder), line).toContain(`line ${i + 1} of`);
    }
  });

  test.each([1, 2, 3, 4, 5])('cut off its last %i lines', async (count) => {
    await replaceLines((await lineTexts()).slice(0, 5 - count));
    expect(await wrongIn(folder)).toBe(`it ends with number ${5 - count}, and once had 5: its end was cut`);
  });

  test('cut off half a line, or its newline', async () => {
    const file = await fileIn(folder);
    const { length } = readFileSync(file);
    for (const bytes of [1, 2, 100]) {
      truncateSync(file, length - bytes);
      expect(await wrongIn(folder)).toContain('line 5 of');
    }
  });

  test('cut its end and let the gateway go on', async () => {
    await replaceLines((await lineTexts()).slice(0, 3));
    await write(folder, [{}, {}]);
    expect(await wrongIn(folder)).toContain('line 4 of');
    expect(told.join('')).toContain(
      'the audit trail ends with line 3, and its head says 5: lines may have been removed',
    );
  });

  test.each(['removed', 'emptied', 'forged', 'of another gateway'])(
    'cut its end with its head %s, and let the gateway go on',
    async (how) => {
      const head = join(folder, 'one.head');
      await write(folder, [{}], 'two');
      const forged = readFileSync(head, 'utf8').replace('"head":5', '"head":3');
      await replaceLines((await lineTexts()).slice(0, 3));
      if (how === 'removed') rmSync(head);
      else
        writeFileSync(
          head,
          how === 'emptied' ? '' : how === 'forged' ? forged : readFileSync(join(folder, 'two.head')),
        );
      expect((await verify(folder))[0]?.wrong).toMatch(/^its head/);
      await write(folder, [{}]);
      expect((await verify(folder))[0]?.wrong).toMatch(/^line 4 of/);
    },
  );

  test('spoil its last line and let the gateway call it torn', async () => {
    const lines = await lineTexts();
    await replaceLines([...lines.slice(0, 4), String(lines[4]).slice(0, -20)]);
    await write(folder, [{}]);
    expect(await wrongIn(folder)).toContain('number 6 and should be 5');
  });

  test('put back yesterday’s folder: the log knows better', async () => {
    const backup = trailFolder();
    cpSync(folder, backup, { recursive: true });
    await write(folder, [{}]);
    cpSync(backup, folder, { recursive: true });
    expect(await wrongIn(folder)).toBeNull();
    const heads = headsTold();
    expect(heads.at(-1)).toMatchObject({ instance: 'one', number: 6 });
    expect(await wrongIn(folder, { told: heads })).toBe('it ends with number 5, and once had 6: its end was cut');
    await write(folder, [{}]);
    expect(await wrongIn(folder, { told: heads })).toContain('is not the line 6 that once stood here');
  });

  test('remove a gateway’s chain whole: the log knows better', async () => {
    for (const file of [await fileIn(folder), join(folder, 'one.head')]) rmSync(file);
    expect(await verify(folder)).toEqual([]);
    expect(await wrongIn(folder, { told: headsTold() })).toBe('all of it is gone, and once it had 5 lines');
  });

  test('remove the lines and leave the head', async () => {
    rmSync(await fileIn(folder));
    expect(await wrongIn(folder)).toBe('it ends with number 0, and once had 5: its end was cut');
  });

  test('put another gateway’s lines in their place', async () => {
    await write(
      folder,
      WHO.map(() => ({})),
      'two',
    );
    cpSync(await fileIn(folder, 'two'), await fileIn(folder));
    expect((await verify(folder))[0]?.wrong).toContain('is a line of another gateway');
  });
});

describe('months that are over', () => {
  const kept = (now: string) => wrongIn(folder, { now: () => new Date(now) });

  test('may be taken away after six months, and not before', async () => {
    await write(folder, [{ time: '2025-01-31T00:00:00.000Z' }, { time: '2025-02-01T00:00:00.000Z' }]);
    await replaceLines((await lineTexts()).slice(1));
    expect(await kept('2025-08-01T00:00:00.000Z')).toBeNull();
    expect(await kept('2025-07-30T15:59:59.000Z')).toContain('lines were removed, added or moved');
  });

  test('and never from the middle', async () => {
    await write(
      folder,
      ['2025-01-01', '2025-02-01', '2025-03-01'].map((day) => ({ time: `${day}T00:00:00.000Z` })),
    );
    await replaceLines((await lineTexts()).toSpliced(1, 1));
    expect(await kept('2026-08-01T00:00:00.000Z')).toContain('number 3 and should be 2');
  });
});

describe('a crash', () => {
  test('in the middle of a line leaves it where it is, and the next line says so', async () => {
    await write(folder, [{}, {}]);
    appendFileSync(await fileIn(folder), '{"number":3,"inst');
    expect(await wrongIn(folder)).toContain('line 3 of');
    await write(folder, [{ subject: 'next' }]);
    expect(await verify(folder)).toEqual([{ instance: 'one', lines: 4, torn: 1, wrong: null }]);
    const [, , torn, note, next] = await lineTexts();
    expect(torn).toBe('{"number":3,"inst');
    expect([note, next]).toEqual([
      expect.stringContaining('torn when the gateway ended'),
      expect.stringContaining('"subject":"next"'),
    ]);
  });

  test('and another while that is being said', async () => {
    await write(folder, [{}]);
    appendFileSync(await fileIn(folder), '{"number":2\n{"num');
    await write(folder, [{}]);
    expect(await verify(folder)).toEqual([{ instance: 'one', lines: 3, torn: 2, wrong: null }]);
    await replaceLines((await lineTexts()).toSpliced(1, 1));
    expect(await wrongIn(folder)).toContain('line 2 of');
  });

  test('before the newline alone loses nothing', async () => {
    await write(folder, [{}, {}]);
    const file = await fileIn(folder);
    truncateSync(file, readFileSync(file).length - 1);
    await write(folder, [{}]);
    expect(await verify(folder)).toEqual([{ instance: 'one', lines: 3, torn: 0, wrong: null }]);
  });

  test('before its head was written loses nothing', async () => {
    await write(folder, [{}]);
    const head = readFileSync(join(folder, 'one.head'));
    await write(folder, [{}]);
    writeFileSync(join(folder, 'one.head'), head);
    await write(folder, [{}]);
    expect(await verify(folder)).toEqual([{ instance: 'one', lines: 3, torn: 0, wrong: null }]);
  });
});

describe('a disk that fails', () => {
  test('refuses who waits, keeps the rest for later, and is told once', async () => {
    const place = join(folder, 'trail');
    writeFileSync(place, 'no folder');
    const trail = trailIn(place);
    trail.record(entryOf({ subject: 'waits' }));
    const kept = [trail.keep(entryOf({ subject: 'refused' })), trail.keep(entryOf({ subject: 'refused' }))];
    expect((await Promise.allSettled(kept)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(
      told.filter((line) => line.includes('the audit trail cannot be written, and personal data are refused')),
    ).toHaveLength(1);
    rmSync(place);
    await trail.keep(entryOf({ subject: 'kept' }));
    await trail.close();
    expect((await linesIn(place)).map(({ subject }) => subject)).toEqual(['waits', 'kept']);
    expect(told.filter((line) => line.includes('the audit trail is written again'))).toHaveLength(1);
    expect(await wrongIn(place)).toBeNull();
  });

  test('holds so many lines, counts those it gives up, and says at the end what is lost', async () => {
    const place = join(folder, 'trail');
    writeFileSync(place, 'no folder');
    const trail = trailIn(place);
    for (let i = 0; i < 10_005; i += 1) trail.record(entryOf({ subject: String(i) }));
    await trail.flush();
    rmSync(place);
    await trail.flush();
    const lines = await linesIn(place);
    expect(lines.slice(0, 2).map(({ note, subject }) => note ?? subject)).toEqual([
      '5 lines could not be written: the disk failed',
      '5',
    ]);
    expect(lines).toHaveLength(10_001);
    await trail.close();
    const lost = trailIn(join(place, 'keys'));
    lost.record(entryOf({}));
    await lost.close();
    expect(told.join('')).toContain('1 lines of the audit trail are lost: the disk fails');
  });

  test('a folder of its own is nobody else’s', async () => {
    await write(folder, [{}]);
    const { stdout } = await promisify(execFile)('stat', [
      '-c',
      '%a',
      await fileIn(folder),
      join(folder, 'keys'),
      join(folder, 'one.head'),
    ]);
    expect(stdout).toBe('600\n600\n600\n');
  });
});

describe('npm run audit:verify', () => {
  const run = (...more: string[]) => promisify(execFile)('npx', ['tsx', 'audit/main.ts', '--dir', folder, ...more]);

  test('says that all is in its place, or the first line that is not, and fails', async () => {
    await write(folder, [{}, {}, {}]);
    expect((await run()).stdout).toBe('one: 3 lines, each in its place\n');
    const file = await fileIn(folder);
    const lines = await lineTexts();
    await replaceLines(lines.toSpliced(1, 1));
    const stdout = `one: WRONG after 1 good lines: line 2 of ${basename(file)} is number 3 and should be 2: lines were removed, added or moved\n`;
    await expect(run()).rejects.toMatchObject({ code: 1, stdout });
    await replaceLines(lines);
    await expect(run('--head', 'one:4:x')).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('once had 4') as string,
    });
  });

  test('fails where there is nothing to verify, or no key to do it with', async () => {
    await expect(run()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the keys that seal the trail are not there') as string,
    });
    await mkdir(join(folder, 'empty'));
    writeFileSync(join(folder, 'keys'), newKeyLine('audit'));
    await expect(run()).rejects.toMatchObject({ code: 1, stdout: `there is no audit trail in ${folder}\n` });
  });
});
