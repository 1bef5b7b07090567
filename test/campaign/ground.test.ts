import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { withScope, openOwnDatabase } from '../../kit/database/database.ts';
import { NO_SCOPE } from '../../kit/database/statement-scope.ts';
import { logOf } from '../../kit/telemetry/log.ts';
import { Campaign } from '../../subgraphs/campaign/campaign.ts';
import { CampaignStore } from '../../subgraphs/campaign/store/store.ts';
import { startMariadb } from '../support/mariadb.ts';
import { as, COORD, key, startHouse, SUPER, type House } from './house.ts';
import { SAVE_UNIT } from './organisation.ts';

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

const UNIT = { code: 'SLJ', name: '旗水利局', kind: 'DEPARTMENT', debtorIds: [], functions: [] };
const UNITS = '{ units { code name version } }';

describe.each(['SQLite', 'MariaDB'])('the campaign on %s', (kind) => {
  describe.skipIf(kind === 'MariaDB' && server === null)('', () => {
    let house: House;
    beforeEach(async () => {
      const name = `campaign_${process.pid}_${key().slice(4)}`;
      if (kind === 'MariaDB') await server?.createDatabase(name);
      house = await startHouse({
        at: '2026-11-02',
        ...(kind === 'MariaDB' && { databaseUrl: server?.url(name) ?? '' }),
      });
      onTestFinished(() => house.close());
    });

    const save = (given: object = {}, unit: object = {}): Promise<unknown> =>
      house.done(COORD, SAVE_UNIT, { key: key(), unit: { ...UNIT, ...unit }, ...given });
    const units = (): Promise<unknown> => house.done(COORD, UNITS).then((data) => (data as { units: unknown }).units);

    test('P5: the same key, mutation and arguments again: nothing happens, and the thing is answered as it stands now', async () => {
      const once = { key: 'once-0001' };
      expect(await save(once)).toEqual({ saveUnit: { code: 'SLJ', version: 1 } });
      expect(await save(once, { active: true, name: ' 旗水利局 ' })).toEqual({ saveUnit: { code: 'SLJ', version: 1 } });
      await save({}, { version: 1, name: '旗水利和水保局' });
      expect(await save(once)).toEqual({ saveUnit: { code: 'SLJ', version: 2 } });
      expect(await units()).toEqual([{ code: 'SLJ', name: '旗水利和水保局', version: 2 }]);
    });

    test('P5: the same key with anything else is CONFLICT; another caller’s key is another', async () => {
      await save({ key: 'once-0001' });
      expect(await house.refusal(COORD, SAVE_UNIT, { key: 'once-0001', unit: { ...UNIT, name: '别的' } })).toBe(
        'CONFLICT',
      );
      const group =
        'mutation ($key: ID!) { setWorkingCalendar(key: $key, year: "2027", daysOff: [], workedWeekends: []) { version } }';
      expect(await house.refusal(COORD, group, { key: 'once-0001' })).toBe('CONFLICT');
      const other = as('other', 'coordination');
      await house.done(other, SAVE_UNIT, { key: 'once-0001', unit: { ...UNIT, code: 'SM' } });
      expect(await units()).toMatchObject([{ code: 'SLJ' }, { code: 'SM' }]);
    });

    test('P5: a refused mutation is not remembered: it may be sent again under its key', async () => {
      const wish = { key: 'once-0001', unit: { ...UNIT, version: 1 } };
      expect(await house.refusal(COORD, SAVE_UNIT, wish)).toBe('BAD_USER_INPUT');
      await save();
      expect(await house.refusal(COORD, SAVE_UNIT, wish)).toBeNull();
    });

    test('P5: of many at once under one key one acts, and all answer alike', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => save({ key: 'once-0001' })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
        new Set(['{"saveUnit":{"code":"SLJ","version":1}}']),
      );
    });

    test('P6: of many who change what they saw at once, one has changed it and the others are told the present version', async () => {
      await save();
      const changes = Array.from({ length: 6 }, (_, i) =>
        house.ask(COORD, SAVE_UNIT, { key: key(), unit: { ...UNIT, name: `名${i}`, version: 1 } }),
      );
      const answers = await Promise.all(changes);
      const refused = answers.flatMap(({ errors = [] }) =>
        errors.map(({ extensions: { code, version } }) => [code, version]),
      );
      expect(refused).toEqual(Array.from({ length: 5 }, () => ['CONFLICT', 2]));
    });

    test('P6: many who enter different things at once all enter them', async () => {
      await Promise.all(Array.from({ length: 10 }, (_, i) => save({}, { code: `U${i}` })));
      expect(await units()).toHaveLength(10);
    });

    test('P1: what is kept is there after a restart, and shows to another instance at once', async () => {
      await save();
      const other = new Campaign(new CampaignStore(house.databaseUrl), logOf('campaign'));
      onTestFinished(() => other.close());
      expect((await other.current()).get('unit', 'SLJ')).toMatchObject({ name: '旗水利局', version: 1 });
      await save({}, { version: 1, name: '另名' });
      expect((await other.current()).get('unit', 'SLJ')).toMatchObject({ name: '另名', version: 2 });
    });

    test('P7: every step stays: when, who, from which state to which', async () => {
      await save();
      house.at('2026-11-03T09:30:15+08:00');
      await save({}, { version: 1, active: false });
      const campaign = new Campaign(new CampaignStore(house.databaseUrl), logOf('campaign'));
      onTestFinished(() => campaign.close());
      const who = { subject: 'xietiao', person: null, postCode: null, action: 'saveUnit', reason: null };
      expect((await campaign.current()).history('unit', 'SLJ')).toEqual([
        { ...who, at: '2026-11-02T10:00:00+08:00', fromState: null, toState: 'ACTIVE', version: 1 },
        { ...who, at: '2026-11-03T09:30:15+08:00', fromState: 'ACTIVE', toState: 'INACTIVE', version: 2 },
      ]);
    });

    test('P1: a database of a newer program is not written to', async () => {
      await save();
      const database = openOwnDatabase(house.databaseUrl);
      onTestFinished(() => database.destroy());
      await withScope(database, NO_SCOPE)('campaign_migration').insert([{ number: 98 }, { number: 99 }]);
      const campaign = new Campaign(new CampaignStore(house.databaseUrl), logOf('campaign'));
      onTestFinished(() => campaign.close());
      await expect(campaign.current()).rejects.toMatchObject({ extensions: { code: 'DEPARTMENT_UNAVAILABLE' } });
    });
  });
});

