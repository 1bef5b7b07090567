import { readFileSync, statSync } from 'node:fs';

interface Reading<T> {
  /** Makes what is wanted of the text; null: there is no such file. */
  parse: (text: string | null) => T;
  /** What holds while the file cannot be read or parsed. */
  otherwise: (error: unknown, before: T) => T;
}

/**
 * What a file holds, looked at anew at each call and read again when it has changed, so that a change holds from the
 * very next call on.
 * A look costs some microseconds. Throws only at the beginning.
 */
export function watchedFile<T>(file: string, { parse, otherwise }: Reading<T>): () => T {
  let stamp = stampOf(file);
  let held = parse(textOf(file));
  return () => {
    const seen = stampOf(file);
    if (seen === stamp) return held;
    // before it is read: what is written meanwhile changes the stamp again
    stamp = seen;
    try {
      held = parse(textOf(file));
    } catch (error) {
      held = otherwise(error, held);
    }
    return held;
  };
}

function stampOf(file: string): string {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeNs}` : 'none';
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
