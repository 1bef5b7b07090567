import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What a command was given. Throws in plain words, what it takes first, where it was given anything else. */
export function argumentsOf<const Config extends ParseArgsConfig>(
  taken: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // the rest of Node's words is about escaping
    const [strange] = (error as Error).message.split('. ');
    throw new Error(`${taken}\n${strange}`, { cause: error });
  }
}

/** The one argument of a command that takes one of these. */
export function choiceOf(command: string, choices: readonly string[], config: ParseArgsConfig = {}): string {
  const wanted = `${command} wants one of ${choices.join(', ')}`;
  const { positionals } = argumentsOf(wanted, { ...config, allowPositionals: true });
  const [given] = positionals;
  if (given === undefined) throw new Error(wanted);
  if (positionals.length === 1 && choices.includes(given)) return given;
  throw new Error(`${wanted}; got ${positionals.map((text) => JSON.stringify(text)).join(' ')}`);
}

/** `--check`: programs that go on take it, to look at their configuration without starting. */
export const CHECK = { check: { type: 'boolean' } } as const;
