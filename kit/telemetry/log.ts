/** Where a part of the system says what happens to it; also the logger that Apollo's packages ask for. */
export interface Log {
  /** Said to nobody: what libraries tell of their own workings. */
  debug: (message: unknown) => void;
  info: Say;
  warn: Say;
  error: Say;
}

/** Says something, and of which request where it is of one. */
type Say = (message: unknown, requestId?: string) => void;

/** Past this a message is cut off: nobody fills a disk with one question. */
const MOST_CHARACTERS = 4_000;
/** What may be a mobile number, a landline with its area code, or an identity card's number. */
const NUMBERS_OF_PEOPLE = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\d{17}[\dXx])(?![\dXx])/g;

/**
 * An event is a line of JSON on stderr. Control characters and invisible ones are blanks, so that no text of a book or
 * a caller can forge a line or hide in it; numbers that may be a person's are left out.
 */
export function logOf(part: string): Log {
  const say =
    (level: string): Say =>
    (message, requestId) => {
      const line = {
        time: new Date().toISOString(),
        level,
        part,
        ...(typeof requestId === 'string' && { requestId }),
        message: wordsOf(message),
      };
      process.stderr.write(`${JSON.stringify(line)}\n`);
    };
  return { debug: () => undefined, info: say('INFO'), warn: say('WARN'), error: say('ERROR') };
}

function wordsOf(message: unknown): string {
  const text = message instanceof Error ? (message.stack ?? message.message) : String(message);
  const visible = text.slice(0, 2 * MOST_CHARACTERS).replace(/[\p{Cc}\p{Cf}\u2028\u2029]+\s*/gu, ' ');
  return visible.replace(NUMBERS_OF_PEOPLE, '[number]').slice(0, MOST_CHARACTERS);
}
