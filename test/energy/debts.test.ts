import { describe, expect, test } from 'vitest';
import { bundleOf, debtOn, DIRECTORY_ENTRY, lineOf, TODAY } from './ledger-lines.ts';

const WAN = 1_000_000n;
const unit = (category: string | null): { name: string; creditCode: null; category: string | null } => ({
  name: '星河能源公司',
  creditCode: null,
  category,
});

describe('the facts of a debt', () => {
  test('debtor: as typed, else the reporting unit; its kind is that of the list of units', () => {
    expect(debtOn(TODAY, [lineOf()], { units: [unit('苏木镇')] })).toMatchObject({
      debtor: { name: '星河能源公司' },
      debtorKind: 'TOWN',
    });
    expect(debtOn(TODAY, [lineOf({ debtor: '另一公司' })], { units: [unit('苏木镇')] })).toMatchObject({
      debtor: { name: '另一公司' },
      debtorKind: 'OTHER',
    });
  });

  test.each([
    ['政府部门', 'GOVERNMENT'],
    ['事业单位', 'PUBLIC_INSTITUTION'],
    ['国有企业', 'SOE'],
    ['苏木镇', 'TOWN'],
    ['协会', 'OTHER'],
    [null, 'OTHER'],
  ])('单位类别 %s is %s', (category, kind) => {
    expect(debtOn(TODAY, [lineOf()], { units: [unit(category)] })?.debtorKind).toBe(kind);
  });

  test.each([
    // kind of unit, 形成时间, 约定付款时间 → due on, by what
    ['国有企业', '2025-01-01', null, '2025-03-02', 'STATUTORY_TERM'],
    [null, '2025-01-01', null, '2025-01-31', 'STATUTORY_TERM'],
    ['政府部门', '2025-01-01', null, '2025-01-31', 'STATUTORY_TERM'],
    ['政府部门', '2025-01-01', '2025-03-02', '2025-03-02', 'RECORDED'],
    ['政府部门', '2025-01-01', '2025-03-03', '2025-03-02', 'STATUTORY_CAP'],
    ['国有企业', '2025-01-01', '2025年12月', '2025-12-31', 'RECORDED'],
    ['国有企业', null, '2025年12月', '2025-12-31', 'RECORDED'],
    ['政府部门', null, null, null, 'UNKNOWN'],
  ])('%s, arisen %s, agreed %s: due %s', (category, incurredAsTyped, dueAsTyped, dueOn, dueBasis) => {
    expect(debtOn(TODAY, [lineOf({ incurredAsTyped, dueAsTyped })], { units: [unit(category)] })).toMatchObject({
      dueOn,
      dueBasis,
      arrearsLedger: true,
      lateRate: null,
    });
  });

  test.each([
    ['工程款', 'WORKS', false],
    ['设备工程', 'WORKS', false],
    ['货款', 'GOODS', false],
    ['材料', 'GOODS', false],
    ['设备', 'GOODS', false],
    ['服务费', 'SERVICES', false],
    ['农民工工资', 'SERVICES', true],
    ['劳务费', 'SERVICES', false],
    ['其他', null, false],
    [null, null, false],
  ])('欠款类型 %s', (debtType, category, wages) => {
    expect(debtOn(TODAY, [lineOf({ debtType })])).toMatchObject({ category, wages });
  });

  test.each([
    ['是', true],
    ['有', true],
    ['√', true],
    ['否', false],
    ['无', false],
    ['', false],
    [null, false],
  ])('是否有分歧 %j', (disputedAsTyped, disputed) => {
    expect(debtOn(TODAY, [lineOf({ disputedAsTyped })])?.disputed).toBe(disputed);
  });

  test('cause, contract and what the ledger does not know', () => {
    expect(
      debtOn(TODAY, [lineOf({ cause: '财政资金困难，等待验收', contractNo: '能〔2024〕7 号', contractName: '线路' })]),
    ).toMatchObject({
      cause: 'ACCEPTANCE',
      causeNote: '财政资金困难，等待验收',
      contractNo: '能〔2024〕7 号',
      contractName: '线路',
      contractKeys: ['能(2024)7号'],
      billKey: null,
      verified: null,
      recordedAmount: 10n * WAN,
    });
    const unseen = debtOn(TODAY, [lineOf({ contractNo: '\u200B' })]);
    expect(unseen?.contractKeys, 'nothing that can be seen is no number').toEqual([]);
  });

  test.each([
    ['its name', { creditor: '草原安装公司' }],
    ['a former name', { creditor: '草原（旧）公司' }],
    ['its code', { creditor: '别名', creditCode: 'MA0N2K7P2' }],
  ])('scale and ownership are found by %s', (_, changes) => {
    const directory = [{ ...DIRECTORY_ENTRY, formerName: '草原(旧)公司', creditCode: '91150600MA0N2K7P28' }];
    expect(debtOn(TODAY, [lineOf(changes)], { directory })).toMatchObject({ scale: 'SMALL', ownership: 'PRIVATE' });
    expect(debtOn(TODAY, [lineOf({ ...changes, creditor: '外人', creditCode: null })], { directory })).toMatchObject({
      scale: null,
      ownership: null,
    });
  });

  test('are those of the row of the ledger in force', () => {
    const lines = [
      lineOf({ month: '202501', cause: '资金' }),
      lineOf({ month: '202502', cause: '资金' }),
      lineOf({ month: '202503', cause: '质量' }),
    ];
    expect(
      bundleOf(lines).debts.map(({ cause, states }) => [cause, ...states.map(({ from, to }) => `${from} ${to}`)]),
    ).toEqual([
      ['FUNDS', '2025-01-01 2025-03-01'],
      ['DISPUTE', '2025-03-01 9999-12-31'],
    ]);
  });
});

