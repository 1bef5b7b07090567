import type {
  LedgerBundle,
  LedgerCandidate,
  LedgerChanges,
  LedgerMention,
  LedgerNilReport,
} from '../../schema/generated/department.ts';
import { groupedBy } from '../rules/group.ts';
import type { StoreRow } from './query-cache.ts';
import { textList, type Facts } from './store.ts';

/** A page holds bundles of about so many rows: one may be a contract, or all the ledgers of a reporting unit. */
const PAGE_ROWS = 4_000;

/**
 * Bundles that changed after a number, as they are now: at most `first`, fewer where they are large, and one at least.
 */
export async function changePage(facts: Facts, epoch: string, after: number, first: number): Promise<LedgerChanges> {
  const changed = await facts.query(
    `SELECT bundle, number::INTEGER AS number, (SELECT count(*) FROM debt_state_at(${facts.change}) WHERE bundle = change.bundle)::INTEGER AS rows
     FROM (SELECT * FROM bundle_change_at(${facts.change}) WHERE number > $1 ORDER BY number LIMIT ${first + 1}) AS change ORDER BY number`,
    [BigInt(after)],
  );
  const page = changed.slice(0, fitting(changed.slice(0, first)));
  const keys = page.map((row) => row['bundle'] as string);
  const more = changed.length > page.length;
  const last = more ? (page.at(-1)?.['number'] as number) : facts.change;
  return { epoch, last, more, bundles: await bundlesByKeys(facts, keys) };
}

/** How many bundles go into one page. */
function fitting(bundles: readonly StoreRow[]): number {
  let rows = 0;
  const beyond = bundles.findIndex((bundle, i) => (rows += bundle['rows'] as number) > PAGE_ROWS && i > 0);
  return beyond === -1 ? bundles.length : beyond;
}

async function bundlesByKeys(facts: Facts, keys: readonly string[]): Promise<LedgerBundle[]> {
  if (keys.length === 0) return [];
  const rowsOf = async (sql: (change: number) => string): Promise<Map<string, StoreRow[]>> =>
    rowsByBundle(await facts.query(sql(facts.change), [textList(keys)]));
  const [mentionsOf, candidatesOf, nilReportsOf] = [
    await rowsOf(MENTIONS),
    await rowsOf(CANDIDATES),
    await rowsOf(NIL_REPORTS),
  ];
  return keys.map((key) => ({
    key,
    mentions: (mentionsOf.get(key) ?? []).map(mentionOfRow),
    candidates: (candidatesOf.get(key) ?? []).map(candidateOfRow),
    nilReports: (nilReportsOf.get(key) ?? []) as unknown as LedgerNilReport[],
  }));
}

/** Alike mentions of a bundle as one. A party of whom a row gives neither name nor code says nothing of who is who. */
const MENTIONS = (change: number): string => `
  SELECT bundle, role, party_key AS key, name, organisation_code AS "organisationCode", credit_code AS "creditCode", kind, ownership, scale,
    former_name AS "formerName", min(location) AS location
  FROM mention_at(${change}) WHERE bundle IN (SELECT unnest($1::VARCHAR[])) AND (name <> '' OR organisation_code IS NOT NULL) GROUP BY ALL`;

const CANDIDATES = (change: number): string => `
  SELECT bundle, id, from_on::VARCHAR AS "from", to_on::VARCHAR AS "to", debtor_key AS "debtorKey", creditor_key AS "creditorKey",
    contract_keys AS "contractKeys", bill_key AS "billKey", recorded_amount AS "recordedAmount", due_on::VARCHAR AS "dueOn",
    debtor_kind AS "debtorKind", protected, disputed, amount, paid, outstanding
  FROM debt_state_at(${change}) WHERE bundle IN (SELECT unnest($1::VARCHAR[])) ORDER BY id, from_on`;

const NIL_REPORTS = (change: number): string => `
  SELECT bundle, party_key AS "partyKey", from_on::VARCHAR AS "from", to_on::VARCHAR AS "to", location
  FROM nil_report_at(${change}) WHERE bundle IN (SELECT unnest($1::VARCHAR[])) ORDER BY from_on`;

const rowsByBundle = (rows: readonly StoreRow[]): Map<string, StoreRow[]> =>
  groupedBy(rows, (row) => row['bundle'] as string);

function mentionOfRow({ key, name, organisationCode, creditCode, ...mention }: StoreRow): LedgerMention {
  return { ...mention, party: { key, name, organisationCode, creditCode } } as unknown as LedgerMention;
}

function candidateOfRow({ contractKeys, ...candidate }: StoreRow): LedgerCandidate {
  return { ...candidate, contractKeys: JSON.parse(contractKeys as string) as string[] } as unknown as LedgerCandidate;
}
