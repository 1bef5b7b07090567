import { describe, expect, test } from 'vitest';
import type { TypedDay } from '../../kit/rules/dates.ts';
import type { DebtFact, IssueFact } from '../../kit/rules/fact.ts';
import { companiesBundle, documentBundle, suppliersBundle } from '../../subgraphs/soe/facts/bundles.ts';
import { sumOf, writtenOffUpTo } from '../../subgraphs/soe/facts/accounts.ts';
import { instalmentsOf, unreadableDatesOf } from '../../subgraphs/soe/facts/plans.ts';
import type {
  Company,
  Document,
  DocumentFile,
  PayableLine,
  PlanLine,
  Supplier,
  WriteOff,
} from '../../subgraphs/soe/model.ts';

const TODAY = '2025-06-30';

const on = (day: string): TypedDay => ({ typed: day, day });
const unreadable = (typed: string): TypedDay => ({ typed, day: null });
const EMPTY: TypedDay = { typed: null, day: null };

/** Yuan in the ERP's places. */
const yuan = (value: number): bigint => BigInt(value) * 100_000_000n;

const IN_FORCE = { inForce: true, flaws: [] };

const COMPANY: Company = {
  id: 'corp1',
  code: '0101',
  name: '旗水务集团有限公司',
  creditCode: null,
  parentId: null,
  closed: false,
  ...IN_FORCE,
};
const SUPPLIER: Supplier = {
  id: 'cust1',
  code: 'K001',
  name: '草原建材有限公司',
  taxpayerId: null,
  property: 'EXTERNAL',
  ownership: null,
  scale: null,
  ...IN_FORCE,
};
const DOCUMENT: Document = {
  id: 'doc1',
  number: 'D1-001',
  companyId: 'corp1',
  date: on('2025-01-10'),
  state: 'AUDITED',
  comment: null,
  ...IN_FORCE,
};
const LINE: PayableLine = {
  id: 'line1',
  documentId: 'doc1',
  lineNo: 1,
  supplierId: 'cust1',
  currency: 'CNY',
  exchangeRate: yuan(1),
  amountInCurrency: yuan(1000),
  payableAmount: yuan(1000),
  shownAmount: 100_000n,
  paidByLine: 0n,
  effectiveOn: EMPTY,
  dueOn: EMPTY,
  invoiceNo: null,
  contractNo: null,
  contractName: null,
  purchased: null,
  categoryTyped: null,
  causeNote: null,
  disputed: false,
  ...IN_FORCE,
};
const WRITE_OFF: WriteOff = {
  id: 'ver1',
  lineId: 'line1',
  paymentLineId: 'pay1',
  amount: yuan(400),
  shownAmount: 40_000n,
  settledOn: on('2025-02-10'),
  undone: false,
  ...IN_FORCE,
};

interface Rows {
  company?: Partial<Company> | null;
  document?: Partial<Document>;
  supplier?: Partial<Supplier> | null;
  line?: Partial<PayableLine>;
  writeOffs?: Partial<WriteOff>[];
}

/** One document with one line, the usual ones but for what a test says. */
function fileOf({ company = {}, document = {}, supplier = {}, line = {}, writeOffs = [] }: Rows): DocumentFile {
  return {
    document: { ...DOCUMENT, ...document },
    company: company && { ...COMPANY, ...company },
    lines: [{ ...LINE, ...line }],
    suppliers: new Map(supplier ? [[SUPPLIER.id, { ...SUPPLIER, ...supplier }]] : []),
    writeOffs: new Map([[LINE.id, writeOffs.map((writeOff, i) => ({ ...WRITE_OFF, id: `ver${i + 1}`, ...writeOff }))]]),
  };
}

const debtsOf = (rows: Rows): DebtFact[] => documentBundle('doc1', fileOf(rows), TODAY).debts;
const issuesOf = (rows: Rows): IssueFact[] => documentBundle('doc1', fileOf(rows), TODAY).issues;

