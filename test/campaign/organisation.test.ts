import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agency, payable } from './books.ts';
import { as, COORD, key, startHouse, SUPER, type House } from './house.ts';
import { APPOINT, PEOPLE, SAVE_GROUP, SAVE_POST, SAVE_ROUTES, SAVE_UNIT, setUp, VACATE } from './organisation.ts';

let house: House;
beforeAll(async () => {
  const books = [agency('101001', '旗水利局'), agency('101002', '旗教育局')];
  const debts = [
    payable({ id: '1', amount: '100.00', deliveredOn: '2025-01-31' }),
    payable({ id: '2', agency: '101002', amount: '70.00', deliveredOn: '2025-01-31' }),
  ];
  house = await startHouse({ at: '2026-11-02', books: { finance: [...books, ...debts.flat()] } });
  await setUp(house, { from: '2026-01-01', month: '2026-11' });
});
afterAll(() => house.close());

type Named = Record<string, unknown>;
const read = async (viewer: Parameters<House['done']>[0], query: string): Promise<Named> => house.done(viewer, query);

describe('P13: units', () => {
  const unit = (given: object): object => ({
    code: 'X',
    name: '某单位',
    kind: 'DEPARTMENT',
    debtorIds: [],
    functions: [],
    ...given,
  });
  const refusal = (given: object): Promise<unknown> =>
    house.refusal(COORD, SAVE_UNIT, { key: key(), unit: unit(given) });

  test('of a debtor or a function there is one active unit', async () => {
    expect(await refusal({ debtorIds: ['旗水利局'] })).toBe('P13');
    expect(await refusal({ functions: ['RECEIVES_RETURNS'] })).toBe('P13');
    expect(await refusal({ debtorIds: ['旗水利局'], active: false })).toBeNull();
    expect(await refusal({ debtorIds: ['旗水利局'], version: 1 })).toBe('P13');
  });

  test.each([
    [{ code: 'a:b' }],
    [{ code: '' }],
    [{ name: 'x'.repeat(1_001) }],
    [{ debtorIds: ['a', 'a'] }],
    [{ functions: ['KEEPS_FUNDS', 'KEEPS_FUNDS'] }],
  ])('%j is BAD_USER_INPUT', async (given) => {
    expect(['BAD_USER_INPUT']).toContain(await refusal(given));
  });

  test('that a code is there is no reason to take it over', async () => {
    const code = { code: 'SLJ', name: '旗水利局', debtorIds: ['旗水利局'] };
    expect(await refusal(code)).toBe('CONFLICT');
    expect(await refusal({ ...code, version: 9 })).toBe('CONFLICT');
    expect(await refusal({ ...code, version: 1 })).toBeNull();
  });

  test('are found by name, code, kind and group, and page by page', async () => {
    const codes = async (args: string): Promise<unknown> =>
      ((await read(COORD, `{ units${args} { code } }`))['units'] as { code: string }[]).map(({ code }) => code);
    expect(await codes('(filter: { search: "水利" })')).toEqual(['SLJ']);
    expect(await codes('(filter: { kinds: [TOWN] })')).toEqual(['SM']);
    expect(await codes('(filter: { groupCode: "5" })')).toEqual(['NMJ', 'SLJ', 'SM']);
    expect(await codes('(first: 2, after: "GXJ")')).toEqual(['GZZX', 'NMJ']);
    expect(await house.refusal(COORD, '{ units(after: "NONE") { code } }')).toBe('BAD_USER_INPUT');
  });

  test('the graph knows the unit of a debtor, and debtors that are nobody’s', async () => {
    expect(await read(COORD, '{ debtor(id: "旗水利局") { unit { code } } }')).toEqual({
      debtor: { unit: { code: 'SLJ' } },
    });
    const { unclaimedDebtors } = await read(
      COORD,
      '{ unclaimedDebtors { books { complete missing } debtors { name } } }',
    );
    expect(unclaimedDebtors).toEqual({ books: { complete: true, missing: [] }, debtors: [{ name: '旗教育局' }] });
    house.away('soe');
    const away = await read(SUPER, '{ unclaimedDebtors { books { complete missing } debtors { id } } }');
    house.away();
    expect(away['unclaimedDebtors']).toMatchObject({ books: { complete: false, missing: ['soe'] } });
  });
});

