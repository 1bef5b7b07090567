import { createHash } from 'node:crypto';
import { BEYOND_LAST_DAY, type Day } from '../../../kit/rules/dates.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import type { Fen } from '../../../kit/rules/money.ts';
import { compareTexts } from '../compare.ts';
import { rankOf } from '../../../kit/departments.ts';
import type { ContradictionFigures, ContradictionKind, RecordingFigures } from '../model.ts';
import type { Candidate, NilReport } from '../register/bundle.ts';
import type { RegisterView } from './register-view.ts';
import type { Grouping } from '../same-debt/grouping.ts';
import { recordingsOf, recordsOf, type SameDebt } from '../same-debt/groups.ts';

/** Whose books are compared, on which day. */
interface Comparison {
  view: RegisterView;
  grouping: Grouping;
  domains: readonly string[];
  asOf: Day;
}

/** Every contradiction between books, in no order. */
export function contradictionsIn({ view, grouping, domains, asOf }: Comparison): ContradictionFigures[] {
  const told = TOLD.get(grouping) ?? [
    ...grouping.groups.flatMap((group) => withinGroup(view, group)),
    ...missingRecords(view, grouping),
  ];
  TOLD.set(grouping, told);
  return [...told, ...reportedNothing(view, domains, asOf)];
}

/** What one grouping's records contradict each other in does not change. */
const TOLD = new WeakMap<Grouping, readonly ContradictionFigures[]>();

/** What the records of one debt say differently. */
function withinGroup(view: RegisterView, group: SameDebt): ContradictionFigures[] {
  const records = recordsOf(group);
  const [outstanding, amount] = [spread(records, 'outstanding'), spread(records, 'amount')];
  const kinds: [ContradictionKind, boolean, Fen][] = [
    ['CLEARED_AND_OWED', outstanding > 0n && records.some((record) => record.outstanding === 0n), outstanding],
    ['AMOUNTS_DIFFER', amount > 0n, amount],
    ['DISPUTED_AND_UNDISPUTED', new Set(records.map(({ disputed }) => disputed)).size > 1, outstanding],
  ];
  const parties = partiesOf(view, group.counted);
  return kinds
    .filter(([, holds]) => holds)
    .map(([kind, , fen]) => made({ kind, ...parties, recordings: recordingsOf(group), lacking: null, amount: fen }));
}

/** Largest minus smallest. */
function spread(records: readonly Candidate[], field: 'outstanding' | 'amount'): Fen {
  const amounts = records.map((record) => record[field]);
  return amounts.reduce((a, b) => (a > b ? a : b)) - amounts.reduce((a, b) => (a < b ? a : b));
}

/** Records of a contract that another book knows, with the same parties, without having this debt. */
function missingRecords(view: RegisterView, { clusters, groupOf }: Grouping): ContradictionFigures[] {
  const found = clusters().flatMap((cluster) => {
    const domains = [...new Set(cluster.map(({ domain }) => domain))];
    return cluster.flatMap((record) =>
      domains
        .filter((domain) => isLacking(domain, record, groupOf))
        .map((domain) => missingRecord(view, record, domain)),
    );
  });
  return [...new Map(found.map((contradiction) => [contradiction.id, contradiction])).values()];
}

/** Whether a book lacks a debt; a debt of several books is spoken for by its counted record. */
function isLacking(domain: string, record: Candidate, groupOf: Grouping['groupOf']): boolean {
  if (domain === record.domain) return false;
  const group = groupOf.get(record.id);
  if (group && group.counted.id !== record.id) return false;
  return !group || !recordsOf(group).some((other) => other.domain === domain);
}

function missingRecord(view: RegisterView, record: Candidate, domain: string): ContradictionFigures {
  const kind = domain === 'finance' ? 'MISSING_FROM_TREASURY' : 'MISSING_FROM_SECTOR';
  return made({
    kind,
    ...partiesOf(view, record),
    recordings: [recordingOf(record)],
    lacking: { domain, location: null },
    amount: record.outstanding,
  });
}

/** Parties that said of themselves that they owe nothing, while other departments' books say that they do. */
function reportedNothing(view: RegisterView, domains: readonly string[], asOf: Day): ContradictionFigures[] {
  const holds = ({ domain, from, to }: { domain: string; from: Day; to: Day }): boolean =>
    domains.includes(domain) && from <= asOf && (asOf < to || to === BEYOND_LAST_DAY);
  const reportsOf = groupedBy(view.nilReports().filter(holds), ({ partyKey }) => view.names.identifierOf(partyKey));
  return [...reportsOf].flatMap(([debtorId, reports]) => {
    const owed = view.candidatesOfDebtor(debtorId).filter((record) => holds(record) && record.outstanding > 0n);
    return reports.flatMap((report) => against(report, debtorId, owed));
  });
}

function against(
  { domain, location }: NilReport,
  debtorId: string,
  owed: readonly Candidate[],
): ContradictionFigures[] {
  const records = owed.filter((record) => record.domain !== domain).sort(byBook);
  const amount = records.reduce((sum, { outstanding }) => sum + outstanding, 0n);
  if (records.length === 0) return [];
  const recordings = records.map(recordingOf);
  return [
    made({ kind: 'REPORTED_NOTHING', debtorId, creditorId: null, recordings, lacking: { domain, location }, amount }),
  ];
}

/** So that the same books always give the same contradiction. */
const byBook = (a: Candidate, b: Candidate): number => rankOf(a.domain) - rankOf(b.domain) || compareTexts(a.id, b.id);

function partiesOf(
  { names }: RegisterView,
  { debtorKey, creditorKey }: Candidate,
): Pick<ContradictionFigures, 'debtorId' | 'creditorId'> {
  return { debtorId: names.identifierOf(debtorKey), creditorId: names.identifierOf(creditorKey) };
}

function recordingOf({ domain, id, outstanding, amount }: Candidate): RecordingFigures {
  return { domain, debtId: id, outstanding: outstanding, amount: amount, basis: 'COUNTED' };
}

function made(contradiction: Omit<ContradictionFigures, 'id'>): ContradictionFigures {
  const { kind, debtorId, recordings, lacking } = contradiction;
  const told = JSON.stringify([debtorId, recordings.map(({ debtId }) => debtId), lacking?.domain]);
  return { ...contradiction, id: `${kind}:${createHash('sha256').update(told).digest('hex').slice(0, 16)}` };
}
