import { createHash } from 'node:crypto';
import { BEYOND_LAST_DAY, type Day } from '../../../kit/dates.ts';
import { groupedBy } from '../../../kit/group.ts';
import type { Fen } from '../../../kit/money.ts';
import { fenOfYuan } from '../lists/amounts.ts';
import type { Contradiction, ContradictionKind, Recording } from '../model.ts';
import type { Candidate, NilReport, RegisterView } from '../register/register.ts';
import type { Grouping } from './grouping.ts';
import { recordingsOf, type SameDebt } from './groups.ts';

/** Whose books are compared, on which day. */
interface Comparison {
  view: RegisterView;
  grouping: Grouping;
  domains: readonly string[];
  asOf: Day;
}

/** Every contradiction between books, in no order. */
export function contradictionsIn(comparison: Comparison): Contradiction[] {
  const { grouping } = comparison;
  return [...grouping.groups.flatMap(withinGroup), ...missingRecords(grouping), ...reportedNothing(comparison)];
}

/** What the records of one debt say differently. */
function withinGroup(group: SameDebt): Contradiction[] {
  const records = [group.counted, ...group.others.map(({ record }) => record)];
  const [outstanding, amount] = [spread(records, 'outstanding'), spread(records, 'amount')];
  const kinds: [ContradictionKind, boolean, Fen][] = [
    ['CLEARED_AND_OWED', outstanding > 0n && records.some((record) => fenOfYuan(record.outstanding) === 0n), outstanding],
    ['AMOUNTS_DIFFER', amount > 0n, amount],
    ['DISPUTED_AND_UNDISPUTED', new Set(records.map(({ disputed }) => disputed)).size > 1, outstanding],
  ];
  const { debtorId, creditorId } = group.counted;
  return kinds
    .filter(([, holds]) => holds)
    .map(([kind, , fen]) => made({ kind, debtorId, creditorId, recordings: recordingsOf(group), lacking: null, amount: fen }));
}

/** Largest minus smallest. */
function spread(records: readonly Candidate[], field: 'outstanding' | 'amount'): Fen {
  const amounts = records.map((record) => fenOfYuan(record[field]));
  return amounts.reduce((a, b) => (a > b ? a : b)) - amounts.reduce((a, b) => (a < b ? a : b));
}

/** Records of a contract that another book knows, with the same parties, without having this debt. */
function missingRecords({ clusters, groupOf }: Grouping): Contradiction[] {
  const found = clusters.flatMap((cluster) => {
    const domains = [...new Set(cluster.map(({ domain }) => domain))];
    return cluster.flatMap((record) =>
      domains.filter((domain) => isLacking(domain, record, groupOf)).map((domain) => missingRecord(record, domain)),
    );
  });
  return [...new Map(found.map((contradiction) => [contradiction.id, contradiction])).values()];
}

/** Whether a book lacks a debt; a debt of several books is spoken for by its counted record. */
function isLacking(domain: string, record: Candidate, groupOf: Grouping['groupOf']): boolean {
  if (domain === record.domain) return false;
  const group = groupOf.get(record.id);
  if (group && group.counted.id !== record.id) return false;
  return !group || ![group.counted, ...group.others.map((other) => other.record)].some((other) => other.domain === domain);
}

function missingRecord(record: Candidate, domain: string): Contradiction {
  const kind = domain === 'finance' ? 'MISSING_FROM_TREASURY' : 'MISSING_FROM_SECTOR';
  const { debtorId, creditorId } = record;
  return made({
    kind,
    debtorId,
    creditorId,
    recordings: [recordingOf(record)],
    lacking: { domain, location: null },
    amount: fenOfYuan(record.outstanding),
  });
}

/** Parties that said of themselves that they owe nothing, while other departments' books say that they do. */
function reportedNothing({ view, domains, asOf }: Comparison): Contradiction[] {
  const holds = ({ from, to }: { from: Day; to: Day }): boolean => from <= asOf && (asOf < to || to === BEYOND_LAST_DAY);
  const owed = view.candidates.filter((record) => domains.includes(record.domain) && holds(record) && fenOfYuan(record.outstanding) > 0n);
  const owedBy = groupedBy(owed, ({ debtorId }) => debtorId);
  const reports = view.nilReports.filter((report) => domains.includes(report.domain) && holds(report));
  return reports.flatMap((report) => against(report, owedBy.get(report.debtorId) ?? []));
}

function against({ domain, debtorId, location }: NilReport, owed: readonly Candidate[]): Contradiction[] {
  const records = owed.filter((record) => record.domain !== domain);
  const amount = records.reduce((sum, { outstanding }) => sum + fenOfYuan(outstanding), 0n);
  if (records.length === 0) return [];
  return [
    made({
      kind: 'REPORTED_NOTHING',
      debtorId,
      creditorId: null,
      recordings: records.map(recordingOf),
      lacking: { domain, location },
      amount,
    }),
  ];
}

function recordingOf({ domain, id, outstanding, amount }: Candidate): Recording {
  return { domain, debtId: id, outstanding: fenOfYuan(outstanding), amount: fenOfYuan(amount), basis: 'COUNTED' };
}

function made(contradiction: Omit<Contradiction, 'id'>): Contradiction {
  const { kind, debtorId, recordings, lacking } = contradiction;
  const told = JSON.stringify([debtorId, recordings.map(({ debtId }) => debtId), lacking?.domain]);
  return { ...contradiction, id: `${kind}:${createHash('sha256').update(told).digest('hex').slice(0, 16)}` };
}