describe('P15: succession', () => {
  const post = (code: string): Promise<unknown> =>
    house.done(COORD, SAVE_POST, { key: key(), post: { code, title: code, unitCode: 'SLJ', function: 'OTHER' } });
  const appoint = (postCode: string, subject: string, from: string): Promise<unknown> =>
    house.refusal(COORD, APPOINT, { key: key(), postCode, subject, person: subject, from });
  const vacate = (postCode: string, to: string): Promise<unknown> =>
    house.refusal(COORD, VACATE, {
      key: key(),
      postCode,
      to,
    });
  const holder = async (code: string, on: string): Promise<unknown> => {
    const { posts } = await read(COORD, `{ posts(unitCode: "SLJ") { code holder(on: "${on}") { subject } } }`);
    return (posts as { code: string; holder: { subject: string } | null }[]).find((one) => one.code === code)?.holder
      ?.subject;
  };

  test('ends the holder before on the day before; a post that nobody held may be filled back in time', async () => {
    await post('P-1');
    expect(await appoint('P-1', 'first', '2024-01-01')).toBeNull();
    expect(await appoint('P-1', 'second', '2026-11-01')).toBe('P15');
    expect(await appoint('P-1', 'second', '2026-11-02')).toBeNull();
    expect(await appoint('P-1', 'third', '2026-11-02')).toBe('P15');
    expect([await holder('P-1', '2026-11-01'), await holder('P-1', '2026-11-02')]).toEqual(['first', 'second']);
  });

  test('a post falls vacant after its last day, not before today', async () => {
    await post('P-2');
    expect(await vacate('P-2', '2026-11-02')).toBe('P15');
    await appoint('P-2', 'first', '2026-01-01');
    expect(await vacate('P-2', '2026-11-01')).toBe('P15');
    expect(await vacate('P-2', '2026-11-30')).toBeNull();
    expect([await holder('P-2', '2026-11-30'), await holder('P-2', '2026-12-01')]).toEqual(['first', undefined]);
    expect(await appoint('P-2', 'second', '2027-01-01')).toBeNull();
    expect([await holder('P-2', '2026-12-31'), await holder('P-2', '2027-01-01')]).toEqual([undefined, 'second']);
  });

  test('a caller holds what its token’s subject is named for, on the day', async () => {
    const mine = async (viewer = PEOPLE.waterHead): Promise<unknown> =>
      (await read(viewer, '{ me { subject role posts { code } } }'))['me'];
    expect(await mine()).toEqual({ subject: 'shuili-ju', role: 'unit', posts: [{ code: 'SLJ-H' }] });
    expect(await mine(as('nobody', 'unit'))).toMatchObject({ posts: [] });
  });
});

describe('P16: by notice', () => {
  const NOTICE =
    'mutation ($key: ID!, $postCode: ID!) { recordNotice(key: $key, groupCode: "2", postCode: $postCode, notice: "达政发〔2026〕9号") { version } }';
  const seats = async (): Promise<unknown> => {
    const { workingGroups } = await read(
      COORD,
      '{ workingGroups { code kind seats { post { code } filled notice } } }',
    );
    return (workingGroups as { code: string; seats: unknown }[]).find(({ code }) => code === '2')?.seats;
  };

  test('a seat is filled while its holder is the one whom the notice names', async () => {
    for (const code of ['N-1', 'N-2']) {
      await house.done(COORD, SAVE_POST, {
        key: key(),
        post: { code, title: code, unitCode: null, function: 'OTHER' },
      });
      await house.done(COORD, APPOINT, {
        key: key(),
        postCode: code,
        subject: 'old',
        person: '老',
        from: '2025-01-01',
      });
    }
    const group = {
      code: '2',
      version: 1,
      name: '二组',
      memberCodes: [],
      seats: [
        { postCode: 'N-2', rank: 'MEMBER' },
        { postCode: 'N-1', rank: 'LEADER', byNotice: true },
      ],
    };
    await house.done(COORD, SAVE_GROUP, { key: key(), group });
    const other = { post: { code: 'N-2' }, filled: true, notice: null };
    expect(await seats()).toEqual([{ post: { code: 'N-1' }, filled: false, notice: null }, other]);
    expect(await house.refusal(COORD, NOTICE, { key: key(), postCode: 'N-2' })).toBe('P16');
    expect(await house.refusal(COORD, NOTICE, { key: key(), postCode: 'QZ' })).toBe('BAD_USER_INPUT');
    await house.done(COORD, NOTICE, { key: key(), postCode: 'N-1' });
    expect(await seats()).toEqual([{ post: { code: 'N-1' }, filled: true, notice: '达政发〔2026〕9号' }, other]);
    await house.done(COORD, APPOINT, { key: key(), postCode: 'N-1', subject: 'new', person: '新', from: '2026-11-02' });
    expect(await seats()).toEqual([{ post: { code: 'N-1' }, filled: false, notice: null }, other]);
  });

  test('the thirteen groups are there from the start', async () => {
    const { workingGroups } = await read(COORD, '{ workingGroups { code kind } }');
    const kinds = (workingGroups as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'LEADING',
      'COORDINATION',
      ...Array.from({ length: 8 }, () => 'SECTOR'),
      'FUNDS',
      'SUPERVISION',
      'PETITION',
    ]);
  });
});

