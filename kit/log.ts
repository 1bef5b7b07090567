/** Where a part of the system says what happens to it; also the logger that Apollo's packages ask for. */
export interface Log {
  /** Said to nobody: what libraries tell of their own workings. */
  debug: (message: unknown) => void;
  info: (message: unknown) => void;
  warn: (message: unknown) => void;
  error: (message: unknown) => void;
}

/** One line an event on stderr: instant, level, part, words. Control characters and invisible ones are blanks, so that no text of a book or a caller can forge a line. */
export function logOf(part: string): Log {
  const say = (level: string) => (message: unknown) => {
    process.stderr.write(`${new Date().toISOString()} ${level} ${part}: ${oneLine(message)}\n`);
  };
  return { debug: () => undefined, info: say('INFO'), warn: say('WARN'), error: say('ERROR') };
}

function oneLine(message: unknown): string {
  const text = message instanceof Error ? (message.stack ?? message.message) : String(message);
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+\s*/gu, ' ');
}
