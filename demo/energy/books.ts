import { firstDay, monthOf, monthsBetween } from '../calendar.ts';
import type { Row, Tables } from '../rows.ts';
import type { Scene } from '../scene.ts';
import type { Debt } from '../world.ts';
import { Directory } from './directory.ts';
import { Historian } from './history.ts';
import { LedgerWriter, type Entry } from './ledgers.ts';
import { LifePlanner } from './lives.ts';
import { writeUnits, type Unit } from './units.ts';

/** The Energy Bureau's books (旗能源局), and the first day of which they know anything. */
interface EnergyBooks {
  tables: Tables;
  from: string;
}

export function writeEnergy(scene: Scene): EnergyBooks {
  const [ledger, directoryRows, unitRows]: [Row[], Row[], Row[]] = [[], [], []];
  const { units, kindOf } = writeUnits(scene, unitRows);
  const directory = new Directory(scene, directoryRows);
  const [planner, writer, historian] = [
    new LifePlanner(scene),
    new LedgerWriter(scene, ledger),
    new Historian(scene, kindOf, directory),
  ];
  for (const [unit, debts] of debtsByUnit(scene, units)) {
    const lives = debts.flatMap((debt) => planner.livesOf(unit, debt));
    const entries = unit.reports.flatMap((_, place) => writer.write(unit, place, lives));
    for (const ofLife of byLife(entries)) historian.note(unit, ofLife);
    noteOverdueReport(scene, unit);
  }
  const months = units.flatMap(({ reports }) => reports.map(({ month }) => month)).sort();
  return {
    tables: { 清欠台账: ledger, 企业名录: directoryRows, 填报单位: unitRows },
    from: firstDay(months[0] ?? monthOf(scene.today)),
  };
}

/** A debtor that is a reporting unit reports what it owes; another's debts are reported by one of them. */
function debtsByUnit({ random, contracts }: Scene, units: readonly Unit[]): Map<Unit, Debt[]> {
  const debts = new Map<Unit, Debt[]>(units.map((unit) => [unit, []]));
  for (const contract of contracts) {
    const unit = units.find(({ party }) => party === contract.debtor) ?? random.pick(units);
    debts.get(unit)?.push(...contract.debts.filter(({ books }) => books.includes('energy')));
  }
  return debts;
}

/** The rows of each debt, oldest first. */
function byLife(entries: readonly Entry[]): Entry[][] {
  const rows = new Map<string, Entry[]>();
  for (const entry of entries) {
    const before = rows.get(entry.life.id);
    if (before) before.push(entry);
    else rows.set(entry.life.id, [entry]);
  }
  return [...rows.values()];
}

function noteOverdueReport({ notes, today }: Scene, { reports }: Unit): void {
  const last = reports.at(-1);
  if (last?.nil !== null || monthsBetween(last.month, monthOf(today)) <= 1) return;
  notes.issue('energy', 'REPORT_OVERDUE', `填报单位 单位名称=${last.unitText}`);
}
