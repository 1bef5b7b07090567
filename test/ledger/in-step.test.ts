import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import { addDays } from '../../kit/rules/dates.ts';
import type { Books } from '../../kit/rules/fact.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { yuanOf } from '../../kit/rules/money.ts';
import { financeSource } from '../../subgraphs/finance/source/source.ts';
import { insert } from '../finance/books.ts';
import { startMariadb } from '../support/mariadb.ts';
import { mariadbBooks, sqliteBooks, type OwnBooks } from './books.ts';
import { stories, TODAY, type Story } from './stories.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

type OpenBooks = (domain: Story['domain']) => Promise<OwnBooks>;
const databases: [string, OpenBooks][] = [
  ['SQLite', sqliteBooks],
  ...(server === null ? [] : [['MariaDB', (domain) => mariadbBooks(domain, server)] satisfies [string, OpenBooks]]),
];

const [FINANCE] = stories;

/** A refresh for which only changes are due, and one for which everything is. */
const CHANGES = { refreshSeconds: 1, rereadSeconds: 86_400 };
const EVERYTHING = { refreshSeconds: 1, rereadSeconds: 0 };

const EVERY_DEBT = {
  where: { scope: 'ALL' },
  orderBy: { field: 'AMOUNT', direction: 'DESC' },
  first: 1_000,
  after: null,
} as const;

/** What the ledger answers: each debt's figures, the largest first. */
async function figures(ledger: Ledger, asOf = TODAY): Promise<string[]> {
  const debts = await ledger.page({ ...EVERY_DEBT, asOf });
  const [totals] = await ledger.totals({ scope: 'ALL' }, [], asOf);
  expect(totals).toMatchObject({
    count: debts.length,
    outstanding: debts.reduce((sum, { outstanding }) => sum + outstanding, 0n),
  });
  return debts.map(({ amount, paid, outstanding }) => `${yuanOf(amount)} − ${yuanOf(paid)} = ${yuanOf(outstanding)}`);
}

const lastChange = async (ledger: Ledger): Promise<number> => (await ledger.freshness()).lastChange;

/** Keys of the bundles that something has been written of since a change. */
const changedSince = async (ledger: Ledger, change: number): Promise<string[]> =>
  (await ledger.changes(change, 1_000)).bundles.map(({ key }) => key);

const [A, A_AT_FIRST, A_TYPED_OVER] = [
  '1200.00 − 400.00 = 800.00',
  '1000.00 − 400.00 = 600.00',
  '1100.00 − 400.00 = 700.00',
];
const [B, B_UNPAID] = ['500.00 − 100.00 = 400.00', '500.00 − 0.00 = 500.00'];

/**
 * What happens after that in turn, which refresh has to show it, what debts there are then, and whose bundle alone was
 * written.
 */
const HAPPENINGS: {
  what: string;
  happening: keyof Story['happenings'];
  due: typeof CHANGES;
  debts: string[];
  of: 'a' | 'b';
}[] = [
  { what: 'a row that has changed', happening: 'amountChanged', due: CHANGES, debts: [A], of: 'a' },
  { what: 'a debt that was added', happening: 'debtAdded', due: CHANGES, debts: [A, B_UNPAID], of: 'b' },
  { what: 'a payment that was added', happening: 'paymentAdded', due: CHANGES, debts: [A, B], of: 'b' },
  { what: 'a debt that was deleted softly', happening: 'softDeleted', due: CHANGES, debts: [B], of: 'a' },
  { what: 'a debt that was un-deleted', happening: 'unDeleted', due: CHANGES, debts: [A, B], of: 'a' },
  {
    what: 'a payment that is gone from its table',
    happening: 'paymentDeleted',
    due: EVERYTHING,
    debts: [A, B_UNPAID],
    of: 'b',
  },
  {
    what: 'a debt whose contract, document or ledger was taken down',
    happening: 'takenDown',
    due: CHANGES,
    debts: [B_UNPAID],
    of: 'a',
  },
  { what: 'a debt that is gone from its tables', happening: 'debtDeleted', due: EVERYTHING, debts: [], of: 'b' },
];

