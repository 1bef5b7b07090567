import fc from 'fast-check';
import type { LedgerBundle, LedgerCandidate, LedgerMention } from '../../schema/generated/ledger-client.ts';
import type { Grouping } from '../../subgraphs/coordination/same-debt/grouping.ts';
import type { Book } from '../../subgraphs/coordination/register/book.ts';
import { wireText } from '../support/wire.ts';
import type { RegisterView } from '../../subgraphs/coordination/views/register-view.ts';

/** Books of a few parties, contracts and debts, so that whatever can collide does. */

const CODES = ['802100433', '600037341', 'D2143569X'];
const NAMES = ['甲公司', '乙公司', '丙公司', '丁公司', '戊公司'];
const KINDS = ['GOVERNMENT', 'SOE', 'OTHER', null] as const;
const DAYS = ['2025-01-01', '2025-06-01', '2026-01-01', '9999-12-31'];
const AMOUNTS = [10_000n, 10_000n, 25_050n];

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const partyKeys = [...CODES, ...NAMES];

const mention: fc.Arbitrary<LedgerMention> = fc
  .record({
    role: pick(['DEBTOR', 'CREDITOR'] as const),
    name: pick(NAMES),
    organisationCode: pick([...CODES, null, null]),
    location: pick(['t:1', 't:2', 't:3']),
    kind: pick(KINDS),
    formerName: pick([...NAMES, null, null]),
  })
  .map(({ name, organisationCode, ...said }) => ({
    ...said,
    ownership: null,
    scale: null,
    party: { key: organisationCode ?? name, name, organisationCode, creditCode: null },
  }));

const candidateOf = (domain: string): fc.Arbitrary<LedgerCandidate> =>
  fc
    .record({
      id: pick([1, 2, 3, 4, 5].map((n) => `${domain}:${n}`)),
      stretch: pick([0, 1, 2]),
      debtorKey: pick(partyKeys.slice(2, 6)),
      creditorKey: pick(partyKeys.slice(1, 5)),
      debtorKind: pick(['GOVERNMENT', 'SOE', 'OTHER'] as const),
      contractKeys: fc.subarray(['K1', 'K2', 'K3'], { maxLength: 2 }),
      billKey: pick(['B1', 'B2', null, null]),
      recordedAmount: pick(AMOUNTS),
      dueOn: pick(['2025-03-01', '2025-04-01', null]),
      outstanding: pick([0n, ...AMOUNTS]),
    })
    .map(({ stretch, ...candidate }) => ({
      ...candidate,
      from: DAYS[stretch] ?? '',
      to: DAYS[stretch + 1] ?? '',
      protected: true,
      disputed: false,
      amount: candidate.recordedAmount,
      paid: 0n,
    }));

/** What a department tells of one bundle. */
export interface Put {
  domain: string;
  bundle: LedgerBundle;
}

/**
 * Bundles that departments tell of one after another: new ones, the same ones otherwise, empty ones. A book has a debt
 * once on a day.
 */
export const puts = (domains: readonly string[]): fc.Arbitrary<Put[]> => {
  const put = pick(domains).chain((domain) =>
    fc.record({
      domain: fc.constant(domain),
      bundle: fc
        .record({
          key: pick(['b1', 'b2', 'b3']),
          mentions: fc.array(mention, { maxLength: 3 }),
          candidates: fc.array(candidateOf(domain), { maxLength: 3 }),
          nilReports: fc.constant<LedgerBundle['nilReports']>([]),
        })
        .map((bundle) => ({ ...bundle, candidates: ofBundle(bundle) })),
    }),
  );
  return fc.array(put, { minLength: 1, maxLength: 12 });
};

/** A debt stands in one bundle, and once on a day. */
function ofBundle({ key, candidates }: LedgerBundle): LedgerCandidate[] {
  const own = candidates.map((candidate) => ({ ...candidate, id: `${candidate.id}${key}` }));
  return [...new Map(own.map((candidate) => [`${candidate.id} ${candidate.from}`, candidate])).values()];
}

/** What a view says, in an order of its own: two views that say the same are alike in this. */
export async function wordsOf(view: RegisterView, books: readonly Book[], decisions: Decisions): Promise<object> {
  const domains = books.map(({ domain }) => domain);
  const days = DAYS.slice(0, 3).map((day) => ({ domains, day }));
  const groupings = await view.whenSettled(decisions, days, (present) => present.map(groupingWords));
  return {
    identifiers: partyKeys.map((key) => [key, view.names.identifierOf(key), view.names.ruleOf(key)]),
    ambiguous: view.names.ambiguousNames().sort(),
    parties: partyKeys.map((id) => partyWords(view.parties.get(id))),
    groupings,
  };
}

export type Decisions = Parameters<RegisterView['whenSettled']>[0];

function partyWords(party: ReturnType<RegisterView['parties']['get']>): object | null {
  if (!party) return null;
  const said = party.assertions.map(({ domain, text, locations }) => [domain, text, [...locations].sort()]);
  return { ...party, roles: [...party.roles].sort(), keys: [...party.keys].sort(), assertions: said };
}

function groupingWords({ groups, groupOf, clusters, exclusions }: Grouping): object {
  const words = ({ counted, others }: (typeof groups)[number]): string => wireText([counted, others]);
  const inOrder = clusters().map((cluster) => cluster.map((record) => wireText(record)).sort());
  return {
    groups: groups.map(words).sort(),
    groupOf: [...groupOf].map(([id, group]) => `${id} ${words(group)}`).sort(),
    clusters: inOrder
      .filter(({ length }) => length > 0)
      .map((cluster) => cluster.join())
      .sort(),
    exclusions: [...exclusions].sort(),
  };
}