describe('a line is a debt', () => {
  test('under its own id', () => expect(debtsOf({}).map(({ id }) => id)).toEqual(['soe:line1']));

  test.each([
    ['DRAFT', 0],
    ['SAVED', 0],
    ['AUDITED', 1],
    ['SIGNED', 1],
    [null, 0],
  ] as const)('in a document that is %s: %d', (state, debts) =>
    expect(debtsOf({ document: { state } })).toHaveLength(debts),
  );

  test.each([
    [1n, 1],
    [0n, 0],
    [-1n, 0],
  ])('of %d hundred-millionths of a yuan: %d', (payableAmount, debts) =>
    expect(debtsOf({ line: { payableAmount } })).toHaveLength(debts),
  );

  test.each([
    ['EXTERNAL', 1],
    ['INTERNAL', 0],
    [null, 0],
  ] as const)('owed to a supplier who is %s: %d', (property, debts) =>
    expect(debtsOf({ supplier: { property } })).toHaveLength(debts),
  );

  test('every line of a document by itself', () => {
    const file = fileOf({});
    const lines = [LINE, { ...LINE, id: 'line2' }, { ...LINE, id: 'red', payableAmount: yuan(-50) }];
    expect(documentBundle('doc1', { ...file, lines }, TODAY).debts.map(({ id }) => id)).toEqual([
      'soe:line1',
      'soe:line2',
    ]);
  });
});

describe('days', () => {
  test.each([
    ['both empty', EMPTY, EMPTY, '2025-01-10', '2025-03-11', 'STATUTORY_TERM'],
    ['from 起效日', on('2025-01-01'), EMPTY, '2025-01-01', '2025-03-02', 'STATUTORY_TERM'],
    ['recorded', on('2025-01-01'), on('2026-12-31'), '2025-01-01', '2026-12-31', 'RECORDED'],
    ['both unreadable', unreadable('2025-02-30'), unreadable('随时'), '2025-01-10', '2025-03-11', 'STATUTORY_TERM'],
  ])('%s', (_, effectiveOn, due, incurredOn, dueOn, dueBasis) => {
    const [debt] = debtsOf({ line: { effectiveOn, dueOn: due } });
    expect(debt).toMatchObject({ incurredOn, dueOn, dueBasis });
    expect(debt?.states).toMatchObject([{ from: incurredOn, to: '9999-12-31' }]);
  });

  test('without any readable one are unknown: there from the first day, and never overdue', () => {
    const [debt] = debtsOf({ document: { date: unreadable('0000-00-00') } });
    expect(debt).toMatchObject({ incurredOn: null, dueOn: null, dueBasis: 'UNKNOWN', arrearsLedger: false });
    expect(debt?.states[0]?.from).toBe('0001-01-01');
  });
});

