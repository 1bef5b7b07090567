import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newKey } from '../kit/trust/keys.ts';
import type { Usage } from './export/main.ts';

/**
 * `tsx bench/export.ts [debts a department]`: a whole ledger of departments that have them at hand, through
 * coordination and gateway, a process each, as CSV and NDJSON, against a tenth of it. The ratios say something: rows a
 * second do not fall, and what is resident does not grow with the list. Since these machines are shared, rows a second
 * are told by what the busier of the two has worked as well.
 */
const DEBTS = Number(process.argv[2] ?? 250_000);

const keys = { gateway: newKey('gateway', 'bench'), coordination: newKey('coordination', 'bench') };
const trusted = JSON.stringify({ keys: Object.values(keys).map(({ open }) => open) });
const secretOf = (signer: keyof typeof keys): string => JSON.stringify({ keys: [keys[signer].secret] });

const departments = await start('departments', { debts: DEBTS });
const coordination = await start('coordination', {
  ...{ departments: departments.said, key: secretOf('coordination'), trusted },
});
const subgraphs = { ...(departments.said as object), coordination: coordination.said };
const gateway = await start('gateway', { subgraphs, key: secretOf('gateway') });

await read('csv', 0.02);
for (const format of ['csv', 'ndjson']) {
  const [tenth, whole] = [await read(format, 0.1), await read(format, 1)];
  console.log(
    `${format}: ${told(whole)}; of a tenth: ${told(tenth)}; ratios: rows a second of work ${(
      whole.perWorked / tenth.perWorked
    ).toFixed(2)}`,
  );
}
for (const { program } of [gateway, coordination, departments]) program.disconnect();

interface Started {
  program: ChildProcess;
  /** What it says once it is there: its address, or those of many. */
  said: unknown;
}

async function start(part: string, given: object): Promise<Started> {
  const file = fileURLToPath(new URL('export/main.ts', import.meta.url));
  const program = fork(file, [part, JSON.stringify(given)], { execArgv: ['--import', 'tsx'] });
  const [said] = (await once(program, 'message')) as [unknown];
  return { program, said };
}

/** What a part has used since it was last asked. */
async function usageOf({ program }: Started): Promise<Usage> {
  program.send('usage');
  const [usage] = (await once(program, 'message')) as [Usage];
  return usage;
}

interface Measured {
  rows: number;
  perSecond: number;
  perWorked: number;
  grownMb: { gateway: number; coordination: number };
}

function told({ rows, perSecond, perWorked, grownMb }: Measured): string {
  const rates = `${Math.round(perSecond)} a second, ${Math.round(perWorked)} a second of work`;
  return `${rows} rows, ${rates}, gateway ${grownMb.gateway} MB grown, coordination ${grownMb.coordination} MB`;
}

async function read(format: string, share: number): Promise<Measured> {
  const most = Math.floor(DEBTS * share);
  const url = new URL(`/reports/small-debts.${format}?maxOutstanding=${most}`, gateway.said as string);
  const parts = [gateway, coordination];
  await Promise.all(parts.map(usageOf));
  const began = performance.now();
  const rows = await rowsAt(url);
  const seconds = (performance.now() - began) / 1_000;
  const [ofGateway, ofCoordination] = await Promise.all([usageOf(gateway), usageOf(coordination)]);
  const worked = Math.max(ofGateway.workedMs, ofCoordination.workedMs) / 1_000;
  const grownMb = { gateway: ofGateway.grownMb, coordination: ofCoordination.grownMb };
  return { rows, perSecond: rows / seconds, perWorked: rows / worked, grownMb };
}

/** How many rows come, as their last line says. */
async function rowsAt(url: URL): Promise<number> {
  let end = '';
  for await (const part of (await fetch(url, { headers: { connection: 'close' } })).body ?? [])
    end = (end + Buffer.from(part as Uint8Array).toString('latin1')).slice(-500);
  const count = /(?:#whole rows=|"whole":true,"rows":)(\d+)/.exec(end)?.[1];
  if (count === undefined) throw new Error(`the list was cut short: ${end.slice(-200)}`);
  return Number(count);
}
