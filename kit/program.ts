/** Something that runs until it is told to end. */
export interface Running {
  close(): Promise<void>;
}

/** Runs a program until a signal ends it; what keeps it from starting is said in plain words. A second signal ends it at once. */
export async function runProgram(start: () => Promise<Running>): Promise<void> {
  try {
    const running = await start();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(running));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function end(running: Running): Promise<void> {
  await running.close();
  process.exit(0);
}
