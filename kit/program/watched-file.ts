import { readFile, stat } from 'node:fs/promises';

interface Reading<T> {
  /** Makes what is wanted of the text; null: there is no such file. */
  parse: (text: string | null) => T;
  /** What holds while the file cannot be read or parsed. */
  otherwise: (error: unknown, before: T) => T;
}

/**
 * What a file holds, looked at anew at each call and read again when it has changed, so that a change holds from the
 * very next call on. A look costs some microseconds, and nobody but who wants it waits for a disk that hangs. Throws
 * only at the beginning.
 */
export async function watchedFile<T>(file: string, { parse, otherwise }: Reading<T>): Promise<() => Promise<T>> {
  let stamp = await stampOf(file);
  let held = parse(await textOf(file));
  const look = async (): Promise<T> => {
    const seen = await stampOf(file);
    if (seen === stamp) return held;
    // before it is read: what is written meanwhile changes the stamp again
    stamp = seen;
    try {
      held = parse(await textOf(file));
    } catch (error) {
      held = otherwise(error, held);
    }
    return held;
  };
  return oneAtATime(look);
}

/** Who calls while it is under way waits for the next one, together with all who do: none is of before its call. */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  return () => {
    next ??= last.then(() => {
      next = null;
      return work();
    });
    last = next;
    return next;
  };
}

/** Of a file that cannot be looked at, why. */
async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