describe('figures', () => {
  const statesOf = (rows: Rows): unknown[] =>
    (debtsOf(rows)[0]?.states ?? []).map(({ from, amount, paid, outstanding }) => [from, amount, paid, outstanding]);

  test('a write-off against a payment is money paid, from its day on', () =>
    expect(statesOf({ writeOffs: [{}] })).toEqual([
      ['2025-01-10', 100_000n, 0n, 100_000n],
      ['2025-02-10', 100_000n, 40_000n, 60_000n],
    ]));

  test('one against a red letter lowers the amount; what was recorded stays', () => {
    expect(statesOf({ writeOffs: [{ paymentLineId: null }] })).toEqual([
      ['2025-01-10', 100_000n, 0n, 100_000n],
      ['2025-02-10', 60_000n, 0n, 60_000n],
    ]);
    expect(debtsOf({ writeOffs: [{ paymentLineId: null }] })).toMatchObject([{ recordedAmount: 100_000n }]);
  });

  test('one that was undone never happened', () =>
    expect(statesOf({ writeOffs: [{ undone: true }] })).toEqual([['2025-01-10', 100_000n, 0n, 100_000n]]));

  test('what the line itself has as paid does not count', () =>
    expect(statesOf({ line: { paidByLine: yuan(999) } })).toEqual([['2025-01-10', 100_000n, 0n, 100_000n]]));

  test('are in yuan, whatever the currency', () =>
    expect(statesOf({ line: { currency: 'USD', amountInCurrency: yuan(140), exchangeRate: 714_285_714n } })).toEqual([
      ['2025-01-10', 100_000n, 0n, 100_000n],
    ]));

  test('payments are summed first and rounded half up once: 0.004 three times is 0.012', () => {
    const third = { amount: 400_000n };
    expect(statesOf({ writeOffs: [third, third, third] }).at(-1)).toEqual(['2025-02-10', 100_000n, 1n, 99_999n]);
  });

  test.each([
    [499_999n, 0n],
    [500_000n, 1n],
    [1_499_999n, 1n],
    [1_500_000n, 2n],
  ])('an amount of %d hundred-millionths of a yuan is %d fen', (payableAmount, fen) =>
    expect(statesOf({ line: { payableAmount } })).toEqual([['2025-01-10', fen, 0n, fen]]),
  );

  test('amount less red letters is rounded as one: 10.005 - 5.001 = 5.004', () =>
    expect(
      statesOf({
        line: { payableAmount: 1_000_500_000n },
        writeOffs: [{ paymentLineId: null, amount: 500_100_000n }],
      }).at(-1),
    ).toEqual(['2025-02-10', 500n, 0n, 500n]));

  test('what is paid before the debt begins is paid on its first day', () =>
    expect(statesOf({ line: { effectiveOn: on('2025-03-01') }, writeOffs: [{}] })).toEqual([
      ['2025-03-01', 100_000n, 40_000n, 60_000n],
    ]));

  test('a write-off without a readable day counts from the first day on', () =>
    expect(statesOf({ writeOffs: [{ settledOn: unreadable('2025.2.10') }] })).toEqual([
      ['2025-01-10', 100_000n, 40_000n, 60_000n],
    ]));
});

describe('parties', () => {
  test('the company owes; its kind is SOE, closed or not', () =>
    expect(debtsOf({ company: { creditCode: '91110000802100433B', closed: true } })).toMatchObject([
      {
        debtorKind: 'SOE',
        debtorKey: '802100433',
        debtor: { name: '旗水务集团有限公司', organisationCode: '802100433', creditCode: '91110000802100433B' },
      },
    ]));

  test.each([
    ['a credit code', '91350100M000100Y43', 'M000100Y4'],
    ['an old tax number', '150621802100433', '802100433'],
    ['neither', '不详', '草原建材有限公司'],
    ['nothing', null, '草原建材有限公司'],
  ])('the supplier is known by %s in the tax number’s field', (_, taxpayerId, creditorKey) =>
    expect(debtsOf({ supplier: { taxpayerId } })).toMatchObject([{ creditorKey }]),
  );

  test('ownership and scale are those of the supplier’s entry', () =>
    expect(debtsOf({ supplier: { ownership: 'FOREIGN', scale: 'LARGE' } })).toMatchObject([
      { ownership: 'FOREIGN', scale: 'LARGE' },
    ]));

  test('that the books do not have go by the key that refers to them, and are issues', () => {
    const rows = { company: null, supplier: null };
    expect(debtsOf(rows)).toMatchObject([{ debtorKey: 'CORP1', creditorKey: 'CUST1', ownership: null, scale: null }]);
    expect(issuesOf(rows)).toMatchObject([
      { kind: 'REFERENCE_MISSING', location: 'arap_djzb vouchid=doc1', found: 'corp1', debtId: null },
      { kind: 'DEBTOR_UNIDENTIFIED', location: 'arap_djzb vouchid=doc1', found: 'corp1', debtId: null },
      { kind: 'REFERENCE_MISSING', location: 'arap_djfb fb_oid=line1', found: 'cust1', debtId: 'soe:line1' },
      { kind: 'CREDITOR_UNIDENTIFIED', location: 'arap_djfb fb_oid=line1', found: 'cust1', debtId: 'soe:line1' },
    ]);
  });
});

