import { beforeAll, describe, expect, test } from 'vitest';
import type { LedgerBound, LedgerDimension, LedgerFilter } from '../../schema/generated/ledger-client.ts';
import { yuanOf } from '../oracle/figures.ts';
import { viewerOf } from '../support/signed.ts';
import {
  exclusionOf,
  fen,
  codeOf,
  LedgerUnderTest,
  PAGE,
  PAGES_BY_PARTY,
  total,
  TOTALS,
  type LedgerDebt,
  type LedgerTotals,
} from './ledger.ts';

/** A running department that is to fulfil the department contract. */
export interface DepartmentUnderTest {
  url: string;
  domain: string;
  today: string;
  /** A day in the past for which it has books. */
  pastDay: string;
}

const ORDERS = (['OUTSTANDING', 'AMOUNT', 'DUE_ON', 'INCURRED_ON'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
);

/**
 * What any department must do, whatever it is written in: `schema/department.graphql`, proved over HTTP on its own
 * data.
 */
export function describeConformance(name: string, start: () => Promise<DepartmentUnderTest>): void {
  describe(`${name} fulfils the department contract`, () => {
    let department: DepartmentUnderTest;
    let ledger: LedgerUnderTest;
    let debts: LedgerDebt[];

    beforeAll(async () => {
      department = await start();
      ledger = new LedgerUnderTest(department);
      debts = await ledger.everyDebt({}, department.today);
    });

    test('says how it stands to its books', async () => {
      const { freshness } = await ledger.ask(
        '{ ledger { freshness { state readAt message epoch lastChange newestChange booksFrom } } }',
      );
      expect(freshness).toMatchObject({ state: 'LIVE', message: null });
      expect(Date.parse(freshness.readAt ?? '')).not.toBeNaN();
      expect(freshness.lastChange).toBeGreaterThan(0);
      expect(freshness.newestChange).toBe(freshness.lastChange);
    });

    test('answers in the state that is asked for, and says which it is', async () => {
      const query = 'query ($at: LedgerStateInput) { ledger(at: $at) { freshness { epoch lastChange } } }';
      const { freshness } = await ledger.ask(query);
      const at = { epoch: freshness.epoch, change: freshness.lastChange };
      expect((await ledger.ask(query, { at })).freshness).toEqual(freshness);
      const others = [
        { ...at, epoch: 'another' },
        { ...at, change: at.change + 1 },
      ];
      for (const other of others) expect(codeOf(await ledger.answer(query, { at: other }))).toBe('STATE_GONE');
    });

    test('has debts, each with its own id, and figures that agree with each other', () => {
      expect(debts.length).toBeGreaterThan(50);
      expect(new Set(debts.map(({ id }) => id)).size).toBe(debts.length);
      for (const debt of debts) expectSound(debt, department);
    });

    test.each(ORDERS)('pages by $field $direction: every debt once, in one total order', async (orderBy) => {
      const paged = await pageThrough(ledger, orderBy, department.today, 37);
      expect(paged.map(({ id }) => id)).toEqual(debts.toSorted(comparing(orderBy)).map(({ id }) => id));
    });

    test('begins a page where another department’s debt of the same value stood', async () => {
      const orderBy = { field: 'OUTSTANDING', direction: 'DESC' } as const;
      const value =
        debts.find(({ outstanding }, i) => debts[i + 1]?.outstanding === outstanding)?.outstanding ?? '0.00';
      const below = debts.filter(({ outstanding }) => fen(outstanding) < fen(value)).length;
      const equal = debts.filter(({ outstanding }) => outstanding === value).length;
      expect(equal).toBeGreaterThan(1);
      expect((await pageAfter(ledger, orderBy, department.today, { value, id: null })).length).toBe(below);
      expect((await pageAfter(ledger, orderBy, department.today, { value, id: '' })).length).toBe(below + equal);
    });

    test.each(filters())('filters by $name', async ({ pick, where }) => {
      const wanted = debts.filter((debt) => pick(debt, debts));
      const picked = await ledger.everyDebt(where(debts), department.today);
      expect(picked.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      const [totals] = await totalsBy(ledger, where(debts), [], department.today);
      expect(totals).toMatchObject({ count: wanted.length });
      expect(fen(totals?.outstanding ?? '')).toBe(total(wanted, 'outstanding'));
    });

    test.each(Object.keys(DIMENSIONS) as LedgerDimension[])('totals by %s add up, cell by cell', async (dimension) => {
      const cells = await totalsBy(ledger, {}, [dimension], department.today);
      const valueOf = DIMENSIONS[dimension];
      const told = dimension !== 'CREDITOR_SCALE';
      if (told) expect(cells.length).toBe(new Set(debts.map((debt) => valueOf.ofDebt(debt))).size);
      for (const cell of told ? cells : []) {
        const own = debts.filter((debt) => valueOf.ofDebt(debt) === valueOf.ofCell(cell));
        expect([cell.count, fen(cell.amount), fen(cell.paid), fen(cell.outstanding)]).toEqual([
          own.length,
          total(own, 'amount'),
          total(own, 'paid'),
          total(own, 'outstanding'),
        ]);
      }
      expect(cells.reduce((sum, { outstanding }) => sum + fen(outstanding), 0n)).toBe(total(debts, 'outstanding'));
    });

    test('answers for a past day', async () => {
      const past = await ledger.everyDebt({}, department.pastDay);
      expect(past.length).toBeGreaterThan(0);
      for (const debt of past) expectSound(debt, { ...department, today: department.pastDay });
    });

    test('tells what became of debts from one day to a later one, step by step, each without the debts that count elsewhere on its days', async () => {
      const { pastDay: since, today: asOf } = department;
      const past = await ledger.everyDebt({}, since);
      const [out, outBefore] = [debts.slice(0, 3), past.slice(-3)].map((left) => left.map(({ id }) => id)) as [
        string[],
        string[],
      ];
      const [set, setBefore] = [exclusionOf(out), exclusionOf(outBefore)];
      const steps = [
        { since, asOf },
        { since, withoutSince: setBefore.digest, asOf, without: set.digest },
        { since: asOf, asOf },
      ];
      const { movements } = await ledger.ask(
        `query ($steps: [LedgerStep!]!, $exclusions: [LedgerExclusion!]!) { ledger(exclusions: $exclusions) {
          movements(where: { scope: ALL }, steps: $steps) { count outstanding outstandingBefore incurred paid } } }`,
        { steps, exclusions: [set, setBefore] },
      );
      const wanted = (now: LedgerDebt[], before: LedgerDebt[], standing: LedgerDebt[]): object => {
        const [was, is] = [
          new Map(standing.map((debt) => [debt.id, debt])),
          new Map(debts.map((debt) => [debt.id, debt])),
        ];
        const paid = before.map(({ id, paid }) => fen(is.get(id)?.paid ?? paid) - fen(paid));
        return {
          count: now.length,
          outstanding: yuanOf(total(now, 'outstanding')),
          outstandingBefore: yuanOf(total(before, 'outstanding')),
          incurred: yuanOf(
            total(
              now.filter(({ id }) => was.get(id)?.status !== 'IN_ARREARS'),
              'outstanding',
            ),
          ),
          paid: yuanOf(paid.reduce((sum, part) => sum + part, 0n)),
        };
      };
      const without = (all: LedgerDebt[], ids: string[]): LedgerDebt[] => all.filter(({ id }) => !ids.includes(id));
      expect(movements).toEqual([
        wanted(debts, past, past),
        wanted(without(debts, out), without(past, outBefore), past),
        wanted(debts, debts, debts),
      ]);
    });

    test('leaves out sets of debts, which are sent once and known by their digests from then on', async () => {
      const set = exclusionOf(debts.slice(0, 20).map(({ id }) => id));
      const question = { where: { scope: 'ALL', without: set.digest }, by: [], asOf: department.today };
      expect(codeOf(await ledger.answer(TOTALS, question))).toBe('EXCLUSIONS_UNKNOWN');
      const misnamed = { exclusions: [{ ...set, ids: set.ids.slice(1) }] };
      expect(codeOf(await ledger.answer(TELL, misnamed))).toBe('BAD_USER_INPUT');
      expect(codeOf(await ledger.answer(TOTALS, question))).toBe('EXCLUSIONS_UNKNOWN');
      await ledger.ask(TELL, { exclusions: [set] });
      const rest = total(debts.slice(20), 'outstanding');
      const known = await Promise.all(
        [1, 2].map(() => totalsBy(ledger, { without: set.digest }, [], department.today)),
      );
      expect(known.map(([totals]) => fen(totals?.outstanding ?? ''))).toEqual([rest, rest]);
    });

    test.each(['DEBTOR', 'CREDITOR'] as const)(
      'pages the debts of each %s of several, with the totals of each',
      async (role) => {
        const keyOf = (debt: LedgerDebt): string => (role === 'DEBTOR' ? debt.debtor : debt.creditor).key;
        const keys = [...new Set(debts.map(keyOf))];
        const parties = [keys.slice(0, 1), [], keys.slice(1, 3), ['nobody'], ...keys.slice(3, 9).map((key) => [key])];
        const orderBy = { field: 'DUE_ON', direction: 'ASC' } as const;
        const where = { scope: 'ALL', statuses: ['IN_ARREARS', 'CLEARED'] };
        for (const first of [0, 1, 3, 1_000]) {
          const asked = { where, role, parties, orderBy, first, asOf: department.today };
          const { pagesByParty } = await ledger.ask(PAGES_BY_PARTY, asked);
          expect(pagesByParty.length).toBe(parties.length);
          for (const [i, { debts: page, totals }] of pagesByParty.entries()) {
            const own = debts.filter(
              (debt) => parties[i]?.includes(keyOf(debt)) && where.statuses.includes(debt.status),
            );
            expect(page).toEqual(own.toSorted(comparing(orderBy)).slice(0, first));
            expect([totals.count, ...SUMMED.map((field) => fen(totals[field]))]).toEqual([
              own.length,
              ...SUMMED.map((field) => total(own, field)),
            ]);
          }
        }
      },
    );

    test('finds debts by id, and none that is not there', async () => {
      const ids = [debts[0]?.id, debts.at(-1)?.id, `${department.domain}:nothing`];
      const found = await ledger.ask(
        `query ($ids: [ID!]!, $asOf: Date!) { ledger { debts(ids: $ids, asOf: $asOf) { id outstanding } } }`,
        {
          ids,
          asOf: department.today,
        },
      );
      expect(found.debts.map(({ id }) => id).sort()).toEqual(ids.slice(0, 2).sort());
    });

    test('pages its data issues, each with its own id, kind and place', async () => {
      const issues = await everyIssue(ledger, null);
      expect(new Set(issues.map(({ id }) => id)).size).toBe(issues.length);
      expect(new Set(issues.map(({ kind, location }) => `${kind} ${location}`)).size).toBe(issues.length);
      const [some] = issues;
      const ofKind = await everyIssue(ledger, some ? [some.kind] : []);
      expect(ofKind).toEqual(issues.filter(({ kind }) => kind === some?.kind));
    });

    test('hands out what has changed, and nothing twice', async () => {
      const seen = new Map<string, { candidates: { id: string }[] }>();
      let last = 0;
      for (let more = true; more;) {
        const { changes } = await ledger.ask(CHANGES, { after: last, first: 25 }, viewerOf('register'));
        for (const bundle of changes.bundles) {
          expect(seen.has(bundle.key)).toBe(false);
          seen.set(bundle.key, bundle);
        }
        [last, more] = [changes.last, changes.more];
      }
      const { freshness, changes } = await ledger.ask(CHANGES, { after: last, first: 25 }, viewerOf('register'));
      expect([changes.bundles, changes.last]).toEqual([[], freshness.lastChange]);
      const candidates = new Set([...seen.values()].flatMap((bundle) => bundle.candidates.map(({ id }) => id)));
      const withContract = debts.filter(({ contractNo }) => contractNo !== null).map(({ id }) => id);
      expect(withContract.filter((id) => !candidates.has(id))).toEqual([]);
    });

    test('tells those nothing who may not see its books, and the register no debt', async () => {
      const others = ['finance', 'housing-construction', 'energy', 'soe'].filter(
        (domain) => domain !== department.domain,
      );
      const debts = 'query ($asOf: Date!) { ledger { debts(ids: [], asOf: $asOf) { id } } }';
      for (const viewer of [
        viewerOf('bureau', others),
        viewerOf('coordination', []),
        viewerOf(null),
        viewerOf('register'),
      ]) {
        const { data, errors } = await ledger.answer(debts, { asOf: department.today }, viewer);
        expect(data?.ledger ?? null).toBeNull();
        expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
      }
    });
  });
}

const TELL =
  'query ($exclusions: [LedgerExclusion!]!) { ledger(exclusions: $exclusions) { freshness { lastChange } } }';
const SUMMED = ['amount', 'paid', 'outstanding'] as const;

const CHANGES = `query ($after: Int!, $first: Int!) { ledger {
  freshness { lastChange }
  changes(after: $after, first: $first) { epoch last more bundles { key mentions { role party { key name } } candidates { id from to } } }
} }`;

function expectSound(debt: LedgerDebt, { domain, today }: DepartmentUnderTest): void {
  expect(debt.id.startsWith(`${domain}:`)).toBe(true);
  for (const amount of [debt.amount, debt.paid, debt.outstanding]) expect(amount).toMatch(/^-?\d+\.\d{2}$/);
  expect(fen(debt.paid) <= fen(debt.amount)).toBe(true);
  expect(fen(debt.outstanding) >= 0n).toBe(true);
  expect(debt.status === 'CLEARED').toBe(debt.outstanding === '0.00');
  expect(debt.incurredOn === null || (debt.incurredOn ?? '') <= today).toBe(true);
  if (debt.status === 'IN_ARREARS') expect(debt.dueOn === null || (debt.dueOn ?? '') < today).toBe(true);
  expect(debt.ageBucket === null).toBe(debt.status !== 'IN_ARREARS');
  expect(debt.daysOverdue === null).toBe(debt.status !== 'IN_ARREARS' || debt.dueOn === null);
}

type Order = (typeof ORDERS)[number];

function sortValue(debt: LedgerDebt, { field }: Order): string | bigint | null {
  if (field === 'OUTSTANDING') return fen(debt.outstanding);
  if (field === 'AMOUNT') return fen(debt.amount);
  return (field === 'DUE_ON' ? debt.dueOn : debt.incurredOn) ?? null;
}

/** Without a value last; equal ones by id, whatever the direction. */
function comparing(order: Order): (a: LedgerDebt, b: LedgerDebt) => number {
  return (a, b) => {
    const [one, other] = [sortValue(a, order), sortValue(b, order)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || (a.id < b.id ? -1 : 1);
    if (one !== other) return one < other === (order.direction === 'ASC') ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  };
}

async function pageAfter(
  ledger: LedgerUnderTest,
  orderBy: Order,
  asOf: string,
  after: LedgerBound | null,
  first = 1_000_000,
): Promise<LedgerDebt[]> {
  return (await ledger.ask(PAGE, { where: { scope: 'ALL' }, orderBy, first, after, asOf })).page;
}

async function pageThrough(ledger: LedgerUnderTest, orderBy: Order, asOf: string, size: number): Promise<LedgerDebt[]> {
  const all: LedgerDebt[] = [];
  for (let after: LedgerBound | null = null, more = true; more;) {
    const page = await pageAfter(ledger, orderBy, asOf, after, size);
    all.push(...page);
    const last = page.at(-1);
    more = page.length === size && last !== undefined;
    if (last) after = { value: boundValue(last, orderBy), id: last.id };
  }
  return all;
}

const boundValue = (debt: LedgerDebt, { field }: Order): string | null =>
  ({
    OUTSTANDING: debt.outstanding,
    AMOUNT: debt.amount,
    DUE_ON: debt.dueOn ?? null,
    INCURRED_ON: debt.incurredOn ?? null,
  })[field];

async function totalsBy(
  ledger: LedgerUnderTest,
  where: Partial<LedgerFilter>,
  by: LedgerDimension[],
  asOf: string,
): Promise<LedgerTotals[]> {
  return (await ledger.ask(TOTALS, { where: { scope: 'ALL', ...where }, by, asOf })).totals;
}

async function everyIssue(
  ledger: LedgerUnderTest,
  kinds: string[] | null,
): Promise<{ id: string; kind: string; location: string }[]> {
  const all = [];
  for (let after: string | null = null, more = true; more;) {
    const { issues, issueCount } = await ledger.ask(
      `query ($kinds: [DataIssueKind!], $after: ID) { ledger {
        issues(kinds: $kinds, ambiguousNames: [], after: $after, first: 7) { id kind location found message debtId }
        issueCount(kinds: $kinds, ambiguousNames: [])
      } }`,
      { kinds, after },
    );
    all.push(...issues);
    after = issues.at(-1)?.id ?? null;
    more = all.length < issueCount && issues.length > 0;
  }
  return all;
}

interface FilterCase {
  name: string;
  where: (debts: LedgerDebt[]) => Partial<LedgerFilter>;
  pick: (debt: LedgerDebt, debts: LedgerDebt[]) => boolean;
}

/** A value that stands in the middle of what there is. */
function middle<T>(values: (T | null | undefined)[]): T {
  const there = values.filter((value) => value !== null && value !== undefined).sort();
  const value = there[Math.floor(there.length / 2)];
  if (value === undefined) throw new Error('the department has no debt with this field');
  return value;
}

const middleAmount = (debts: LedgerDebt[]): bigint =>
  debts.map(({ outstanding }) => fen(outstanding)).toSorted((a, b) => (a < b ? -1 : 1))[debts.length >> 1] ?? 0n;
const yuan = (amount: bigint): string => `${amount / 100n}.${(amount % 100n).toString().padStart(2, '0')}`;

function filters(): FilterCase[] {
  return [
    {
      name: 'ids',
      where: (debts) => ({ ids: debts.slice(3, 9).map(({ id }) => id) }),
      pick: (debt, debts) => debts.indexOf(debt) >= 3 && debts.indexOf(debt) < 9,
    },
    { name: 'an empty list', where: () => ({ statuses: [] }), pick: () => false },
    {
      name: 'statuses',
      where: () => ({ statuses: ['IN_ARREARS', 'CLEARED'] }),
      pick: ({ status }) => status !== 'NOT_YET_DUE',
    },
    { name: 'categories', where: () => ({ categories: ['WORKS'] }), pick: ({ category }) => category === 'WORKS' },
    {
      name: 'causes',
      where: () => ({ causes: ['FUNDS', 'DISPUTE'] }),
      pick: ({ cause }) => cause === 'FUNDS' || cause === 'DISPUTE',
    },
    {
      name: 'age buckets',
      where: () => ({ ageBuckets: ['Y1_2', 'UNKNOWN'] }),
      pick: ({ ageBucket }) => ageBucket === 'Y1_2' || ageBucket === 'UNKNOWN',
    },
    {
      name: 'debtors',
      where: (debts) => ({ debtorKeys: [middle(debts.map(({ debtor }) => debtor.key))] }),
      pick: ({ debtor }, debts) => debtor.key === middle(debts.map((debt) => debt.debtor.key)),
    },
    {
      name: 'creditors',
      where: (debts) => ({ creditorKeys: [middle(debts.map(({ creditor }) => creditor.key))] }),
      pick: ({ creditor }, debts) => creditor.key === middle(debts.map((debt) => debt.creditor.key)),
    },
    {
      name: 'kinds of debtor',
      where: () => ({ debtorKinds: ['SOE', 'TOWN'] }),
      pick: ({ debtorKind }) => debtorKind === 'SOE' || debtorKind === 'TOWN',
    },
    { name: 'wages', where: () => ({ wages: true }), pick: ({ wages }) => wages },
    { name: 'disputed', where: () => ({ disputed: false }), pick: ({ disputed }) => !disputed },
    { name: 'verified', where: () => ({ verified: true }), pick: ({ verified }) => verified === true },
    {
      name: 'smallest outstanding',
      where: (debts) => ({ minOutstanding: yuan(middleAmount(debts)) }),
      pick: ({ outstanding }, debts) => fen(outstanding) >= middleAmount(debts),
    },
    {
      name: 'largest outstanding',
      where: (debts) => ({ maxOutstanding: yuan(middleAmount(debts)) }),
      pick: ({ outstanding }, debts) => fen(outstanding) <= middleAmount(debts),
    },
    {
      name: 'first day incurred',
      where: (debts) => ({ incurredFrom: middle(debts.map(({ incurredOn }) => incurredOn)) }),
      pick: ({ incurredOn }, debts) => (incurredOn ?? '') >= middle(debts.map((debt) => debt.incurredOn)),
    },
    {
      name: 'last day incurred',
      where: (debts) => ({ incurredTo: middle(debts.map(({ incurredOn }) => incurredOn)) }),
      pick: ({ incurredOn }, debts) => (incurredOn ?? '~') <= middle(debts.map((debt) => debt.incurredOn)),
    },
    {
      name: 'first day due',
      where: (debts) => ({ dueFrom: middle(debts.map(({ dueOn }) => dueOn)) }),
      pick: ({ dueOn }, debts) => (dueOn ?? '') >= middle(debts.map((debt) => debt.dueOn)),
    },
    {
      name: 'last day due',
      where: (debts) => ({ dueTo: middle(debts.map(({ dueOn }) => dueOn)) }),
      pick: ({ dueOn }, debts) => (dueOn ?? '~') <= middle(debts.map((debt) => debt.dueOn)),
    },
    {
      name: 'days overdue',
      where: () => ({ minDaysOverdue: 400 }),
      pick: ({ daysOverdue }) => (daysOverdue ?? 0) >= 400,
    },
    { name: 'protection', where: () => ({ scope: 'PROTECTED' }), pick: (debt) => debt.protected },
  ];
}

/**
 * What a debt, and a cell of totals, is known by in a dimension. A debt does not tell its creditor’s scale: only the
 * sum is held against it.
 */
const DIMENSIONS: Readonly<
  Record<LedgerDimension, { ofDebt(debt: LedgerDebt): unknown; ofCell(cell: LedgerTotals): unknown }>
> = {
  STATUS: { ofDebt: (debt) => debt.status, ofCell: (cell) => cell.status },
  CATEGORY: { ofDebt: (debt) => debt.category, ofCell: (cell) => cell.category },
  AGE_BUCKET: { ofDebt: (debt) => debt.ageBucket, ofCell: (cell) => cell.ageBucket },
  CAUSE: { ofDebt: (debt) => debt.cause, ofCell: (cell) => cell.cause },
  DEBTOR: { ofDebt: (debt) => debt.debtor.key, ofCell: (cell) => cell.debtorKey },
  DEBTOR_KIND: { ofDebt: (debt) => debt.debtorKind, ofCell: (cell) => cell.debtorKind },
  CREDITOR: { ofDebt: (debt) => debt.creditor.key, ofCell: (cell) => cell.creditorKey },
  CREDITOR_SCALE: { ofDebt: (debt) => debt.creditor.key, ofCell: (cell) => cell.creditorScale },
  WAGES: { ofDebt: (debt) => debt.wages, ofCell: (cell) => cell.wages },
  DISPUTED: { ofDebt: (debt) => debt.disputed, ofCell: (cell) => cell.disputed },
  INCURRED_YEAR: {
    ofDebt: (debt) => (debt.incurredOn ? Number(debt.incurredOn.slice(0, 4)) : null),
    ofCell: (cell) => cell.incurredYear,
  },
};
