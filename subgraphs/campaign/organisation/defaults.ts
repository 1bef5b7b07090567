import type { Group, GroupKind, Settings } from '../model.ts';
import type { StoredThing } from '../things.ts';
import { KNOWN_YEARS } from './known-years.ts';

/** The plan's thirteen groups; who sits in them is entered (P13). */
const GROUPS: readonly [name: string, kind: GroupKind][] = [
  ['清欠工作领导小组', 'LEADING'],
  ['统筹协调小组', 'COORDINATION'],
  ['工业和信息化领域线索摸排小组', 'SECTOR'],
  ['住房和城乡建设领域线索摸排小组', 'SECTOR'],
  ['交通运输领域线索摸排小组', 'SECTOR'],
  ['农牧和水利领域线索摸排小组', 'SECTOR'],
  ['能源领域线索摸排小组', 'SECTOR'],
  ['教育卫生文体领域线索摸排小组', 'SECTOR'],
  ['国有企业领域线索摸排小组', 'SECTOR'],
  ['苏木镇、街道和园区领域线索摸排小组', 'SECTOR'],
  ['资金保障组', 'FUNDS'],
  ['监督执纪组', 'SUPERVISION'],
  ['信访维稳组', 'PETITION'],
];

const groups = GROUPS.map(([name, kind], i): Group => ({
  id: String(i),
  version: 1,
  name,
  kind,
  seats: [],
  memberCodes: [],
}));

export const SETTINGS_ID = 'settings';

const settings: Settings = {
  id: SETTINGS_ID,
  version: 1,
  baseDate: '2024-12-31',
  majorDebtThreshold: 500_000_000n,
  closureWeight: 30,
  zeroOutWeight: 50,
  satisfactionWeight: 20,
  movedDeadlines: [],
  calendars: KNOWN_YEARS,
  lastRunDay: null,
};

/** What is there from the start, until somebody changes it. */
export const DEFAULTS: readonly StoredThing[] = [
  ...groups.map((body): StoredThing => ({ kind: 'group', body })),
  { kind: 'settings', body: settings },
];
