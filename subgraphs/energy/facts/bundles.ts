import { BEYOND_LAST_DAY, type Day } from '../../../kit/rules/dates.ts';
import type { Bundle, DataIssueKind, IssueFact, NilReportFact, PartyMention } from '../../../kit/rules/fact.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { partyOf, readCode } from '../../../kit/rules/identity.ts';
import { duplicateIssue } from '../../../kit/rules/issues.ts';
import { withoutPersonalNumbers } from '../../../kit/rules/personal-number.ts';
import type { DirectoryEntry, LedgerLine, UnitEntry } from '../model.ts';
import { debtFactsOf } from './debts.ts';
import { ledgerInForce, ledgersOf, type UnitLedger } from './ledgers.ts';
import { hasArisenBy, isNamed, locationOf, readLine } from './lines.ts';
import { lineIssuesOf } from './line-issues.ts';
import { livesOf } from './lives.ts';
import {
  locationOfUnit,
  mentionOfEntry,
  mentionOfUnit,
  mentionsElsewhere,
  mentionsInForce,
  type StandingLine,
} from './mentions.ts';
import type { Registers } from './registers.ts';
import { leftLedgerIssues, monthIssues, reportOverdueIssues } from './unit-issues.ts';

/**
 * Everything that a reporting unit's lines, of all months and imports, say; issues are about the ledger in force today.
 */
export function unitBundle(key: string, lines: readonly LedgerLine[], registers: Registers, today: Day): Bundle {
  const readings = lines.map((line) => readLine(line, today));
  const ledgers = ledgersOf(readings);
  const lives = livesOf(ledgers);
  const inForce = ledgerInForce(ledgers, today);
  const standing = inForce === null ? [] : standingLines(inForce, today);
  const standingReadings = new Set(standing.map(({ reading }) => reading));
  const elsewhere = readings.filter((reading) => !standingReadings.has(reading));
  const unitIssues =
    inForce === null ? [] : [...leftLedgerIssues(lives, inForce, today), ...reportOverdueIssues(inForce, today)];
  return {
    key,
    debts: lives.flatMap((life) => debtFactsOf(life, registers)),
    mentions: [...mentionsInForce(standing, registers), ...mentionsElsewhere(elsewhere, registers)],
    issues: [...standing.flatMap(lineIssuesOf), ...unitIssues, ...monthIssues(readings)],
    nilReports: ledgers.flatMap(nilReportsOf),
    ...(ledgers[0] && { booksFrom: ledgers[0].from }),
  };
}

/** A unit's own word that it owes nothing, as long as the ledger is in force. */
function nilReportsOf({ from, to, nilReport, lines }: UnitLedger): NilReportFact[] {
  const said = nilReport && lines.find(({ kind }) => kind === 'NIL');
  return said
    ? [{ party: partyOf(said.line.reportingUnit, readCode(null)), from, to, location: locationOf(said.line) }]
    : [];
}

/** The lines of the ledger in force that are there on the day. */
function standingLines({ lines, debts }: UnitLedger, today: Day): StandingLine[] {
  const ids = new Map([...debts.values()].map(({ line, id }) => [line, id]));
  const there = lines.filter((reading) => hasArisenBy(reading, today));
  return there.map((reading) => ({ reading, debtId: ids.get(reading.line) ?? null }));
}

/** The enterprises that the directory lists. */
export function directoryBundle(key: string, directory: readonly DirectoryEntry[]): Bundle {
  const entries = directory.map((entry) => ({ mention: mentionOfEntry(entry), code: entry.creditCode }));
  return registerBundle(key, 'CREDITOR_UNIDENTIFIED', entries);
}

/**
 * The reporting units that the bureau lists. As long as none of them has sent a ledger there are no books of any day.
 */
export function unitsBundle(key: string, units: readonly UnitEntry[]): Bundle {
  const entries = units.map((unit) => ({ mention: mentionOfUnit(unit), code: unit.creditCode }));
  const bundle = registerBundle(key, 'DEBTOR_UNIDENTIFIED', entries);
  return { ...bundle, issues: [...bundle.issues, ...sameNameIssues(units)], booksFrom: BEYOND_LAST_DAY };
}

/** 单位名称 is the list's key, whatever its letter case or blanks behind it. */
function sameNameIssues(units: readonly UnitEntry[]): IssueFact[] {
  const shared = [...groupedBy(units, ({ name }) => name.trimEnd().toUpperCase()).values()].filter(
    (entries) => entries.length > 1,
  );
  const message = 'One name, and more rows than one: the first counts, once.';
  return shared.flatMap(([first, ...others]) =>
    first
      ? [{ ...duplicateIssue({ location: locationOfUnit(first.name), debtId: null }, others.length + 1), message }]
      : [],
  );
}

interface RegisterEntry {
  mention: PartyMention;
  /** As typed. */
  code: string | null;
}

function registerBundle(key: string, unidentified: DataIssueKind, entries: readonly RegisterEntry[]): Bundle {
  const issues = entries.flatMap((entry) => registerIssues(unidentified, entry));
  return { key, debts: [], mentions: entries.map(({ mention }) => mention), issues };
}

function registerIssues(
  unidentified: DataIssueKind,
  { mention: { location, party }, code }: RegisterEntry,
): IssueFact[] {
  const issues: IssueFact[] = [];
  if (readCode(code).invalid)
    issues.push({
      kind: 'CREDIT_CODE_INVALID',
      location,
      found: code && withoutPersonalNumbers(code),
      message: 'This is no code of an organisation; the name stands alone.',
      debtId: null,
    });
  if (!isNamed(party))
    issues.push({
      kind: unidentified,
      location,
      found: party.name,
      message: 'The entry has neither a name nor a code.',
      debtId: null,
    });
  return issues;
}
