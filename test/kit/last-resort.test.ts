import { once } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import { programsFolder, run, type Program } from '../gateway/programs.ts';

let program: Program;

beforeEach(async () => {
  program = run(await programsFolder(), ['test/kit/restless/main.ts']);
  await once(program.child.stdout ?? program.child, 'data');
});

const tell = (words: string) => program.child.stdin?.write(`${words}\n`);
const complaints = () => program.said.err.split('\n').filter((line) => line.includes('"level":"ERROR"'));

test('a program goes on after a rejection that nobody has caught, and tells of each', async () => {
  tell('reject');
  await expect.poll(complaints).toHaveLength(1);
  tell('reject');
  await expect.poll(complaints).toHaveLength(2);
  expect(complaints()[0]).toContain('nobody waits for this');
  const { length } = program.said.out;
  await expect.poll(() => program.said.out.length).toBeGreaterThan(length);
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(0);
});

test('a program ends in order, and says so by its code, after an exception that nobody has caught', async () => {
  tell('throw');
  expect(await program.ended).toBe(1);
  expect(program.said.out).toMatch(/closed in order\n$/);
  expect(complaints()).toEqual([expect.stringContaining('thrown past everybody')]);
});

test('a program goes on when whoever reads its words goes away', async () => {
  program.child.stdout?.destroy();
  program.child.stderr?.destroy();
  for (let i = 0; i < 3; i += 1) tell('reject');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(program.child.exitCode).toBeNull();
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(0);
});
