import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lateInterestOf } from '../../kit/rules/interest.ts';
import { recordsOf } from '../../subgraphs/energy/facts/records.ts';
import type { LedgerLine, LedgerRow } from '../../subgraphs/energy/model.ts';
import { debtOn, lineOf, nilLine } from './ledger-lines.ts';

const WAN = 1_000_000n;

function recordOf(lines: LedgerLine[], today = '2025-12-31'): LedgerRow {
  const [record] = recordsOf(lines, today).filter(({ creditor }) => creditor === '草原安装公司');
  if (!record) throw new Error('no ledger lists the debt');
  return record;
}

/** What one month's ledger has of the debt; amounts in 万元. */
interface MonthOfLife {
  listed: boolean;
  nil: boolean;
  amount: number;
  paid: number | null;
  outstanding: number | null;
}

const paymentsOf = (lines: LedgerLine[], today?: string): string[] =>
  recordOf(lines, today).payments.map(({ paidOn, amount }) => `${paidOn} ${amount / WAN}`);

describe('payments', () => {
  const grown = [
    lineOf({ month: '202501', paidAsTyped: '2' }),
    lineOf({ month: '202502', paidAsTyped: '2' }),
    lineOf({ month: '202504', paidAsTyped: '7' }),
    lineOf({ month: '202505', paidAsTyped: '6' }),
  ];

  test('are what the paid amount grew by, on the later month’s last day; what it fell by is a correction', () => {
    expect(paymentsOf(grown)).toEqual(['2025-01-31 2', '2025-04-30 5', '2025-05-31 -1']);
  });

  test('are those of the ledgers up to today', () => {
    expect(paymentsOf(grown, '2025-04-01')).toEqual(['2025-01-31 2', '2025-04-30 5']);
    expect(paymentsOf(grown, '2025-03-31')).toEqual(['2025-01-31 2']);
  });

  test('end, where a nil report clears the debt, on the last day of the first month that does not list it', () => {
    const other = lineOf({ month: '202502', creditor: '后来者' });
    const first = lineOf({ month: '202501', paidAsTyped: '2' });
    expect(paymentsOf([first, nilLine('202502')])).toEqual(['2025-01-31 2', '2025-02-28 8']);
    expect(paymentsOf([first, other, nilLine('202504')])).toEqual(['2025-01-31 2', '2025-02-28 8']);
    expect(paymentsOf([first, other])).toEqual(['2025-01-31 2']);
    expect(paymentsOf([first, nilLine('202502'), { ...first, month: '202503' }])).toEqual([
      '2025-01-31 2',
      '2025-02-28 8',
      '2025-03-31 -8',
    ]);
  });

  test('always sum to what is paid', () => {
    const month = fc.record({
      listed: fc.boolean(),
      nil: fc.boolean(),
      amount: fc.integer({ min: 0, max: 20 }),
      paid: fc.option(fc.integer({ min: 0, max: 25 })),
      outstanding: fc.option(fc.integer({ min: 0, max: 25 })),
    });
    const linesOf = (months: MonthOfLife[]): LedgerLine[] =>
      months.map(({ listed, nil, amount, paid, outstanding }, i) => {
        const name = `2025${String(i + 1).padStart(2, '0')}`;
        if (!listed) return nil ? nilLine(name) : lineOf({ month: name, creditor: '别人' });
        const texts = [amount, paid, outstanding].map((wan) => wan?.toString() ?? null);
        return lineOf({
          month: name,
          amountAsTyped: texts[0] ?? '',
          paidAsTyped: texts[1] ?? null,
          outstandingAsTyped: texts[2] ?? null,
        });
      });
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 8 }), (months) => {
        for (const record of recordsOf(linesOf(months), '2025-12-31')) {
          expect(record.payments.reduce((sum, { amount }) => sum + amount, 0n)).toBe(record.paid);
          expect(record.paid <= record.amount).toBe(true);
          expect(record.payments.map(({ paidOn }) => paidOn)).toEqual(
            record.payments.map(({ paidOn }) => paidOn).sort(),
          );
        }
      }),
    );
  });
});

describe('late interest', () => {
  test('runs on what was outstanding day by day, as the months’ payments tell', () => {
    // Due 2025-01-31. 1 February to 30 March: 58 days on 100,000.00; 31 March to 10 April: 11 days on 60,000.00; at
    // 0.0005 a day.
    const debt = debtOn('2025-04-10', [lineOf({ month: '202502' }), lineOf({ month: '202503', paidAsTyped: '4' })]);
    expect(debt?.dueOn).toBe('2025-01-31');
    expect(debt && lateInterestOf({ ...debt, balances: debt.balances ?? [] }, '2025-04-10')?.amount).toBe(323_000n);
  });

  test('knows the days before the first ledger, less what its month paid on that month’s last day', () => {
    // Due 2024-01-31. Ledger of March 2024 says 4 of 10 paid: 1 February to 30 March 59 days on 100,000.00, 31 March 1
    // day on 60,000.00.
    const debt = debtOn('2024-03-31', [lineOf({ month: '202403', incurredAsTyped: '2024-01-01', paidAsTyped: '4' })]);
    expect(debt?.balances).toEqual([
      { from: '2024-01-01', to: '2024-03-31', outstanding: 10n * WAN },
      { from: '2024-03-31', to: '9999-12-31', outstanding: 6n * WAN },
    ]);
    expect(debt && lateInterestOf({ ...debt, balances: debt.balances ?? [] }, '2024-03-31')?.amount).toBe(298_000n);
  });

  test('rests on what the row in force says is paid and outstanding, even where it is more than the amount', () => {
    const debt = debtOn('2025-02-28', [lineOf({ paidAsTyped: '2', outstandingAsTyped: '12' })]);
    expect(debt).toMatchObject({ amount: 10n * WAN, paid: 0n, outstanding: 12n * WAN });
    expect(debt?.balances).toEqual([{ from: '2025-01-01', to: '9999-12-31', outstanding: 12n * WAN }]);
  });
});

describe('a record', () => {
  test('is the row of the ledger in force, with what earlier ledgers said', () => {
    const record = recordOf([lineOf({ month: '202501' }), lineOf({ month: '202502', batch: '3', paidAsTyped: '4' })]);
    expect(record).toMatchObject({
      month: '202502',
      batch: '3',
      standing: 'LISTED',
      clearedByNilReport: false,
      agreedOn: null,
    });
    expect(record.history).toEqual([
      { month: '202501', amount: 10n * WAN, paid: 0n, outstanding: 10n * WAN },
      { month: '202502', amount: 10n * WAN, paid: 4n * WAN, outstanding: 6n * WAN },
    ]);
  });

  test.each([
    ['a nil report alone', [lineOf({ month: '202501' }), nilLine('202502')], 'CLEARED', true],
    [
      'a ledger that has it paid, and a nil report',
      [lineOf({ month: '202501', paidAsTyped: '10' }), nilLine('202502')],
      'CLEARED',
      false,
    ],
    ['不涉及', [lineOf({ month: '202501' }), nilLine('202502', '不涉及')], 'LEFT', false],
  ])('says what became of its debt by %s', (_, lines, standing, clearedByNilReport) => {
    expect(recordOf(lines)).toMatchObject({ month: '202501', standing, clearedByNilReport });
  });
});
