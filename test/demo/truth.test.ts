import { describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { YUAN } from '../../demo/money.ts';
import type { TruthDebt } from '../../demo/truth.ts';
import { demo, debtsToday } from './sample.ts';

const { debts, issues, sameDebt } = demo.truth;
const DOMAINS = ['finance', 'housing-construction', 'energy', 'soe'] as const;

describe('the same world', () => {
  test('comes of the same seed', () => {
    expect(makeDemo({ seed: 7, debts: 60, today: '2025-03-31' })).toEqual(
      makeDemo({ seed: 7, debts: 60, today: '2025-03-31' }),
    );
  });

  test('does not come of another', () => {
    const [one, other] = [7, 8].map((seed) => makeDemo({ seed, debts: 60, today: '2025-03-31' }));
    expect(one?.tables.finance['AP_PAYABLE']).not.toEqual(other?.tables.finance['AP_PAYABLE']);
  });
});

test.each(DOMAINS)('%s has about as many debts as asked for', (domain) => {
  expect(debtsToday(domain).length).toBeGreaterThan(300);
  expect(debtsToday(domain).length).toBeLessThan(500);
});

test('on no day a debt stands twice in the books', () => {
  const ended = new Map<string, string>();
  for (const { id, from, to } of debts) {
    expect((from ?? '0000') > (ended.get(id) ?? '')).toBe(true);
    ended.set(id, to ?? '9999');
  }
});

test('payments that ledgers tell of sum to what they say is paid', () => {
  const typed = debts.map(({ figures }) => figures).filter((figures) => 'paid' in figures);
  expect(typed.length).toBeGreaterThan(400);
  for (const { paid, payments } of typed) expect(payments.reduce((sum, { value }) => sum + value, 0n)).toBe(paid);
});

test('an issue is there once', () => {
  const keys = issues.map(({ domain, kind, location }) => `${domain} ${kind} ${location}`);
  expect(new Set(keys).size).toBe(keys.length);
});

describe('the same debt in several books', () => {
  const byId = new Map(debts.map((debt) => [debt.id, debt]));

  test('is owed by the same to the same', () => {
    for (const { debtIds } of sameDebt) {
      const parties = debtIds.map((id) => `${byId.get(id)?.debtorId} ${byId.get(id)?.creditorId}`);
      expect(new Set(parties).size).toBe(1);
    }
  });

  test.each([
    ['finance:', 'housing-construction:', 'CONTRACT_AND_BILL'],
    ['finance:', 'housing-construction:', 'CONTRACT_AND_AMOUNT'],
    ['finance:', 'energy:', 'CONTRACT_AND_AMOUNT'],
    ['soe:', 'finance:', 'CONTRACT_AND_BILL'],
    ['soe:', 'housing-construction:', 'CONTRACT_AND_BILL'],
    ['soe:', 'energy:', 'CONTRACT_AND_AMOUNT'],
    ['housing-construction:', 'energy:', 'CONTRACT_AND_AMOUNT'],
  ])('is known of %s and %s by %s', (first, second, wanted) => {
    const pairs = sameDebt.flatMap((group) => group.pairs);
    expect(
      pairs.some(({ debtIds: [a, b], basis }) => a.startsWith(first) && b.startsWith(second) && basis === wanted),
    ).toBe(true);
  });

  test('stands in three of them', () => {
    expect(sameDebt.filter(({ debtIds }) => debtIds.length === 3).length).toBeGreaterThan(3);
  });

  test('has not always the same amount', () => {
    const amounts = sameDebt.map(({ debtIds }) =>
      debtIds.map((id) => byId.get(id)?.figures).map((figures) => figures && 'gross' in figures && figures.gross),
    );
    expect(amounts.some(([a, b]) => typeof a === 'bigint' && typeof b === 'bigint' && a !== b)).toBe(true);
  });
});

test('amounts and days tie, and reach from a fen to millions', () => {
  const gross = debtsToday('finance').map(({ figures }) => ('gross' in figures ? figures.gross : 0n));
  const days = debtsToday('finance').map(({ dueOn }) => dueOn);
  expect(new Set(gross).size).toBeLessThan(gross.length);
  expect(new Set(days).size).toBeLessThan(days.length);
  expect(gross).toContain(1_000_000n);
  expect(gross.some((value) => value >= 1_000_000n * YUAN)).toBe(true);
});

test('sums are those of a banner of 300,000 people: some hundreds of millions in all, most debts of thousands to hundreds of thousands', () => {
  const grossOf = ({ figures }: TruthDebt): bigint => ('gross' in figures ? figures.gross : figures.amount);
  const all = DOMAINS.flatMap(debtsToday).map((debt) => ({ wages: debt.wages, gross: grossOf(debt) }));
  const usual = all.filter(({ gross }) => gross >= 2_000n * YUAN && gross < 1_000_000n * YUAN);
  expect(usual.length / all.length).toBeGreaterThan(0.8);
  expect(all.every(({ wages, gross }) => gross < (wages ? 300_000n : 13_000_000n) * YUAN)).toBe(true);
  const total = all.reduce((sum, { gross }) => sum + gross, 0n);
  expect(total > 200_000_000n * YUAN && total < 1_000_000_000n * YUAN).toBe(true);
});

test('a name without a code is an organisation where another book gives the code', () => {
  const codes = new Set(debts.map(({ creditorId }) => creditorId).filter((id) => /^[0-9A-Z]{9}$/.test(id)));
  const rows = demo.tables.finance['CT_CONTRACT_INFO'] ?? [];
  const codeless = new Set(
    rows.filter((row) => row['SUPPLIER_CRED_CODE'] === null).map((row) => String(row['CONTRACT_NO']).trim()),
  );
  const found = debts.filter(
    ({ domain, contractNo, creditorId }) =>
      domain === 'finance' && codeless.has(contractNo ?? '') && codes.has(creditorId),
  );
  expect(found.length).toBeGreaterThan(0);
});
