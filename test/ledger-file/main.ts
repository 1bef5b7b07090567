import { startDemo } from '../support/graph.ts';

/**
 * `tsx test/ledger-file/main.ts [debts a department]`: the monthly ledger as a file, against the list of the same debts
 * without what stands in departments' own records. The whole house is one process; since these machines are shared,
 * what it has worked is told beside the time, and the ratios say something.
 */
const DEBTS = Number(process.argv[2] ?? 2_000);
const LIST = 'small-debts.csv?maxOutstanding=99999999999';

const graph = await startDemo({ seed: 1, debts: DEBTS, today: '2026-03-20' }, null);
await measured('monthly-ledger.csv');
const list = await measured(LIST);
for (const file of ['monthly-ledger.csv', 'monthly-ledger.xlsx']) {
  const { seconds, worked, bytes } = await measured(file);
  console.log(
    `${file}: ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(2)} s, ${worked.toFixed(2)} s of work; ` +
      `${(worked / list.worked).toFixed(1)} times the list without records`,
  );
}
await graph.close();

async function measured(path: string): Promise<{ seconds: number; worked: number; bytes: number }> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const answer = await fetch(new URL(`/reports/${path}`, graph.url));
  const bytes = (await answer.arrayBuffer()).byteLength;
  if (answer.status !== 200) throw new Error(`${path} gives status ${answer.status}`);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - began) / 1_000, worked: (user + system) / 1e6, bytes };
}
