import { describe, expect, test } from 'vitest';
import { agenciesBundle, taxpayersBundle } from '../../subgraphs/finance/facts/bundles.ts';
import { agency, bundleOf, contract, onlyDebt } from './nouns.ts';

describe('who is who', () => {
  test('creditor and debtor go by the organisation codes in their credit codes', () =>
    expect(onlyDebt()).toMatchObject({
      creditorKey: 'M000100Y4',
      creditor: { name: '蒙新商贸有限公司', organisationCode: 'M000100Y4', creditCode: '91350100M000100Y43' },
      ownership: 'PRIVATE',
      scale: 'SMALL',
      debtorKey: '802100433',
      debtorKind: 'GOVERNMENT',
    }));
  test('an old registration number holds no code and is no issue', () => {
    const { debts, issues } = bundleOf({
      contract: contract({ supplierCode: '110108000000016', supplierName: '蒙新 商贸（集团）' }),
    });
    expect(debts[0]?.creditorKey).toBe('蒙新商贸(集团)');
    expect(issues).toEqual([]);
  });
  test('a wrong code is an issue of the contract, which goes on by the name', () => {
    const { debts, issues } = bundleOf({ contract: contract({ supplierCode: '91110000600037342L' }) });
    expect(debts[0]?.creditorKey).toBe('蒙新商贸有限公司');
    expect(issues).toMatchObject([
      { kind: 'CREDIT_CODE_INVALID', location: 'CT_CONTRACT_INFO CT_ID=c1', found: '91110000600037342L', debtId: null },
    ]);
  });
  test('a supplier with neither name nor code is a party of its own, and an issue', () => {
    const { debts, issues } = bundleOf({ contract: contract({ supplierName: ' ', supplierCode: null }) });
    expect(debts[0]?.creditorKey).toBe('?CT_CONTRACT_INFO CT_ID=c1');
    expect(issues).toMatchObject([{ kind: 'CREDITOR_UNIDENTIFIED', location: 'CT_CONTRACT_INFO CT_ID=c1' }]);
  });
  test('the agency in force counts, however old', () => {
    const closed = agency({ id: 'a2', name: '旧', inForce: false, updatedAt: '2025-01-01 00:00:00' });
    expect(onlyDebt({ agencies: [closed, agency()] }).debtor.name).toBe('旗教育局');
  });
  test('where none is in force, the one that was updated last', () => {
    const [older, newer] = [
      agency({ inForce: false }),
      agency({ id: 'a0', kind: 'TOWN', inForce: false, updatedAt: '2024-01-01 00:00:01' }),
    ];
    expect(onlyDebt({ agencies: [older, newer] }).debtorKind).toBe('TOWN');
    expect(onlyDebt({ agencies: [newer, older] }).debtorKind).toBe('TOWN');
  });
  test('where none has the code, the code stands for a name, and that is an issue', () => {
    const { debts, issues } = bundleOf({ agencies: [] });
    expect(debts).toMatchObject([
      {
        debtor: { name: '101001', organisationCode: null, creditCode: null },
        debtorKey: '101001',
        debtorKind: 'OTHER',
      },
    ]);
    expect(issues).toMatchObject([
      { kind: 'DEBTOR_UNIDENTIFIED', location: 'CT_CONTRACT_INFO CT_ID=c1', found: '101001', debtId: null },
      { kind: 'REFERENCE_MISSING', location: 'CT_CONTRACT_INFO CT_ID=c1' },
    ]);
  });
});

describe('mentions', () => {
  const TAXPAYER = { id: 't1', taxpayerName: '蒙新商贸', taxpayerCode: '91110000802100433B', owed: 1n, recovered: 0n };

  test('a contract names its supplier once, with or without debts', () =>
    expect(bundleOf({ payables: [] }).mentions).toMatchObject([
      {
        role: 'CREDITOR',
        location: 'CT_CONTRACT_INFO CT_ID=c1',
        inForce: true,
        ownership: 'PRIVATE',
        scale: 'SMALL',
        kind: null,
      },
    ]));
  test('agencies in force are debtors', () =>
    expect(agenciesBundle('agencies', [agency()]).mentions).toMatchObject([
      {
        role: 'DEBTOR',
        location: 'BAS_AGENCY_INFO AGENCY_ID=a1',
        inForce: true,
        kind: 'GOVERNMENT',
        party: { name: '旗教育局' },
      },
    ]));
  test('an agency with a wrong code, or with neither name nor code, is an issue', () => {
    const rows = [agency({ creditCode: 'X' }), agency({ id: 'a2', name: '', creditCode: null })];
    expect(agenciesBundle('agencies', rows).issues).toMatchObject([
      { kind: 'CREDIT_CODE_INVALID', location: 'BAS_AGENCY_INFO AGENCY_ID=a1', found: 'X' },
      { kind: 'DEBTOR_UNIDENTIFIED', location: 'BAS_AGENCY_INFO AGENCY_ID=a2' },
    ]);
  });
  test('taxpayers are named, and no issue', () => {
    const { mentions, issues } = taxpayersBundle('taxpayers', [TAXPAYER, { ...TAXPAYER, id: 't2', taxpayerCode: 'X' }]);
    expect(mentions).toMatchObject([
      { role: 'CREDITOR', location: 'TAX_ARREARS TAX_ID=t1', inForce: false, party: { organisationCode: '802100433' } },
      { role: 'CREDITOR', location: 'TAX_ARREARS TAX_ID=t2', inForce: false, party: { organisationCode: null } },
    ]);
    expect(issues).toEqual([]);
  });
});
