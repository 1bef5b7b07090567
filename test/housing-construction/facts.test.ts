import { describe, expect, test } from 'vitest';
import { billIdOf } from '../../subgraphs/housing-construction/facts/debts.ts';
import { paymentsUpTo, statusByPayments } from '../../subgraphs/housing-construction/facts/payments.ts';
import type { Bill, Organisation } from '../../subgraphs/housing-construction/model.ts';
import { BILL, bundleOf, CONTRACTOR, debtOf, NO_END, OWNER, payment, TODAY, typed, type Changes } from './nouns.ts';

describe('a bill', () => {
  test('is a debt from the local date of its confirmation on', () => {
    expect(debtOf({})).toMatchObject({
      id: 'housing-construction:1000',
      incurredOn: '2025-01-31',
      states: [{ from: '2025-01-31', to: NO_END, amount: 100_000n, paid: 0n, outstanding: 100_000n }],
      balances: null,
      arrearsLedger: false,
      recordedAmount: 100_000n,
    });
  });

  test('that is not confirmed is no debt and makes no issue', () => {
    const bundle = bundleOf({
      bill: { confirmedAt: null, confirmed: typed(null), recordedStatus: 'PAID', statusCode: '3' },
    });
    expect(bundle).toEqual({ key: '100', debts: [], mentions: [], issues: [] });
  });

  test('of no money is a debt of nothing', () => {
    const { recordedAmount, states } = debtOf({ bill: { amount: -500n } });
    expect([recordedAmount, states]).toEqual([
      0n,
      [{ from: '2025-01-31', to: NO_END, amount: 0n, paid: 0n, outstanding: 0n }],
    ]);
  });

  test('is known by its number in normal form, and its contract by its own number and the Finance Bureau’s', () => {
    const { billKey, contractNo, contractKeys } = debtOf({
      bill: { billNo: 'jd-【01】 a' },
      contract: { financeContractNo: '达财采合[2024]015号' },
    });
    expect([billKey, contractNo]).toEqual(['JD-(01)A', '工建〔2024〕 15号']);
    expect(contractKeys).toEqual(['工建(2024)15号', '达财采合(2024)015号']);
    expect(debtOf({ contract: { financeContractNo: '工建(2024)15号' } }).contractKeys).toEqual(['工建(2024)15号']);
    expect(debtOf({})).toMatchObject({ billKey: null });
    expect(debtOf({ bill: { billNo: '\u200B' } }), 'nothing that can be seen is no number').toMatchObject({
      billKey: null,
    });
  });

  test.each([
    ['GENERAL_CONTRACTING', 'WORKS'],
    ['SUBCONTRACTING', 'WORKS'],
    ['SUPERVISION', 'SERVICES'],
    ['MATERIALS', 'GOODS'],
    ['SURVEY_AND_DESIGN', 'SERVICES'],
    [null, null],
  ] as const)('of a contract for %s is %s', (kind, category) => {
    expect(debtOf({ contract: { kind } }).category).toBe(category);
  });

  test('for migrant workers’ wages is wages, others are not', () => {
    expect([debtOf({ bill: { type: 'WAGES' } }).wages, debtOf({ bill: { type: 'MATERIALS' } }).wages]).toEqual([
      true,
      false,
    ]);
  });

  test('gives cause, dispute and rate as the platform says, and nothing on verification', () => {
    const debt = debtOf({ bill: { cause: '待审计结算', disputed: true }, contract: { dailyLateRate: '0.0003000' } });
    expect(debt).toMatchObject({
      cause: 'SETTLEMENT',
      causeNote: '待审计结算',
      disputed: true,
      lateRate: 3000n,
      verified: null,
    });
    expect(debtOf({})).toMatchObject({ cause: null, causeNote: null, disputed: false, lateRate: null });
  });
});

describe('a due date', () => {
  const dueOf = (changes: Changes): unknown[] => [debtOf(changes).dueOn, debtOf(changes).dueBasis];
  const owner = (kind: Organisation['kind']): Organisation[] => [{ ...OWNER, kind }, CONTRACTOR];

  test.each([
    ['GOVERNMENT', 'GOVERNMENT', '2025-03-02'],
    ['PUBLIC_INSTITUTION', 'PUBLIC_INSTITUTION', '2025-03-02'],
    ['TOWN', 'TOWN', '2025-03-02'],
    ['STATE_ENTERPRISE', 'SOE', '2025-04-01'],
    ['PRIVATE_ENTERPRISE', 'OTHER', '2025-03-02'],
    ['INDIVIDUAL', 'OTHER', '2025-03-02'],
    [null, 'OTHER', '2025-03-02'],
  ] as const)('of an owner of kind %s is the statutory one of %s', (kind, debtorKind, dueOn) => {
    expect(debtOf({ organisations: owner(kind) })).toMatchObject({ debtorKind, dueOn, dueBasis: 'STATUTORY_TERM' });
  });

  test('is the recorded one, which towards public debtors counts up to 60 days after confirmation', () => {
    expect(dueOf({ bill: { recordedDue: typed('2025-04-01') } })).toEqual(['2025-04-01', 'RECORDED']);
    expect(dueOf({ bill: { recordedDue: typed('2025-04-02') } })).toEqual(['2025-04-01', 'STATUTORY_CAP']);
    expect(dueOf({ bill: { recordedDue: typed('2025-04-02') }, organisations: owner('STATE_ENTERPRISE') })).toEqual([
      '2025-04-02',
      'RECORDED',
    ]);
  });

  test('of retention money is the end of the months after acceptance, without a cap', () => {
    const retention = { bill: { type: 'RETENTION' as const } };
    const accepted = { project: { accepted: typed('2024-08-31') } };
    expect(dueOf({ ...retention, ...accepted, contract: { retentionMonths: 18 } })).toEqual([
      '2026-02-28',
      'RETENTION_PERIOD',
    ]);
    expect(dueOf({ ...retention, ...accepted, contract: { retentionMonths: 0 } })).toEqual([
      '2024-08-31',
      'RETENTION_PERIOD',
    ]);
    expect(dueOf({ ...retention, ...accepted })).toEqual([null, 'UNKNOWN']);
    expect(dueOf({ ...retention, contract: { retentionMonths: 24 } })).toEqual([null, 'UNKNOWN']);
    expect(
      dueOf({
        bill: { type: 'RETENTION', recordedDue: typed('2027-01-01') },
        ...accepted,
        contract: { retentionMonths: 24 },
      }),
    ).toEqual(['2027-01-01', 'RECORDED']);
  });
});

