import { expect, onTestFinished, test, vi } from 'vitest';
import { logOf, type Log } from '../../kit/telemetry/log.ts';

/** What is written by what is said of energy. */
function written(say: (log: Log) => void): string {
  const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => spy.mockRestore());
  say(logOf('energy'));
  return spy.mock.calls.map(([line]) => String(line)).join('');
}

const messageOf = (say: (log: Log) => void): string => (JSON.parse(written(say)) as { message: string }).message;

test('an event is a line of JSON: instant, level, part, words', () => {
  const line = written((log) => log.warn('the database does not answer'));
  expect(line).toMatch(/^[^\n]+\n$/);
  const { time, ...rest } = JSON.parse(line) as Record<string, string>;
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(rest).toEqual({ level: 'WARN', part: 'energy', message: 'the database does not answer' });
});

test('an event of a request names it', () => {
  expect(JSON.parse(written((log) => log.error('no', 'r-1')))).toMatchObject({
    level: 'ERROR',
    requestId: 'r-1',
    message: 'no',
  });
});

test('no text can forge a line, colour it, turn it around or hide in it', () => {
  const message = messageOf((log) => log.error('a\r\n{"level":"INFO"}\u001b[31mc\u0085d\u2028e\u202ef\u200bg\u0000h'));
  expect(message).toBe('a {"level":"INFO"} [31mc d e f g h');
});

test('an error is told with where it came from, on the same line', () => {
  expect(messageOf((log) => log.error(new TypeError('no such column')))).toMatch(
    /^TypeError: no such column at .*log\.test\.ts/,
  );
});

test.each([
  ["Duplicate entry '13812345678' for key", "Duplicate entry '[number]' for key"],
  ['0477-8123456 rings', '[number] rings'],
  ['15062119491231002X and 150621194912310021', '[number] and [number]'],
])('%j is logged without the numbers of people', (said, told) => {
  expect(messageOf((log) => log.info(said))).toBe(told);
});

test.each(['91150621MA0Q00000X', '2025-06-30', '28524175204.18', 'finance:138123456789', '127.0.0.1:41381'])(
  '%s is nobody’s number',
  (text) => {
    expect(messageOf((log) => log.info(text))).toBe(text);
  },
);

test('a message without end has one', () => {
  expect(messageOf((log) => log.info('x'.repeat(1_000_000)))).toHaveLength(4_000);
});

test('libraries’ chatter is not told', () => {
  expect(written((log) => log.debug('loading'))).toBe('');
});
