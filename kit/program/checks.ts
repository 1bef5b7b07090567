import { constants, accessSync, rmdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { makeFolder } from './folders.ts';

/** One thing that has to be as configured before a program starts. */
export interface Check {
  /** The variable that says it. */
  variable: string;
  /** Throws in plain words that name the variable where it is not so. */
  look: () => unknown;
}

/** What of the configuration is not so: all at once, each with its variable. */
export async function faultsOf(checks: readonly Check[]): Promise<string[]> {
  const looks = checks.map(async ({ look }) => {
    try {
      await look();
      return [];
    } catch (error) {
      return [wordsOf(error)];
    }
  });
  return (await Promise.all(looks)).flat();
}

/** A file that is there and can be read as what it should be. */
export function fileCheck(variable: string, file: string, read: (file: string) => unknown): Check {
  const look = (): unknown => {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile())
      throw new Error(`${variable} wants a file that is there; got ${JSON.stringify(file)}`);
    try {
      return read(file);
    } catch (error) {
      throw new Error(`${variable}: ${wordsOf(error)}`, { cause: error });
    }
  };
  return { variable, look };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * A folder that can be written to, or made. Looking leaves none behind: whoever looks may be another than who is to
 * write there.
 */
export function folderCheck(variable: string, folder: string): Check {
  const look = (): void => {
    try {
      const made = makeFolder(folder);
      accessSync(folder, constants.W_OK | constants.X_OK);
      for (const path of made.toReversed()) rmdirSync(path);
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      throw new Error(`${variable} wants a folder that can be written to; got ${JSON.stringify(folder)} (${code})`, {
        cause: error,
      });
    }
  };
  return { variable, look };
}

/** An address that nobody listens on yet. */
export function portCheck(variable: string, port: number, host: string): Check {
  const look = async (): Promise<void> => {
    const server = createServer().listen(port, host);
    try {
      await once(server, 'listening');
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      const why = code === 'EADDRINUSE' ? 'somebody listens there already' : code;
      throw new Error(`${variable} wants a port that can be had on ${host}; got ${port}: ${why}`, { cause: error });
    } finally {
      server.close();
    }
  };
  return { variable, look };
}