describe('payments', () => {
  test('lower what is outstanding from their day on; a reversed one never happened; one before confirmation counts from the start', () => {
    const payments = [
      payment('1', '2025-02-10', 40_000n),
      payment('2', '2025-02-11', 1n, true),
      payment('3', '2025-01-02', 10_000n),
      payment('4', '2025-07-01', 50_000n),
    ];
    expect(debtOf({ payments }).states).toEqual([
      { from: '2025-01-31', to: '2025-02-10', amount: 100_000n, paid: 10_000n, outstanding: 90_000n },
      { from: '2025-02-10', to: '2025-07-01', amount: 100_000n, paid: 50_000n, outstanding: 50_000n },
      { from: '2025-07-01', to: NO_END, amount: 100_000n, paid: 100_000n, outstanding: 0n },
    ]);
  });

  test('of a record are those up to a day that count, oldest first, those of one instant by id', () => {
    const payments = [
      payment('10', '2025-06-30', 1n),
      payment('9', '2025-06-30', 1n),
      payment('3', '2025-02-10', 1n),
      payment('2', '2025-02-11', 1n, true),
      payment('4', '2025-07-01', 1n),
    ];
    expect(paymentsUpTo(payments, TODAY).map(({ id }) => id)).toEqual(['3', '9', '10']);
  });

  test.each([
    [0n, 'UNPAID'],
    [1n, 'PARTLY_PAID'],
    [99_999n, 'PARTLY_PAID'],
    [100_000n, 'PAID'],
    [100_001n, 'PAID'],
  ] as const)('of %s fen on 100000 make a bill %s', (amount, status) => {
    expect(statusByPayments(BILL, [payment('1', TODAY, amount)], TODAY)).toBe(status);
  });
});

describe('issues of a bill', () => {
  const issuesOf = (changes: Changes): unknown[] =>
    bundleOf(changes).issues.map(({ kind, location, found, debtId }) => [kind, location, found, debtId]);
  const row = ['hc_bill id=1000', 'housing-construction:1000'] as const;
  const overpaid = (found: string): unknown[] => ['OVERPAID', row[0], found, row[1]];
  const lags = (found: string): unknown[] => ['STATUS_LAGS', row[0], found, row[1]];
  const status = (recordedStatus: Bill['recordedStatus'], statusCode: string): Changes => ({
    bill: { recordedStatus, statusCode },
  });

  test('say what was paid beyond the amount by today, which counts in no figure', () => {
    const payments = [payment('1', TODAY, 100_001n), payment('2', '2025-07-01', 5_000n)];
    expect(issuesOf({ ...status('PAID', '3'), payments })).toEqual([overpaid('0.01')]);
    expect(debtOf({ payments }).states.at(-1)).toMatchObject({ amount: 100_000n, paid: 100_000n, outstanding: 0n });
    expect(issuesOf({ ...status('PAID', '3'), payments: [payment('1', TODAY, 100_000n)] })).toEqual([]);
  });

  test('say where the status lags behind the payments of today', () => {
    const all = [payment('1', TODAY, 100_000n)];
    const tomorrow = [payment('1', '2025-07-01', 100_000n)];
    expect(issuesOf({ ...status('PAID', '3'), payments: tomorrow })).toEqual([lags('3')]);
    expect(issuesOf({ ...status('UNPAID', '1'), payments: all })).toEqual([lags('1')]);
    expect(issuesOf({ ...status('PARTLY_PAID', '2'), payments: all })).toEqual([lags('2')]);
    expect(issuesOf({ ...status('PAID', '3'), payments: all })).toEqual([]);
    expect(issuesOf({ ...status('PARTLY_PAID', '2'), payments: tomorrow })).toEqual([]);
    expect(issuesOf({ ...status(null, '5'), payments: all })).toEqual([]);
  });

  test('are of bills that are debts today only', () => {
    const lagging = { recordedStatus: 'PAID', statusCode: '3' } as const;
    expect(issuesOf({ bill: { ...lagging, confirmed: typed('2025-07-01') } })).toEqual([]);
    expect(issuesOf({ bill: { ...lagging, confirmed: typed(TODAY) } })).toEqual([lags('3')]);
  });
});

test('a debt’s id tells the bill, another department’s none', () => {
  expect([billIdOf('housing-construction:7123456789012345678'), billIdOf('finance:1')]).toEqual([
    '7123456789012345678',
    null,
  ]);
});