describe('P17: routes', () => {
  const routes = (fromMonth: string, ...some: object[]): Promise<unknown> =>
    house.refusal(COORD, SAVE_ROUTES, { key: key(), unitCode: 'SLJ', fromMonth, routes: some });
  const main = { groupCode: '5', leadBureauCode: 'NMJ', main: true };
  const other = { ...main, groupCode: '4', main: false, domains: ['energy'] };

  test.each<[string, object[]]>([
    ['no main one', [other]],
    ['two main ones', [main, { ...main, groupCode: '6' }]],
    ['a main one with domains', [{ ...main, domains: ['soe'] }]],
    ['another one without', [main, { ...other, domains: [] }]],
    ['one group twice', [main, { ...other, groupCode: '5' }]],
    ['a domain twice', [main, other, { ...other, groupCode: '6' }]],
    ['an unknown domain', [main, { ...other, domains: ['forestry'] }]],
    ['a group that leads no sector', [{ ...main, groupCode: '10' }]],
    ['an unknown bureau', [{ ...main, leadBureauCode: 'NONE' }]],
  ])('%s is BAD_USER_INPUT', async (_, some) => {
    expect(await routes('2026-12', ...some)).toBe('BAD_USER_INPUT');
  });

  test('a lead bureau has a deputy’s seat in the group, and a month lies not before this one', async () => {
    expect(await routes('2026-12', main, other)).toBe('P17');
    expect(await routes('2026-10', main)).toBe('BAD_USER_INPUT');
  });

  test('those said before end with the month before', async () => {
    expect(await routes('2026-12', main)).toBeNull();
    const of = async (month: string): Promise<unknown> =>
      (await read(COORD, `{ routes(month: "${month}") { unit { code } fromMonth toMonth main } }`))['routes'];
    expect(await of('2026-11')).toContainEqual({
      unit: { code: 'SLJ' },
      fromMonth: '2026-11',
      toMonth: '2026-11',
      main: true,
    });
    expect(await of('2026-12')).toContainEqual({
      unit: { code: 'SLJ' },
      fromMonth: '2026-12',
      toMonth: null,
      main: true,
    });
    expect(await of('2026-10')).toEqual([]);
  });
});