describe.each(databases)('on %s', (_, openBooks) => {
  describe.each(stories)('the ledger of $domain shows', (story) => {
    let books: OwnBooks;
    let database: Database;
    let ledger: Ledger;

    beforeAll(async () => {
      books = await openBooks(story.domain);
      await books.write(story.start);
      database = openDatabase(books.url);
      ledger = await Ledger.open(story.domain, story.source(database), () => TODAY);
      await ledger.refresh(CHANGES);
    });
    afterAll(async () => {
      ledger.close();
      await database.destroy();
      await books.remove();
    });

    test('what stands in the books, and writes nothing where nothing has changed', async () => {
      expect(await figures(ledger)).toEqual([A_AT_FIRST]);
      const before = await lastChange(ledger);
      for (const due of [CHANGES, EVERYTHING, CHANGES]) await ledger.refresh(due);
      expect(await lastChange(ledger)).toBe(before);
    });

    test('a row typed over of which the books do not tell, when everything is read again and not before', async () => {
      await books.write(story.happenings.typedOver);
      await ledger.refresh(CHANGES);
      expect(await figures(ledger)).toEqual([A_AT_FIRST]);
      await ledger.refresh(EVERYTHING);
      expect(await figures(ledger)).toEqual([A_TYPED_OVER]);
    });

    test.each(HAPPENINGS)('$what', async ({ happening, due, debts, of }) => {
      const [before, happens] = [await lastChange(ledger), story.happenings[happening]];
      await books.write(story.age);
      await books.write(typeof happens === 'function' ? happens(story.clock(new Date())) : happens);
      await ledger.refresh(due);
      expect(await figures(ledger)).toEqual(debts);
      expect(await changedSince(ledger, before)).toEqual([story.bundles[of]]);
    });
  });

  describe('a ledger', () => {
    let books: OwnBooks;
    let database: Database;
    let ledger: Ledger;
    let today: string;

    beforeEach(async () => {
      books = await openBooks('finance');
      await books.write(FINANCE.start);
      database = openDatabase(books.url);
      today = TODAY;
      ledger = await openLedger(financeSource(database));
    });
    afterEach(async () => {
      ledger.close();
      await database.destroy();
      await books.remove();
    });

    const openLedger = (source: Books): Promise<Ledger> => Ledger.open('finance', source, () => today);

    test('whose database goes away keeps its figures and says that they are old; and is live when it is back', async () => {
      await ledger.refresh(CHANGES);
      const { readAt } = await ledger.freshness();
      await books.write(FINANCE.happenings.amountChanged(FINANCE.clock(new Date())));
      await books.goAway();
      for (const due of [CHANGES, EVERYTHING]) await expect(ledger.refresh(due)).rejects.toThrow();
      expect(await ledger.freshness()).toMatchObject({
        state: 'STALE',
        readAt,
        message: expect.stringContaining('as last read') as string,
      });
      expect(await figures(ledger)).toEqual([A_AT_FIRST]);
      await books.comeBack();
      await ledger.refresh(CHANGES);
      expect(await ledger.freshness()).toMatchObject({ state: 'LIVE', message: null });
      expect(await figures(ledger)).toEqual([A]);
    });

    test('whose database has never answered has no figures, and gets them when it does', async () => {
      await books.goAway();
      await expect(ledger.refresh(CHANGES)).rejects.toThrow();
      expect(await ledger.freshness()).toMatchObject({ state: 'UNAVAILABLE', readAt: null, lastChange: 0 });
      await expectNoAnswers(ledger, '0 bundles');
      await books.comeBack();
      await ledger.refresh(CHANGES);
      expect(await ledger.freshness()).toMatchObject({ state: 'LIVE' });
      expect(await figures(ledger)).toEqual([A_AT_FIRST]);
    });

    test('reads everything again when the day is another', async () => {
      await ledger.refresh(CHANGES);
      await books.write(["DELETE FROM PAY_VOUCHER_BILL WHERE VOUCHER_ID = 'v1'"]);
      await ledger.refresh(CHANGES);
      expect(await figures(ledger)).toEqual([A_AT_FIRST]);
      today = addDays(TODAY, 1);
      await ledger.refresh(CHANGES);
      expect(await figures(ledger, today)).toEqual(['1000.00 − 0.00 = 1000.00']);
    });

    test('that is being read for the first time says how far it is, and gives no figure from half its books', async () => {
      await books.write(manyContracts(600));
      const { source, held, letGo } = heldAfterFirstChunk(financeSource(database));
      const loading = await openLedger(source);
      expect(await loading.freshness()).toMatchObject({ state: 'LOADING', readAt: null });
      const loaded = loading.refresh(CHANGES);
      await held;
      expect(await loading.freshness()).toMatchObject({
        state: 'LOADING',
        readAt: null,
        message: expect.stringContaining('500 bundles') as string,
      });
      await expectNoAnswers(loading, '500 bundles');
      letGo();
      await loaded;
      expect(await loading.freshness()).toMatchObject({ state: 'LIVE', message: null });
      expect(await figures(loading)).toHaveLength(601);
      loading.close();
    });
  });
});

/** Everything that can be asked of a ledger, each of which has to be refused while there are no whole books. */
async function expectNoAnswers(ledger: Ledger, progress: string): Promise<void> {
  const where = { scope: 'ALL' } as const;
  const questions: (() => Promise<unknown>)[] = [
    () => ledger.page({ ...EVERY_DEBT, asOf: TODAY }),
    () => ledger.debtsByIds(['finance:p1'], TODAY),
    () => ledger.totals(where, ['STATUS'], TODAY),
    () => ledger.movements(where, [{ since: TODAY, asOf: TODAY }]),
    () => ledger.changes(0, 10),
    () => ledger.issues({ kinds: null, ambiguousNames: [], after: null, first: 10 }),
    () => ledger.issueCount({ kinds: null, ambiguousNames: [] }),
    () => ledger.interestTermsByIds(['finance:p1'], TODAY),
    () => ledger.bundleKeysByIds(['finance:p1']),
  ];
  const refused = {
    message: expect.stringContaining(progress) as string,
    extensions: { code: 'DEPARTMENT_UNAVAILABLE' },
  };
  for (const ask of questions) await expect(Promise.resolve().then(ask)).rejects.toMatchObject(refused);
}

/** Contracts with a payable each: more bundles than are read in one go. */
function manyContracts(count: number): string[] {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const rows = numbers.flatMap((i) => [
    insert('CT_CONTRACT_INFO', { CT_ID: `m${i}` }),
    insert('AP_PAYABLE', { PAYABLE_ID: `m${i}`, CT_ID: `m${i}` }),
  ]);
  return ['BEGIN', ...rows, 'COMMIT'];
}

interface HeldReading {
  source: Books;
  /** Fulfilled when the reading has come to its second chunk and waits. */
  held: Promise<unknown>;
  letGo: () => void;
}

/** The same books, slow after the first chunk. */
function heldAfterFirstChunk(source: Books): HeldReading {
  const gate = new EventEmitter();
  const bundleKeysAfter: Books['bundleKeysAfter'] = async (after, limit) => {
    if (after !== null) {
      gate.emit('held');
      await once(gate, 'go');
    }
    return source.bundleKeysAfter(after, limit);
  };
  return { source: { ...source, bundleKeysAfter }, held: once(gate, 'held'), letGo: () => void gate.emit('go') };
}
