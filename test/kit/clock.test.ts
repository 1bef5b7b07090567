import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { clockChecks, houseClock } from '../../kit/program/clock.ts';
import { localDay } from '../../kit/rules/dates.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { logLines } from '../gateway/graphs.ts';

describe('CLOCK_FILE (P2)', () => {
  let file: string;
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'clock-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    file = join(folder, 'clock');
  });

  test('is the clock from the very next look on, whenever it is written', () => {
    const lines = logLines();
    writeFileSync(file, '2028-02-29T23:59:59+08:00\n');
    const clock = houseClock({ clockFile: file, host: '127.0.0.1' }, logOf('house'));
    expect(localDay(clock())).toBe('2028-02-29');
    writeFileSync(file, '2028-03-01T00:00:00+08:00');
    expect(localDay(clock())).toBe('2028-03-01');
    expect(lines).toEqual([expect.stringContaining('CLOCK_FILE is given')]);
  });

  test('that is no instant leaves the one before, and the log says so', () => {
    const lines = logLines();
    writeFileSync(file, '2028-02-29T12:00:00+08:00');
    const clock = houseClock({ clockFile: file, host: '127.0.0.1' }, logOf('house'));
    writeFileSync(file, 'noon');
    expect(clock().toISOString()).toBe('2028-02-29T04:00:00.000Z');
    expect(lines.at(-1)).toContain('the instant before goes on: CLOCK_FILE wants a file with one instant');
  });

  test.each([
    ['2026-11-20T12:00:00+08:00', '0.0.0.0', 'HOST wants an address of this machine alone'],
    ['noon', '127.0.0.1', 'CLOCK_FILE wants a file with one instant'],
    ['2026-02-29T12:00:00+08:00', '127.0.0.1', 'CLOCK_FILE wants a file with one instant'],
  ])('with %s on %s keeps the house from starting', (text, host, words) => {
    writeFileSync(file, text);
    const [check] = clockChecks({ clockFile: file, host });
    expect(() => check?.look()).toThrow(words);
  });

  test('is not looked for where it is not given', () => {
    expect(clockChecks({ clockFile: null, host: '0.0.0.0' })).toEqual([]);
    const before = Date.now();
    expect(houseClock({ clockFile: null, host: '0.0.0.0' }, logOf('house'))().getTime()).toBeGreaterThanOrEqual(before);
  });
});