describe('settings', () => {
  const SAVE =
    'mutation ($key: ID!, $settings: CampaignSettingsInput!) { saveCampaignSettings(key: $key, settings: $settings) { version } }';
  const save = (viewer: Parameters<House['refusal']>[0], given: object, version?: number): Promise<unknown> =>
    read(COORD, '{ campaignSettings { version } }').then(({ campaignSettings }) =>
      house.refusal(viewer, SAVE, {
        key: key(),
        settings: { version: version ?? (campaignSettings as { version: number }).version, ...given },
      }),
    );
  const weights = { closureWeight: 40, zeroOutWeight: 40, satisfactionWeight: 20 };

  test('weights are supervision’s alone, the rest coordination’s', async () => {
    expect(await save(SUPER, weights)).toBeNull();
    expect(await save(COORD, weights)).toBe('FORBIDDEN');
    expect(await save(SUPER, { baseDate: '2025-12-31' })).toBe('FORBIDDEN');
    expect(await save(COORD, { baseDate: '2025-12-31', majorDebtThreshold: '6000000.00' })).toBeNull();
    expect(await save(COORD, { baseDate: '2024-12-31' }, 1)).toBe('CONFLICT');
    expect(await save(PEOPLE.waterHead, { baseDate: '2025-12-31' })).toBe('FORBIDDEN');
  });

  test.each([
    [{ closureWeight: 100 }],
    [{ ...weights, closureWeight: 41 }],
    [{ closureWeight: 120, zeroOutWeight: -40, satisfactionWeight: 20 }],
    [{ majorDebtThreshold: '0.00' }],
  ])('%j is BAD_USER_INPUT', async (given) => {
    expect(await save(SUPER, given)).toBe('BAD_USER_INPUT');
  });

  const MOVE =
    'mutation ($key: ID!, $month: String!, $deadline: DateTime!) { setReturnDeadline(key: $key, month: $month, deadline: $deadline, reason: "会议") { movedDeadlines { month deadline } } }';
  const move = (month: string, deadline: string): Promise<unknown> =>
    house.refusal(COORD, MOVE, { key: key(), month, deadline });

  test('P19: a deadline is moved within its month, before the one in force has passed, to an instant after now', async () => {
    expect(await move('2026-11', '2026-12-01T12:00:00+08:00')).toBe('P19');
    expect(await move('2026-11', '2026-11-02T09:00:00+08:00')).toBe('P19');
    expect(await move('2026-10', '2026-10-31T12:00:00+08:00')).toBe('P19');
    expect(await move('2026-11', '2026-11-24T04:00:00Z')).toBeNull();
    house.at('2026-11-24T12:00:00+08:00');
    expect(await move('2026-11', '2026-11-25T12:00:00+08:00')).toBeNull();
    house.at('2026-11-25T12:00:01+08:00');
    expect(await move('2026-11', '2026-11-26T12:00:00+08:00')).toBe('P19');
    house.at('2026-11-02');
    expect(await read(COORD, '{ campaignSettings { movedDeadlines { month deadline } } }')).toEqual({
      campaignSettings: { movedDeadlines: [{ month: '2026-11', deadline: '2026-11-25T12:00:00+08:00' }] },
    });
  });

  test('P18: a year’s calendar is loaded', async () => {
    const load = (year: string, daysOff: string[], workedWeekends: string[]): Promise<unknown> =>
      house.refusal(
        COORD,
        'mutation ($key: ID!, $year: String!, $daysOff: [Date!]!, $workedWeekends: [Date!]!) { setWorkingCalendar(key: $key, year: $year, daysOff: $daysOff, workedWeekends: $workedWeekends) { calendarYears } }',
        { key: key(), year, daysOff, workedWeekends },
      );
    expect(await load('2027', ['2027-01-02'], [])).toBe('BAD_USER_INPUT');
    expect(await load('2027', [], ['2027-01-04'])).toBe('BAD_USER_INPUT');
    expect(await load('2027', ['2026-01-01'], [])).toBe('BAD_USER_INPUT');
    expect(await load('2027', ['2027-01-01'], ['2027-01-09'])).toBeNull();
    expect(await read(COORD, '{ campaignSettings { calendarYears } }')).toEqual({
      campaignSettings: { calendarYears: ['2025', '2026', '2027'] },
    });
  });
});

test('P90: reporting sees nothing of the organisation, and a unit nothing of the books', async () => {
  expect(await house.refusal(as('ak_1', 'reporting'), '{ units { code } }')).toBe('FORBIDDEN');
  expect(await house.refusal(PEOPLE.waterHead, '{ debts { totalCount } }')).toBe('FORBIDDEN');
  expect(await house.refusal(PEOPLE.waterHead, '{ units { debtors { name } } }')).toBe('FORBIDDEN');
  expect(await house.refusal(PEOPLE.waterHead, '{ unclaimedDebtors { debtors { id } } }')).toBe('FORBIDDEN');
  expect(
    await house.refusal(PEOPLE.waterHead, '{ units { code debtors { id } posts { holder { person } } } }'),
  ).toBeNull();
});
