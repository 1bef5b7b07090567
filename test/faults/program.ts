import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One of our programs, in a process of its own. */
export interface Program {
  name: string;
  /** Where it serves. */
  url: string;
  pid: number;
  /** Null while it runs. */
  exit: () => string | null;
  /** What it has said on stderr. */
  log: () => string;
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/**
 * Runs a program as npm would, with these variables and nothing else of ours in the environment, until it says where it
 * serves.
 */
export async function startProgram(
  name: string,
  command: readonly string[],
  variables: Record<string, string>,
): Promise<Program> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...variables };
  const child = spawn(process.execPath, ['--import', 'tsx', ...command], { cwd: ROOT, env });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-1_000_000)));
  process.once('exit', () => child.kill('SIGKILL'));
  const url = await addressOf(child, () => said);
  return {
    name,
    url,
    pid: child.pid ?? 0,
    exit: () => child.signalCode ?? (child.exitCode === null ? null : `code ${child.exitCode}`),
    log: () => said,
    signal: (signal) => void child.kill(signal),
    stop: () => end(child),
  };
}

/** A place in the house where a program runs: another process can take it over, at the same address. */
export interface Part {
  program: () => Program;
  restart(): Promise<void>;
}

/** `portVariable`: what tells the program the port it is to listen on. */
export async function startPart(
  name: string,
  command: readonly string[],
  variables: Record<string, string>,
  portVariable: string,
): Promise<Part> {
  const start = (port: string): Promise<Program> => startProgram(name, command, { ...variables, [portVariable]: port });
  let program = await start('0');
  const { port } = new URL(program.url);
  return {
    program: () => program,
    restart: async () => {
      await program.stop();
      program = await start(port);
    },
  };
}

async function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(said())));
  for (let out = ''; ;) {
    const [text] = (await Promise.race([once(child.stdout ?? child, 'data'), ended])) as [Buffer];
    out += text.toString();
    const address = /http:\/\/\S+\/graphql/.exec(out)?.[0];
    if (address === undefined) continue;
    ended.catch(() => undefined);
    return address;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill('SIGKILL');
  await gone;
}
