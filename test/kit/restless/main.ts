import { setTimeout as rest } from 'node:timers/promises';
import { runProgram } from '../../../kit/program/program.ts';

/** A program of which nobody catches what goes wrong: for each line that it is told, in the way that the line says. */
await runProgram({
  name: 'restless',
  checks: () => [],
  start: () => {
    process.stdin.on('data', (line: Buffer) => {
      if (line.toString() === 'throw\n') throw new Error('thrown past everybody');
      void rest(1).then(() => {
        throw new Error('nobody waits for this');
      });
    });
    const echo = setInterval(() => process.stdout.write('still here\n'), 20);
    const close = (): Promise<void> => {
      clearInterval(echo);
      process.stdin.destroy();
      process.stdout.write('closed in order\n');
      return Promise.resolve();
    };
    return Promise.resolve({ close });
  },
});
