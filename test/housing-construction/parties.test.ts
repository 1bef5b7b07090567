import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../kit/rules/fact.ts';
import { organisationsBundle } from '../../subgraphs/housing-construction/facts/organisations.ts';
import type { Organisation } from '../../subgraphs/housing-construction/model.ts';
import { personalNumber } from '../support/personal-number.ts';
import { bundleOf, CONTRACTOR, debtOf, organisation, OWNER, TODAY } from './nouns.ts';

describe('parties of a debt', () => {
  test('are the project’s owner and the contractor, with what the list of units says of them', () => {
    const organisations = [
      { ...OWNER, creditCode: '9111 0000-802100433b' },
      { ...CONTRACTOR, creditCode: 'M000100Y4', scale: 'SMALL' as const },
    ];
    expect(debtOf({ organisations })).toMatchObject({
      debtor: { name: '旗教育局', organisationCode: '802100433', creditCode: '91110000802100433B' },
      debtorKey: '802100433',
      creditor: { name: '蒙新建筑有限公司', organisationCode: 'M000100Y4', creditCode: null },
      creditorKey: 'M000100Y4',
      ownership: 'PRIVATE',
      scale: 'SMALL',
    });
  });

  test.each([
    ['GOVERNMENT', null],
    ['PUBLIC_INSTITUTION', null],
    ['STATE_ENTERPRISE', 'STATE'],
    ['PRIVATE_ENTERPRISE', 'PRIVATE'],
    ['INDIVIDUAL', 'INDIVIDUAL'],
    ['TOWN', null],
    [null, null],
  ] as const)('a contractor of kind %s has ownership %s', (kind, ownership) => {
    expect(debtOf({ organisations: [OWNER, { ...CONTRACTOR, kind }] }).ownership).toBe(ownership);
  });

  test('are the ends of mergers, with the end’s name, kind and code', () => {
    const organisations = [
      OWNER,
      { ...CONTRACTOR, creditCode: 'D2143569X', mergedInto: '3' },
      organisation('3', { mergedInto: '4' }),
      organisation('4', {
        name: '蒙新集团',
        creditCode: 'M000100Y4',
        kind: 'STATE_ENTERPRISE',
        scale: 'LARGE',
        deleted: true,
      }),
    ];
    expect(debtOf({ organisations })).toMatchObject({
      creditor: { name: '蒙新集团', organisationCode: 'M000100Y4' },
      ownership: 'STATE',
      scale: 'LARGE',
    });
  });

  test('have, where the end has no code, that of the first by id of the entries merged into it, directly or not, deleted or not', () => {
    const chain = [
      OWNER,
      { ...CONTRACTOR, mergedInto: '30' },
      organisation('30', { mergedInto: '4' }),
      organisation('4', { creditCode: '无' }),
    ];
    const merged = (id: string, creditCode: string): Organisation =>
      organisation(id, { creditCode, mergedInto: '30', deleted: true });
    const codeOf = (...entries: Organisation[]): string | null =>
      debtOf({ organisations: [...chain, ...entries] }).creditor.organisationCode;
    expect(codeOf(merged('10', 'D2143569X'), merged('9', 'M000100Y4'))).toBe('M000100Y4');
    expect(codeOf(merged('10', 'D2143569X'), merged('9', '110108000000016'))).toBe('D2143569X');
    expect(codeOf()).toBeNull();
  });

  test.each(['2', '3', '4'])(
    'are one unit, known by the smallest id, where mergers go in a circle, entered by %s',
    (contractorId) => {
      const circle = [
        OWNER,
        { ...CONTRACTOR, mergedInto: '4' },
        organisation('3', { name: '甲', mergedInto: '4' }),
        organisation('4', { name: '乙', creditCode: 'M000100Y4', mergedInto: '3' }),
      ];
      expect(debtOf({ organisations: circle, contract: { contractorId } }).creditor).toMatchObject({
        name: '甲',
        organisationCode: 'M000100Y4',
      });
    },
  );

  test('end with the last entry there is where a merger leads to none', () => {
    expect(debtOf({ organisations: [OWNER, { ...CONTRACTOR, mergedInto: '404' }] }).creditor.name).toBe(
      '蒙新建筑有限公司',
    );
  });

  test('without an entry are known by the id, which is an issue of the row that refers to it', () => {
    const bundle = bundleOf({ organisations: [] });
    expect(bundle.debts[0]).toMatchObject({
      debtorKey: '1',
      debtorKind: 'OTHER',
      creditorKey: '2',
      ownership: null,
      scale: null,
    });
    expect(bundle.issues).toMatchObject([
      { kind: 'REFERENCE_MISSING', location: 'hc_contract id=100', found: '2', debtId: null },
      { kind: 'REFERENCE_MISSING', location: 'hc_project id=10', found: '1', debtId: null },
    ]);
  });

  test('without name and code have a key of their own', () => {
    expect(debtOf({ organisations: [OWNER, { ...CONTRACTOR, name: ' ' }] }).creditorKey).toBe('?hc_org id=2');
  });
});

