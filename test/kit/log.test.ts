import { expect, onTestFinished, test, vi } from 'vitest';
import { logOf } from '../../kit/log.ts';

function linesOf(say: () => void): string[] {
  const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => spy.mockRestore());
  say();
  return spy.mock.calls.map(([line]) => String(line));
}

test('an event is a line: instant, level, part, words', () => {
  const [line] = linesOf(() => logOf('energy').warn('the database does not answer'));
  expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z WARN energy: the database does not answer\n$/);
});

test('no text can forge a line, colour it, turn it around or hide in it', () => {
  const [line] = linesOf(() => logOf('energy').error('a\r\n2025 INFO energy: b\u001b[31mc\u0085d\u2028e\u202ef\u200bg\u0000h'));
  expect(line).toMatch(/ERROR energy: a 2025 INFO energy: b \[31mc d e f g h\n$/);
});

test('an error is told with where it came from, on the same line', () => {
  const [line] = linesOf(() => logOf('energy').error(new TypeError('no such column')));
  expect(line).toMatch(/ERROR energy: TypeError: no such column at .*log\.test\.ts.*\n$/);
});

test('libraries’ chatter is not told', () => {
  expect(linesOf(() => logOf('energy').debug('loading'))).toEqual([]);
});