describe('the other facts', () => {
  test.each([
    ['工程', 'WORKS', false],
    ['货物', 'GOODS', false],
    ['服务', 'SERVICES', false],
    ['工资', 'SERVICES', true],
    ['其他', null, false],
    [null, null, false],
  ])('category %s', (categoryTyped, category, wages) =>
    expect(debtsOf({ line: { categoryTyped } })).toMatchObject([{ category, wages }]),
  );

  test('cause by its text', () =>
    expect(debtsOf({ line: { causeNote: '未验收，资金紧张' } })).toMatchObject([
      { cause: 'ACCEPTANCE', causeNote: '未验收，资金紧张' },
    ]));

  test('contract and invoice in normal form', () =>
    expect(
      debtsOf({ line: { contractNo: '达国资合【2024】 3号', contractName: '管网改造', invoiceNo: 'ｆｐ-01' } }),
    ).toMatchObject([
      {
        contractNo: '达国资合【2024】 3号',
        contractName: '管网改造',
        contractKeys: ['达国资合(2024)3号'],
        billKey: 'FP-01',
      },
    ]));

  test('without numbers there is nothing to match by', () =>
    expect(debtsOf({})).toMatchObject([{ contractKeys: [], billKey: null }]));

  test('disputed as the line says; nothing is said about verification or an agreed rate', () =>
    expect(debtsOf({ line: { disputed: true } })).toMatchObject([
      { disputed: true, verified: null, lateRate: null, balances: null },
    ]));
});

describe('issues', () => {
  test('none in rows that are right', () => expect(issuesOf({ writeOffs: [{}] })).toEqual([]));

  test('dates that cannot be read are one issue a row', () =>
    expect(issuesOf({ line: { effectiveOn: unreadable('2025-13-01'), dueOn: unreadable('随时') } })).toMatchObject([
      { kind: 'DATE_UNREADABLE', location: 'arap_djfb fb_oid=line1', found: '2025-13-01 随时', debtId: 'soe:line1' },
    ]));

  test('a document’s date and a write-off’s, each on its own row', () =>
    expect(
      issuesOf({
        document: { date: unreadable('2025-1-1') },
        writeOffs: [{ settledOn: unreadable('x') }, { settledOn: unreadable('y'), undone: true }],
      }),
    ).toMatchObject([
      { kind: 'DATE_UNREADABLE', location: 'arap_djzb vouchid=doc1', found: '2025-1-1', debtId: null },
      { kind: 'DATE_UNREADABLE', location: 'arap_verify pk_verify=ver1', found: 'x', debtId: null },
    ]));

  test('what was paid beyond the amount up to today', () =>
    expect(issuesOf({ writeOffs: [{ amount: yuan(1012) }] })).toMatchObject([
      { kind: 'OVERPAID', location: 'arap_djfb fb_oid=line1', found: '12.00', debtId: 'soe:line1' },
    ]));

  test('what was refunded beyond what was paid', () =>
    expect(issuesOf({ writeOffs: [{ amount: yuan(-3) }] })).toMatchObject([
      { kind: 'PAYMENT_UNMATCHED', location: 'arap_djfb fb_oid=line1', found: '-3.00', debtId: 'soe:line1' },
    ]));

  test('a red letter may make it so', () =>
    expect(issuesOf({ writeOffs: [{ amount: yuan(1000) }, { paymentLineId: null, amount: yuan(5) }] })).toMatchObject([
      { kind: 'OVERPAID', found: '5.00' },
    ]));

  test.each([
    ['2025-06-30', 1],
    ['2025-07-01', 0],
  ])('a payment of %s counts or has not happened: %d', (day, issues) =>
    expect(issuesOf({ writeOffs: [{ amount: yuan(1012), settledOn: on(day) }] })).toHaveLength(issues),
  );

  test('less than half a fen too much is nothing', () =>
    expect(issuesOf({ writeOffs: [{ amount: yuan(1000) + 499_999n }] })).toEqual([]));

  test('none about a document that holds no debt', () =>
    expect(issuesOf({ company: null, document: { state: 'SAVED', date: unreadable('x') } })).toEqual([]));
});

