import type { Day } from '../../../kit/rules/dates.ts';
import { partyOf, readCode, type Party } from '../../../kit/rules/identity.ts';
import { given } from '../../../kit/rules/text.ts';
import type { LedgerLine, NilReport } from '../model.ts';
import { hasNoAmounts, readFigures, type FigureReading } from './amounts.ts';
import { readDate, readMonth, type DateReading } from './dates.ts';
import { compactForm } from './texts.ts';

/**
 * What a line of a ledger is. `TOTAL`: a line of sums (合计). `NIL`: a nil report (清零, 不涉及). `BLANK`: neither creditor
 * nor amounts. `UNREADABLE`: its 欠款金额 cannot be read. `UNCLAIMED`: an amount, but no creditor. Only a `DEBT` counts.
 */
type LineKind = 'TOTAL' | 'NIL' | 'BLANK' | 'UNREADABLE' | 'UNCLAIMED' | 'DEBT';

/** A line of a ledger as read. */
export interface LineReading {
  line: LedgerLine;
  /** Table and what comes nearest to a key. */
  location: string;
  /** The first day of the month that it reports for; null where 填报月份 is none. */
  from: Day | null;
  kind: LineKind;
  /** By name only: the ledger has no column for a debtor's code. */
  debtor: Party;
  creditor: Party;
  creditCodeInvalid: boolean;
  /** Null where 欠款金额 is empty or cannot be read. */
  figures: FigureReading | null;
  incurred: DateReading;
  agreed: DateReading;
}

/** Reads a line, whatever it is, on a day. */
export function readLine(line: LedgerLine, today: Day): LineReading {
  const code = readCode(line.creditCode);
  const creditor = partyOf(line.creditor, code);
  const figures = readFigures(line);
  return {
    line,
    location: locationOf(line),
    from: readMonth(line.month, today),
    kind: kindOf(line, isNamed(creditor), figures !== null),
    debtor: partyOf(given(line.debtor) ?? line.reportingUnit, readCode(null)),
    creditor,
    creditCodeInvalid: code.invalid,
    figures,
    incurred: readDate(line.incurredAsTyped, 'FIRST_DAY', today),
    agreed: readDate(line.dueAsTyped, 'LAST_DAY', today),
  };
}

/** Whether a party can be told from others at all. */
export function isNamed(party: Party): boolean {
  return party.name !== '' || party.organisationCode !== null;
}

/** Whether what the line says had come about by a day: one whose 形成时间 is later is not there. */
export function hasArisenBy({ incurred }: LineReading, day: string): boolean {
  return incurred.day === null || incurred.day <= day;
}

const SUM_WORDS = ['合计', '总计', '小计'];
const NIL_WORDS: ReadonlyMap<string, NilReport> = new Map([
  ['清零', 'CLEARED'],
  ['不涉及', 'NOT_CONCERNED'],
]);

/** What a line reports in place of debts, where its amounts are empty; null where it is no nil report. */
export function nilReportOf(line: LedgerLine): NilReport | null {
  return hasNoAmounts(line) ? (NIL_WORDS.get(compactForm(line.remarks)) ?? null) : null;
}

function kindOf(line: LedgerLine, hasCreditor: boolean, hasFigures: boolean): LineKind {
  if ([line.remarks, line.debtor, line.creditor].some((text) => SUM_WORDS.includes(compactForm(text)))) return 'TOTAL';
  if (nilReportOf(line) !== null) return 'NIL';
  if (!hasCreditor && hasNoAmounts(line)) return 'BLANK';
  if (!hasFigures) return 'UNREADABLE';
  return hasCreditor ? 'DEBT' : 'UNCLAIMED';
}

/** Table and key of a line. */
export function locationOf({ month, reportingUnit, batch, rowNumber }: LedgerLine): string {
  return `清欠台账 填报月份=${month} 填报单位=${reportingUnit} 导入批次=${batch} 序号=${rowNumber ?? ''}`;
}
