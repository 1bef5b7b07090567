import { describe, expect, test } from 'vitest';
import { paymentsUpTo } from '../../subgraphs/finance/facts/debts.ts';
import type { Agency, Contract, Payable } from '../../subgraphs/finance/model.ts';
import { agency, bundleOf, contract, creditNote, fine, on, onlyDebt, payable, TODAY, voucher } from './nouns.ts';

const debtIds = (...payables: Payable[]): string[] => bundleOf({ payables }).debts.map(({ id }) => id);

describe('what is a debt', () => {
  test('a payable above zero, in force', () => expect(debtIds(payable())).toEqual(['finance:p1']));
  test('one fen is a debt, nothing is none', () =>
    expect(debtIds(payable({ amount: fine(1n) }), payable({ id: 'p2', amount: 0n }))).toEqual(['finance:p1']));
  test('a deleted one is none', () => expect(debtIds(payable({ inForce: false }))).toEqual([]));
  test('one found untrue is none', () => expect(debtIds(payable({ verifyState: 'UNTRUE' }))).toEqual([]));
  test('a credit note is none', () => expect(debtIds(creditNote())).toEqual([]));
});

describe('figures', () => {
  test('a debt stands from its delivery on, and a payment counts from its own day', () => {
    expect(onlyDebt({ vouchers: [voucher()] }).states).toEqual([
      { from: '2025-01-31', to: '2025-02-10', amount: 100_000n, paid: 0n, outstanding: 100_000n },
      { from: '2025-02-10', to: '9999-12-31', amount: 100_000n, paid: 40_000n, outstanding: 60_000n },
    ]);
  });
  test('only a voucher of status 1 with a day is money paid', () => {
    const vouchers = [
      voucher({ status: 'IN_TRANSIT' }),
      voucher({ status: 'RETURNED' }),
      voucher({ status: 'VOID' }),
      voucher({ status: null }),
      voucher({ paidOn: on(null) }),
    ];
    expect(onlyDebt({ vouchers }).states).toHaveLength(1);
    expect(paymentsUpTo([...vouchers, voucher()], TODAY)).toEqual([
      { paidOn: '2025-02-10', amount: 40_000n, fundingSource: 'FISCAL', voucherNo: 'Z-1' },
    ]);
  });
  test('a credit note of the same contract and bill lowers the amount from its day on, whatever the typing of the number', () => {
    const debt = onlyDebt({ payables: [payable({ billNo: 'ＦＰ-〔1〕' }), creditNote({ billNo: ' fp-[1]' })] });
    expect(debt.states).toEqual([
      { from: '2025-01-31', to: '2025-03-01', amount: 100_000n, paid: 0n, outstanding: 100_000n },
      { from: '2025-03-01', to: '9999-12-31', amount: 70_000n, paid: 0n, outstanding: 70_000n },
    ]);
    expect(debt.recordedAmount).toBe(100_000n);
  });
  test('the amount is never below zero', () => {
    const { states } = onlyDebt({ payables: [payable(), creditNote({ amount: fine(-100_001n) })] });
    expect(states.at(-1)).toMatchObject({ amount: 0n, paid: 0n, outstanding: 0n });
  });
  test.each<[string, Partial<Payable>]>([
    ['of another bill', { billNo: 'FP-2' }],
    ['without a number', { billNo: null }],
    ['deleted', { inForce: false }],
    ['found untrue', { verifyState: 'UNTRUE' as const }],
  ])('a credit note %s lowers nothing', (_, changes) => {
    const { states } = onlyDebt({
      payables: [payable({ billNo: changes.billNo === null ? null : 'FP-1' }), creditNote(changes)],
    });
    expect(states).toHaveLength(1);
  });
  test('what is paid beyond the amount counts in nothing and is an issue', () => {
    const { debts, issues } = bundleOf({ vouchers: [voucher({ amount: fine(100_250n), paidOn: on(TODAY) })] });
    expect(debts[0]?.states.at(-1)).toMatchObject({ amount: 100_000n, paid: 100_000n, outstanding: 0n });
    expect(issues).toMatchObject([
      { kind: 'OVERPAID', location: 'AP_PAYABLE PAYABLE_ID=p1', found: '2.50', debtId: 'finance:p1' },
    ]);
  });
  test('what is refunded beyond what was paid counts in nothing and is an issue', () => {
    const { debts, issues } = bundleOf({
      vouchers: [voucher(), voucher({ id: 'v2', amount: fine(-40_100n), paidOn: on(TODAY) })],
    });
    expect(debts[0]?.states.at(-1)).toMatchObject({ amount: 100_000n, paid: 0n, outstanding: 100_000n });
    expect(issues).toMatchObject([
      { kind: 'PAYMENT_UNMATCHED', location: 'AP_PAYABLE PAYABLE_ID=p1', found: '-1.00', debtId: 'finance:p1' },
    ]);
  });
  test('a payment of tomorrow has overpaid nothing yet', () =>
    expect(bundleOf({ vouchers: [voucher({ amount: fine(100_250n), paidOn: on('2025-07-01') })] }).issues).toEqual([]));
});