describe('a refusal (P9)', () => {
  test('comes by role first, then by arguments, key, ids, version and rule', async () => {
    const house = await startHouse({ at: '2026-11-02' });
    onTestFinished(() => house.close());
    const refused = (viewer: Parameters<House['refusal']>[0], unit: object, by = key()): Promise<unknown> =>
      house.refusal(viewer, SAVE_UNIT, { key: by, unit: { ...UNIT, ...unit } });
    await house.done(COORD, SAVE_UNIT, { key: 'once-0001', unit: { ...UNIT, functions: ['KEEPS_FUNDS'] } });
    for (const bad of ['short', 'with a blank', 'x'.repeat(65), '键键键键键键键键'])
      expect(await refused(COORD, {}, bad)).toBe('BAD_USER_INPUT');
    expect(await refused(SUPER, { name: '' })).toBe('FORBIDDEN');
    expect(await refused(COORD, { name: ' ' }, 'once-0001')).toBe('BAD_USER_INPUT');
    expect(await refused(COORD, { code: 'NONE', version: 1 }, 'once-0001')).toBe('CONFLICT');
    expect(await refused(COORD, { code: 'NONE', version: 1, functions: ['KEEPS_FUNDS'] })).toBe('BAD_USER_INPUT');
    expect(await refused(COORD, { version: 7 })).toBe('CONFLICT');
    expect(await refused(COORD, { code: 'SM', functions: ['KEEPS_FUNDS'] })).toBe('P13');
  });
});

test('P1: without its database the campaign refuses, and the rest of the graph answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nowhere-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const house = await startHouse({
    at: '2026-11-02',
    databaseUrl: `mysql://nobody@localhost/none?socketPath=${join(folder, 'none')}`,
  });
  onTestFinished(() => house.close());
  const { data, errors } = await house.ask(COORD, `{ units { code } domains { code } }`);
  expect(data).toMatchObject({ units: null, domains: [{ code: 'finance' }, {}, {}, {}] });
  expect(errors).toMatchObject([
    { path: ['units'], extensions: { code: 'DEPARTMENT_UNAVAILABLE', domain: 'campaign' } },
  ]);
  expect(await house.refusal(COORD, SAVE_UNIT, { key: key(), unit: UNIT })).toBe('DEPARTMENT_UNAVAILABLE');
});
