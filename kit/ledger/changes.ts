import type {
  DebtorKind,
  EnterpriseScale,
  LedgerBundle,
  LedgerCandidate,
  LedgerChanges,
  LedgerMention,
  Ownership,
  PartyRole,
} from '../../schema/generated/department.ts';
import { groupedBy } from '../rules/group.ts';
import { count, day, fen, flag, orNull, text, word, type RowOf } from './columns.ts';
import { parameters, type Facts } from './facts.ts';
import { isOneOf } from './filter.ts';
import { debtsFrom, rowsOf } from './held.ts';
import { dayAfterLast } from './tables.ts';

/** A page holds bundles of about so many rows: one may be a contract, or all the ledgers of a reporting unit. */
const PAGE_ROWS = 4_000;

const CHANGE = { bundle: text('bundle'), number: count('number'), rows: count('count(debt.id)::INTEGER') };

/**
 * Bundles that changed after a number, as they are now: at most `first`, fewer where they are large, and one at least.
 */
export async function changePage(facts: Facts, epoch: string, after: number, first: number): Promise<LedgerChanges> {
  const { values, bind } = parameters();
  const rest = `FROM (FROM ${rowsOf(facts, 'bundle_change', bind)} WHERE number > ${bind(after)} ORDER BY number LIMIT ${first + 1})
    LEFT JOIN ${debtsFrom(facts, null, bind)} USING (bundle) GROUP BY ALL ORDER BY number`;
  const changed = await facts.query(CHANGE, rest, values);
  const page = changed.slice(0, fitting(changed.slice(0, first)));
  const more = changed.length > page.length;
  const last = more ? (page.at(-1)?.number ?? after) : facts.change;
  return {
    epoch,
    last,
    more,
    bundles: await bundlesByKeys(
      facts,
      page.map(({ bundle }) => bundle),
    ),
  };
}

/** How many bundles go into one page. */
function fitting(bundles: readonly RowOf<typeof CHANGE>[]): number {
  let sum = 0;
  const beyond = bundles.findIndex(({ rows }, i) => (sum += rows) > PAGE_ROWS && i > 0);
  return beyond === -1 ? bundles.length : beyond;
}

async function bundlesByKeys(facts: Facts, keys: readonly string[]): Promise<LedgerBundle[]> {
  if (keys.length === 0) return [];
  const [mentionsOf, candidatesOf, nilReportsOf] = [
    await mentionsByBundle(facts, keys),
    await candidatesByBundle(facts, keys),
    await nilReportsByBundle(facts, keys),
  ];
  return keys.map((key) => ({
    key,
    mentions: (mentionsOf.get(key) ?? []).map(mentionOfRow),
    candidates: (candidatesOf.get(key) ?? []).map(candidateOfRow),
    nilReports: nilReportsOf.get(key) ?? [],
  }));
}

const MENTION = {
  bundle: text('bundle'),
  role: word<PartyRole>('role'),
  key: text('party_key'),
  name: text('name'),
  organisationCode: orNull(text('organisation_code')),
  creditCode: orNull(text('credit_code')),
  kind: orNull(word<DebtorKind>('kind')),
  ownership: orNull(word<Ownership>('ownership')),
  scale: orNull(word<EnterpriseScale>('scale')),
  formerName: orNull(text('former_name')),
  location: text('min(location)'),
};

/** Alike mentions of a bundle as one. A party of whom a row gives neither name nor code says nothing of who is who. */
async function mentionsByBundle(facts: Facts, keys: readonly string[]): Promise<Map<string, RowOf<typeof MENTION>[]>> {
  const { values, bind } = parameters();
  const rest = `FROM ${rowsOf(facts, 'mention', bind)} WHERE ${isOneOf('bundle', keys, bind)}
    AND (name <> '' OR organisation_code IS NOT NULL) GROUP BY ALL`;
  return groupedBy(await facts.query(MENTION, rest, values), ({ bundle }) => bundle);
}

function mentionOfRow(row: RowOf<typeof MENTION>): LedgerMention {
  const { key, name, organisationCode, creditCode, ...mention } = row;
  return { ...mention, party: { key, name, organisationCode, creditCode } };
}

const CANDIDATE = {
  bundle: text('bundle'),
  id: text('id'),
  from: day('from_on'),
  last: day('last_on'),
  debtorKey: text('debtor_key'),
  creditorKey: text('creditor_key'),
  contractKeys: text('contract_keys'),
  billKey: orNull(text('bill_key')),
  recordedAmount: fen('recorded_amount'),
  dueOn: orNull(day('due_on')),
  debtorKind: word<DebtorKind>('debtor_kind'),
  protected: flag('protected'),
  disputed: flag('disputed'),
  amount: fen('amount'),
  paid: fen('paid'),
  outstanding: fen('outstanding'),
};

async function candidatesByBundle(
  facts: Facts,
  keys: readonly string[],
): Promise<Map<string, RowOf<typeof CANDIDATE>[]>> {
  const { values, bind } = parameters();
  const rest = `FROM ${debtsFrom(facts, null, bind)} WHERE ${isOneOf('bundle', keys, bind)} ORDER BY id, from_on`;
  return groupedBy(await facts.query(CANDIDATE, rest, values), ({ bundle }) => bundle);
}

const candidateOfRow = (row: RowOf<typeof CANDIDATE>): LedgerCandidate => ({
  ...row,
  to: dayAfterLast(row.last),
  contractKeys: JSON.parse(row.contractKeys) as string[],
});

const NIL_REPORT = {
  bundle: text('bundle'),
  partyKey: text('party_key'),
  from: day('from_on'),
  to: day('to_on'),
  location: text('location'),
};

async function nilReportsByBundle(
  facts: Facts,
  keys: readonly string[],
): Promise<Map<string, RowOf<typeof NIL_REPORT>[]>> {
  const { values, bind } = parameters();
  const rest = `FROM ${rowsOf(facts, 'nil_report', bind)} WHERE ${isOneOf('bundle', keys, bind)} ORDER BY from_on`;
  return groupedBy(await facts.query(NIL_REPORT, rest, values), ({ bundle }) => bundle);
}