describe('due date', () => {
  const dueOf = (debt: Partial<Payable>, terms: Partial<Contract> = {}, kind: Agency['kind'] = 'GOVERNMENT') => {
    const { dueOn, dueBasis } = onlyDebt({
      payables: [payable(debt)],
      contract: contract(terms),
      agencies: [agency({ kind })],
    });
    return [dueOn, dueBasis];
  };
  test('as recorded', () =>
    expect(dueOf({ dueOn: on('2025-02-20') }, { payTermDays: 10 })).toEqual(['2025-02-20', 'RECORDED']));
  test('else delivery and the agreed term', () =>
    expect(dueOf({}, { payTermDays: 10 })).toEqual(['2025-02-10', 'AGREED_TERM']));
  test('an agreed term of no days is agreed', () =>
    expect(dueOf({}, { payTermDays: 0 })).toEqual(['2025-01-31', 'AGREED_TERM']));
  test('else delivery and 30 days', () => expect(dueOf({})).toEqual(['2025-03-02', 'STATUTORY_TERM']));
  test.each(['GOVERNMENT', 'PUBLIC_INSTITUTION', 'TOWN'] as const)('for %s never later than 60 days', (kind) => {
    expect(dueOf({ dueOn: on('2025-04-02') }, {}, kind)).toEqual(['2025-04-01', 'STATUTORY_CAP']);
    expect(dueOf({}, { payTermDays: 61 }, kind)).toEqual(['2025-04-01', 'STATUTORY_CAP']);
    expect(dueOf({ dueOn: on('2025-04-01') }, {}, kind)).toEqual(['2025-04-01', 'RECORDED']);
  });
  test('for others as agreed', () =>
    expect(dueOf({}, { payTermDays: 90 }, 'OTHER')).toEqual(['2025-05-01', 'AGREED_TERM']));
  test('unknown where the delivery is, which is an issue', () => {
    const { debts, issues } = bundleOf({ payables: [payable({ deliveredOn: on(null) })] });
    expect(debts).toMatchObject([{ incurredOn: null, dueOn: null, dueBasis: 'UNKNOWN' }]);
    expect(issues).toMatchObject([
      { kind: 'DATE_UNREADABLE', location: 'AP_PAYABLE PAYABLE_ID=p1', debtId: 'finance:p1' },
    ]);
  });
});

describe('other facts', () => {
  test('are those of the row and its contract', () => {
    const row = payable({
      wages: true,
      disputed: true,
      verifyState: 'VERIFIED',
      cause: 'DISPUTE',
      causeCode: '04',
      causeNote: '质量有异议',
    });
    expect(onlyDebt({ payables: [row], contract: contract({ lateRate: 3_000n, category: 'WORKS' }) })).toMatchObject({
      wages: true,
      disputed: true,
      verified: true,
      cause: 'DISPUTE',
      causeNote: '质量有异议',
      category: 'WORKS',
      lateRate: 3_000n,
      contractNo: '达财采合〔2024〕015号',
      contractKeys: ['达财采合(2024)015号'],
      billKey: 'FP-1',
      arrearsLedger: false,
      balances: null,
    });
  });
  test('not verified is known, too', () => expect(onlyDebt().verified).toBe(false));
  test('blank numbers are none', () => {
    const debt = onlyDebt({ payables: [payable({ billNo: null })], contract: contract({ number: ' ' }) });
    expect(debt).toMatchObject({ contractNo: null, contractKeys: [], billKey: null });
  });
});

describe('credit notes without a payable', () => {
  const kinds = (...payables: Payable[]): string[] =>
    bundleOf({ payables }).issues.map(({ kind, location }) => `${kind} ${location}`);
  const unmatched = ['CREDIT_NOTE_UNMATCHED AP_PAYABLE PAYABLE_ID=n1'];

  test('are issues', () => expect(kinds(payable({ billNo: 'FP-2' }), creditNote())).toEqual(unmatched));
  test('so are those without a number', () =>
    expect(kinds(payable({ billNo: null }), creditNote({ billNo: null }))).toEqual(unmatched));
  test('another credit note is no payable', () =>
    expect(kinds(creditNote(), creditNote({ id: 'n2' }))).toHaveLength(2));
  test('a payable that is not in force is one', () => {
    expect(kinds(payable({ inForce: false }), creditNote())).toEqual([]);
    expect(kinds(payable({ verifyState: 'UNTRUE' }), creditNote())).toEqual([]);
  });
  test('a deleted one is no issue', () => expect(kinds(creditNote({ inForce: false }))).toEqual([]));
});
