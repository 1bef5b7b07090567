import { addToMonth, monthOf } from '../calendar.ts';
import type { Row } from '../rows.ts';
import { typedPerson } from '../contacts.ts';
import { personName } from '../names.ts';
import type { Party } from '../parties.ts';
import { Deck } from '../random.ts';
import type { Scene } from '../scene.ts';
import type { TruthDebt } from '../truth.ts';

/** A unit's ledger of one month (填报月份). */
export interface Report {
  /** "YYYY-MM". */
  month: string;
  batch: number;
  /** An earlier import of the same month, which the later one replaces; null: there was none. */
  replacedBatch: number | null;
  nil: '清零' | '不涉及' | null;
  /** 填报单位 as typed in this file. */
  unitText: string;
}

/** A reporting unit (填报单位) and its ledgers, oldest first. */
export interface Unit {
  party: Party;
  reports: Report[];
}

/** How a unit reports: up to now, no longer, that it owes nothing any more, or never owed anything. */
type Fate =
  | 'CURRENT'
  | 'OVERDUE'
  | 'CLEARED'
  | 'NOT_CONCERNED'
  | 'CLEARED_THEN_NEW'
  | 'CLEARED_THEN_NOT_CONCERNED'
  | 'NEVER_OWED';

const CATEGORIES: Record<Party['kind'], string | null> = {
  ...{ GOVERNMENT: '政府部门', PUBLIC_INSTITUTION: '事业单位', SOE: '国有企业', TOWN: '苏木镇', OTHER: null },
};

/** Units, and what the bureau's list of them says a debtor is. */
export interface Units {
  units: Unit[];
  kindOf: (debtor: Party) => TruthDebt['debtorKind'];
}

/** Three in five debtors report themselves; the others are reported by one of those. */
export function writeUnits(scene: Scene, rows: Row[]): Units {
  const debtors = [...new Set(scene.contracts.map(({ debtor }) => debtor))].filter(({ isTwin }) => !isTwin);
  const reporting = debtors.filter((_, i) => i % 5 < 3);
  const fates = new Deck<Fate>(scene.random, {
    ...{
      CURRENT: 10,
      OVERDUE: 1,
      CLEARED: 1,
      NOT_CONCERNED: 1,
      CLEARED_THEN_NEW: 1,
      CLEARED_THEN_NOT_CONCERNED: 1,
      NEVER_OWED: 1,
    },
  });
  const units = reporting.map((party, i) => ({
    party,
    reports: reportsOf(scene, party, { fate: fates.draw(), serial: i }),
  }));
  // One unit is not in the bureau's list; one that is has never reported.
  const listed = [...reporting.slice(1), ...debtors.filter((party) => !reporting.includes(party)).slice(0, 1)];
  const kinds = new Map(listed.map((party, i) => [party, writeUnit(scene, rows, party, i === 4)]));
  return { units, kindOf: (debtor) => kinds.get(debtor) ?? 'OTHER' };
}

function writeUnit(
  { random, clerk, notes }: Scene,
  rows: Row[],
  party: Party,
  hasNoCategory: boolean,
): TruthDebt['debtorKind'] {
  const nameText = bracketed(party.name);
  const code = clerk.code(party, 40);
  const category = hasNoCategory ? null : CATEGORIES[party.kind];
  const location = `填报单位 单位名称=${nameText}`;
  rows.push({
    单位名称: nameText,
    统一社会信用代码: code.text,
    单位类别: category,
    联系人: typedPerson(personName(random), random.child(`contact ${nameText}`)),
  });
  const written = { name: nameText, normal: party.name, code: code.code };
  notes.mention('energy', { role: 'DEBTOR', party: written, location, debtId: null, inForce: true });
  if (code.invalid) notes.issue('energy', 'CREDIT_CODE_INVALID', location);
  return category === null ? 'OTHER' : party.kind;
}

const bracketed = (name: string): string => name.replace('(', '（').replace(')', '）');

/** Months before today's, the last first: 0 is today's. */
function monthsOf({ random }: Scene, last: number): number[] {
  const first = last + random.int(3, 10);
  const step = random.pick([1, 1, 1, 2, 3]);
  const months = Array.from({ length: first - last + 1 }, (_, i) => first - i);
  return months.filter(
    (ago) => ago >= first - 1 || ago === last || ((first - ago) % step === 0 && !random.chance(0.1)),
  );
}

function reportsOf(scene: Scene, party: Party, { fate, serial }: { fate: Fate; serial: number }): Report[] {
  const last = fate === 'OVERDUE' ? scene.random.int(2, 6) : scene.random.int(0, 1);
  const months = fate === 'NEVER_OWED' ? [last] : monthsOf(scene, last);
  const nils = nilsOf(fate, months.length);
  return months.map((ago, i) => {
    const batch = (40 - ago) * 1_000 + 2 * serial + 2;
    const replacedBatch = scene.random.chance(0.12) ? batch - 1 : null;
    const month = addToMonth(monthOf(scene.today), -ago);
    return { month, batch, replacedBatch, nil: nils.get(i) ?? null, unitText: unitText(scene, party, fate) };
  });
}

/** Which ledgers are nil reports. */
function nilsOf(fate: Fate, count: number): Map<number, '清零' | '不涉及'> {
  if (fate === 'CLEARED') return new Map([[count - 1, '清零']]);
  if (fate === 'NOT_CONCERNED' || fate === 'NEVER_OWED') return new Map([[count - 1, '不涉及']]);
  if (fate === 'CLEARED_THEN_NEW') return new Map([[Math.floor(count / 2), '清零']]);
  if (fate === 'CLEARED_THEN_NOT_CONCERNED')
    return new Map([
      [count - 2, '清零'],
      [count - 1, '不涉及'],
    ] as const);
  return new Map();
}

/** The unit's name as typed in a file: brackets of either width and blanks around it make no other unit. */
function unitText({ random }: Scene, { name }: Party, fate: Fate): string {
  if (fate === 'OVERDUE' || random.chance(0.8)) return bracketed(name);
  return random.pick([name, ` ${name}`, `${bracketed(name)}\u3000`]);
}