describe('the bundle of companies', () => {
  test('mentions each as a debtor', () =>
    expect(companiesBundle('corps', [{ ...COMPANY, creditCode: '91110000802100433B', closed: true }])).toMatchObject({
      key: 'corps',
      debts: [],
      mentions: [
        {
          role: 'DEBTOR',
          party: { organisationCode: '802100433' },
          location: 'bd_corp pk_corp=corp1',
          inForce: true,
          kind: 'SOE',
        },
      ],
      issues: [],
    }));

  test('says which codes are none, and who is nobody', () =>
    expect(
      companiesBundle('corps', [{ ...COMPANY, name: ' ', creditCode: '91110000600037342L' }]).issues,
    ).toMatchObject([
      { kind: 'CREDIT_CODE_INVALID', location: 'bd_corp pk_corp=corp1', found: '91110000600037342L', debtId: null },
      { kind: 'DEBTOR_UNIDENTIFIED', location: 'bd_corp pk_corp=corp1', debtId: null },
    ]));
});

describe('the bundle of suppliers', () => {
  test('mentions each as a creditor, internal ones too', () =>
    expect(
      suppliersBundle('suppliers', [{ ...SUPPLIER, property: 'INTERNAL', ownership: 'PRIVATE', scale: 'SMALL' }]),
    ).toMatchObject({
      key: 'suppliers',
      debts: [],
      mentions: [
        {
          role: 'CREDITOR',
          party: { name: '草原建材有限公司' },
          location: 'bd_cubasdoc pk_cubasdoc=cust1',
          ownership: 'PRIVATE',
          scale: 'SMALL',
        },
      ],
      issues: [],
    }));

  test('says which codes are none, and who is nobody; a code alone is somebody', () => {
    const invalid = { ...SUPPLIER, taxpayerId: '不详' };
    const nobody = { ...SUPPLIER, id: 'cust2', name: '' };
    const codeOnly = { ...SUPPLIER, id: 'cust3', name: '', taxpayerId: 'D2143569X' };
    expect(suppliersBundle('suppliers', [invalid, nobody, codeOnly]).issues).toMatchObject([
      { kind: 'CREDIT_CODE_INVALID', location: 'bd_cubasdoc pk_cubasdoc=cust1', found: '不详' },
      { kind: 'CREDITOR_UNIDENTIFIED', location: 'bd_cubasdoc pk_cubasdoc=cust2' },
    ]);
  });
});

test('what was written off up to a day, oldest first, payments and red letters apart', () => {
  const writeOffs = [
    { ...WRITE_OFF, id: 'later', settledOn: on('2025-03-01'), amount: 400_000n },
    { ...WRITE_OFF, id: 'undone', undone: true },
    { ...WRITE_OFF, id: 'red', paymentLineId: null, settledOn: on(TODAY) },
    { ...WRITE_OFF, id: 'tomorrow', settledOn: on('2025-07-01') },
    { ...WRITE_OFF, id: 'first', amount: 400_000n },
  ];
  const { payments, redLetters } = writtenOffUpTo(writeOffs, TODAY);
  expect(payments.map(({ id }) => id)).toEqual(['first', 'later']);
  expect(redLetters.map(({ id }) => id)).toEqual(['red']);
  expect(sumOf(payments)).toBe(1n);
  expect(sumOf([])).toBe(0n);
});

test('a plan in the order of its days; a line without a readable one is told apart', () => {
  const plan: PlanLine[] = [
    { id: 'b', lineId: 'line1', dueOn: on('2025-12-31'), amount: 50_000n, fundingSource: 'LOAN' },
    { id: 'c', lineId: 'line1', dueOn: unreadable('年底'), amount: 5_000n, fundingSource: null },
    { id: 'a', lineId: 'line1', dueOn: on('2025-09-30'), amount: 1n, fundingSource: null },
  ];
  expect(instalmentsOf(plan)).toEqual([
    { dueOn: '2025-09-30', amount: 1n, fundingSource: null, note: null },
    { dueOn: '2025-12-31', amount: 50_000n, fundingSource: 'LOAN', note: null },
  ]);
  expect(unreadableDatesOf(plan)).toEqual(['年底']);
});