describe('the id of a debt', () => {
  const idOf = (changes: object): string | undefined => debtOn(TODAY, [lineOf(changes)])?.id;

  test('is a digest of what stays the same from month to month', () => {
    // printf '星河能源公司\x1f星河能源公司\x1f草原安装公司\x1f\x1f2025-01-01\x1f工程款' | sha256sum
    expect(idOf({})).toBe('energy:fba2ff64921c7d9a88f2623a77fec984');
    const same = {
      batch: '7',
      rowNumber: '9',
      month: '202503',
      reportingUnit: ' 星河能源公司',
      debtor: '星河能源公司',
      amountAsTyped: '3',
      cause: 'x',
    };
    expect(idOf(same)).toBe(idOf({}));
    expect(idOf({ incurredAsTyped: '２０２５-01-01' })).toBe(idOf({}));
    expect(idOf({ contractNo: 'A1', contractName: '甲' })).toBe(idOf({ contractNo: 'Ａ1 ', contractName: '乙' }));
  });

  test.each([
    { reportingUnit: '别处', debtor: '星河能源公司' },
    { debtor: '别处' },
    { creditor: '别处' },
    { contractNo: '1' },
    { contractName: '1' },
    { incurredAsTyped: '2025.1.1' },
    { debtType: '工程' },
  ])('differs with %j', (changes) => {
    expect(idOf(changes)).not.toBe(idOf({}));
  });

  test('numbers what is alike in one ledger in the order of 序号, lines without one last', () => {
    const lines = [
      lineOf({ rowNumber: null, amountAsTyped: '4' }),
      lineOf({ rowNumber: '10', amountAsTyped: '3' }),
      lineOf({ rowNumber: '9', amountAsTyped: '2' }),
      lineOf({ rowNumber: '10', amountAsTyped: '3.5' }),
      lineOf({ rowNumber: '1', amountAsTyped: '约1' }),
    ];
    const amounts = new Map(bundleOf(lines).debts.map(({ id, recordedAmount }) => [id.slice(39), recordedAmount]));
    expect(amounts).toEqual(
      new Map([
        ['', 2n * WAN],
        ['-2', 3n * WAN],
        ['-3', 3_500_000n],
        ['-4', 4n * WAN],
      ]),
    );
  });
});