describe('the bundle of units', () => {
  const bundle = (organisations: Organisation[], ownerIds: string[] = [], contractorIds: string[] = []): Bundle =>
    organisationsBundle({ organisations, ownerIds, contractorIds }, TODAY);
  const rolesOf = ({ mentions }: Bundle): string[] => mentions.map(({ role, location }) => `${location} ${role}`);

  test('mentions each entry that is not deleted in the roles it is used in', () => {
    const entries = [OWNER, CONTRACTOR, organisation('3'), organisation('4', { deleted: true })];
    expect(rolesOf(bundle(entries, ['1', '3', '4'], ['2', '3']))).toEqual([
      'hc_org id=1 DEBTOR',
      'hc_org id=2 CREDITOR',
      'hc_org id=3 DEBTOR',
      'hc_org id=3 CREDITOR',
    ]);
  });

  test('mentions unused entries in the role that their kind suggests', () => {
    const kinds = [
      'GOVERNMENT',
      'PUBLIC_INSTITUTION',
      'STATE_ENTERPRISE',
      'PRIVATE_ENTERPRISE',
      'INDIVIDUAL',
      'TOWN',
      null,
    ] as const;
    const roles = bundle(kinds.map((kind, i) => organisation(String(i), { kind }))).mentions.map(({ role }) => role);
    expect(roles).toEqual(['DEBTOR', 'DEBTOR', 'DEBTOR', 'CREDITOR', 'CREDITOR', 'DEBTOR', 'DEBTOR']);
  });

  test('names an entry by its own name, and by its unit’s code and nature; the unit is used where the entry is', () => {
    const entries = [
      organisation('2', { name: '蒙新（原）', creditCode: 'D2143569X', mergedInto: '4' }),
      organisation('4', {
        name: '蒙新集团',
        creditCode: '91350100M000100Y43',
        kind: 'STATE_ENTERPRISE',
        scale: 'LARGE',
      }),
    ];
    const unit = { organisationCode: 'M000100Y4', creditCode: '91350100M000100Y43' };
    const nature = {
      role: 'CREDITOR',
      kind: null,
      ownership: 'STATE',
      scale: 'LARGE',
      inForce: true,
      debtId: null,
      formerName: null,
    };
    expect(bundle(entries, [], ['2']).mentions).toEqual([
      { ...nature, party: { name: '蒙新（原）', ...unit }, location: 'hc_org id=2' },
      { ...nature, party: { name: '蒙新集团', ...unit }, location: 'hc_org id=4' },
    ]);
  });

  test('a debtor is mentioned with its kind', () => {
    expect(bundle([organisation('1', { kind: 'TOWN' })]).mentions).toMatchObject([
      { role: 'DEBTOR', kind: 'TOWN', ownership: null, scale: null },
    ]);
  });

  test('says which entries hold a text that is no code, as it stands there', () => {
    const entries = ['91110000600037342L', ' M0001OOy4 ', '110108000000016', null, ' ', 'ABC'].map((creditCode, i) =>
      organisation(String(i), { creditCode }),
    );
    const deleted = organisation('9', { creditCode: 'ABC', deleted: true });
    const { issues } = bundle([...entries, deleted]);
    expect(issues.map(({ kind, location, found }) => [kind, location, found])).toEqual([
      ['CREDIT_CODE_INVALID', 'hc_org id=0', '91110000600037342L'],
      ['CREDIT_CODE_INVALID', 'hc_org id=5', 'ABC'],
    ]);
  });

  test('says no more than the end of a personal identity number that stands for a code', () => {
    const number = personalNumber('15062119800101123');
    const { issues, mentions } = bundle([organisation('1', { creditCode: number })]);
    expect(issues).toMatchObject([{ kind: 'CREDIT_CODE_INVALID', found: `公民身份号码…${number.slice(-2)}` }]);
    expect(mentions).toMatchObject([{ party: { organisationCode: null, creditCode: null } }]);
  });

  test('says which entries in force have a merger that leads nowhere: to none, round to themselves, to a deleted end', () => {
    const entries = [
      organisation('1', { mergedInto: '404' }),
      organisation('2', { mergedInto: '1' }),
      organisation('3', { mergedInto: '4' }),
      organisation('4', { mergedInto: '3' }),
      organisation('5', { mergedInto: '4' }),
      organisation('6', { mergedInto: '6' }),
      organisation('7', { mergedInto: '8' }),
      organisation('8', { deleted: true }),
      organisation('9', { mergedInto: '404', deleted: true }),
      organisation('10', { mergedInto: '11' }),
      organisation('11', { mergedInto: '12', deleted: true }),
      organisation('12'),
    ];
    const { issues } = bundle(entries);
    expect(issues.map(({ kind, location, found }) => [kind, location, found])).toEqual(
      [
        ['1', '404'],
        ['3', '4'],
        ['4', '3'],
        ['6', '6'],
        ['7', '8'],
      ].map(([id, into]) => ['REFERENCE_MISSING', `hc_org id=${id}`, into]),
    );
  });

  test('says which entries have neither name nor code, in each of their roles', () => {
    const entries = [organisation('1', { name: '' }), organisation('2', { name: ' ', creditCode: 'M000100Y4' })];
    const { issues } = bundle(entries, ['1', '2'], ['1']);
    expect(issues.map(({ kind, location }) => [kind, location])).toEqual([
      ['DEBTOR_UNIDENTIFIED', 'hc_org id=1'],
      ['CREDITOR_UNIDENTIFIED', 'hc_org id=1'],
    ]);
  });
});
