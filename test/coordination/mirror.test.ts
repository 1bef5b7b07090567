import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  departmentConnections,
  type DepartmentConnection,
} from '../../subgraphs/coordination/departments/department-client.ts';
import { registerCaller } from '../../subgraphs/coordination/departments/register-caller.ts';
import { Mirror } from '../../subgraphs/coordination/register/mirror.ts';
import { Register } from '../../subgraphs/coordination/views/register.ts';
import type { LedgerFreshness } from '../../schema/generated/ledger-client.ts';
import { KEYS } from '../support/signed.ts';
import { bundleOf, SmallDepartment } from './small-department.ts';

let department: SmallDepartment;
let lines: DepartmentConnection[];
beforeEach(async () => {
  department = new SmallDepartment();
  lines = departmentConnections({ finance: await department.start() }, KEYS.coordination);
  for (const n of [1, 2, 3, 4, 5]) department.tell(bundleOf(`b${n}`, `单位${n}`, `finance:${n}`));
});
afterEach(async () => {
  await Promise.all(lines.map((line) => line.close()));
  await department.stop();
});

const freshnessNow = (): LedgerFreshness => department.freshness;
const mirrorOfFinance = (): Mirror => {
  const [line] = lines;
  if (!line) throw new Error('there is no line');
  return new Mirror(line.as(registerCaller));
};
const debtors = (mirror: Mirror): string[] => [...mirror.book.assertions].map(({ party }) => party.name).sort();

test('a change that comes while a reading is under way is not missed', async () => {
  const mirror = mirrorOfFinance();
  const asked: Promise<unknown>[] = [];
  department.onPage = (after) => {
    if (after !== 4) return;
    department.onPage = () => undefined;
    department.tell(bundleOf('b1', '新单位', 'finance:1'));
    asked.push(mirror.keepUp(freshnessNow()));
  };
  await mirror.keepUp(freshnessNow());
  expect(await Promise.all(asked)).toEqual([null]);
  expect(debtors(mirror)).toEqual(['单位2', '单位3', '单位4', '单位5', '新单位']);
});

test('a department that numbers anew replaces what was known only once it has been read to the end', async () => {
  const mirror = mirrorOfFinance();
  await mirror.keepUp(freshnessNow());
  department.startAnew('second');
  for (const n of [6, 7, 8]) department.tell(bundleOf(`b${n}`, `单位${n}`, `finance:${n}`));
  const during: string[][] = [];
  department.onPage = () => void during.push(debtors(mirror));
  expect(await mirror.keepUp(freshnessNow())).toBeNull();
  expect(during.length).toBeGreaterThan(2);
  for (const known of during) expect(known).toEqual(['单位1', '单位2', '单位3', '单位4', '单位5']);
  expect(debtors(mirror)).toEqual(['单位6', '单位7', '单位8']);
});

test('what does not come to an end in time is said to be under way, and goes on', async () => {
  const mirror = mirrorOfFinance();
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  department.onPage = (after) => (after === 4 ? held : undefined);
  expect(await mirror.keepUp(freshnessNow())).toEqual({ read: 4, of: 5 });
  goOn();
  expect(await mirror.keepUp(freshnessNow())).toBeNull();
  expect(debtors(mirror)).toHaveLength(5);
});

test('a view of some departments says nothing that only others say', async () => {
  const other = new SmallDepartment();
  other.tell(bundleOf('s1', '单位9', 'soe:1'));
  lines.push(...departmentConnections({ soe: await other.start() }, KEYS.coordination));
  const register = new Register(lines.map((line) => line.as(registerCaller)));
  await register.keepUp('finance', freshnessNow());
  await register.keepUp('soe', { ...freshnessNow(), ...other.freshness });
  await other.stop();
  const namesIn = async (domains: string[]): Promise<(string | undefined)[]> => {
    const { parties } = await register.viewOf(domains);
    return ['单位1', '单位9'].map((id) => parties.get(id)?.name);
  };
  expect(await namesIn(['finance', 'soe'])).toEqual(['单位1', '单位9']);
  expect(await namesIn(['finance'])).toEqual(['单位1', undefined]);
  expect(await namesIn(['soe'])).toEqual([undefined, '单位9']);
});
