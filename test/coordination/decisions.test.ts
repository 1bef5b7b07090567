import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCoordination } from '../../subgraphs/coordination/index.ts';
import { startMariadb } from '../support/mariadb.ts';
import { COORDINATOR, KEYS, postSigned } from '../support/signed.ts';
import { bundleOf, SmallDepartment } from './small-department.ts';

const TODAY = '2026-03-20';
const IDS = ['finance:1', 'soe:1'];

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
const folder = mkdtempSync(join(tmpdir(), 'decisions-'));
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const databaseOn: Record<string, () => Promise<string>> = {
  SQLite: () => Promise.resolve(`sqlite:${join(folder, 'own.db')}`),
  MariaDB: async () => {
    await server?.createDatabase('own');
    return server?.url('own') ?? '';
  },
  'MariaDB that keeps nothing by itself': async () => {
    for (const sql of [
      'CREATE DATABASE strange CHARACTER SET latin1',
      'CREATE USER keeper@localhost',
      'GRANT ALL ON strange.* TO keeper@localhost',
      "SET GLOBAL init_connect = 'SET autocommit = 0, sql_select_limit = 1, default_storage_engine = MyISAM; SET SESSION TRANSACTION READ ONLY'",
    ]) {
      await server?.execute(sql);
    }
    return server?.url('strange').replace('root@', 'keeper@') ?? '';
  },
};

describe.each(Object.keys(databaseOn))('what is decided by hand, kept on %s', (kind) => {
  describe.skipIf(kind !== 'SQLite' && server === null)('outlives coordination:', () => {
    const [finance, soe] = [new SmallDepartment(), new SmallDepartment()];
    let departments: Record<string, string>;
    let databaseUrl: string;
    beforeAll(async () => {
      finance.tell(bundleOf('b', '单位', 'finance:1'));
      soe.tell(bundleOf('b', '单位', 'soe:1'));
      departments = { finance: await finance.start(), soe: await soe.start() };
      databaseUrl = (await databaseOn[kind]?.()) ?? '';
    });
    afterAll(() => Promise.all([finance.stop(), soe.stop()]));

    /** Asks a coordination that was started for this one question. */
    async function askAfresh<Data>(query: string, variables: object = {}): Promise<Data> {
      const coordination = await startCoordination({
        departments,
        databaseUrl,
        keys: KEYS.coordination,
        trusted: KEYS.trusted,
        today: () => TODAY,
      });
      const body = JSON.stringify({ query, variables });
      const response = await postSigned(coordination.url, 'coordination', body);
      const { data, errors } = (await response.json()) as { data: Data | null; errors?: object[] };
      await coordination.close();
      if (!data || errors) throw new Error(JSON.stringify(errors));
      return data;
    }

    const recordings = async (): Promise<string[]> => {
      const { debt } = await askAfresh<{ debt: { recordings: { debtId: string }[] } }>(
        '{ debt(id: "finance:1") { recordings { debtId } } }',
      );
      return debt.recordings.map(({ debtId }) => debtId);
    };

    test('a confirmation, and that it was taken back', async () => {
      expect(await recordings()).toEqual(['finance:1']);
      const { decision } = await askAfresh<{ decision: { id: string } }>(
        'mutation ($ids: [ID!]!) { decision: confirmSameDebt(debtIds: $ids, reason: "核对了合同") { id } }',
        { ids: IDS },
      );
      expect(await recordings()).toEqual(IDS);
      await askAfresh('mutation ($id: ID!) { undoDecision(id: $id, reason: "又查了合同") { id } }', decision);
      expect(await recordings()).toEqual(['finance:1']);
      expect(
        await askAfresh('{ sameDebtDecisions { id kind debtIds reason decidedBy undone { by reason } } }'),
      ).toEqual({
        sameDebtDecisions: [
          {
            ...{ id: decision.id, kind: 'CONFIRM', debtIds: IDS, reason: '核对了合同', decidedBy: COORDINATOR.subject },
            undone: { by: COORDINATOR.subject, reason: '又查了合同' },
          },
        ],
      });
    });
  });
});
