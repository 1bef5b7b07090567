import type { Database, Row } from '../../kit/database/database.ts';
import { assertShape } from '../../kit/database/shape.ts';
import type { Department, DepartmentContext } from '../../kit/department/department.ts';
import { dueOf } from '../../kit/rules/due.ts';
import type { Books, Bundle } from '../../kit/rules/fact.ts';
import { partyKey, partyOf, readCode } from '../../kit/rules/identity.ts';
import { fenOf } from '../../kit/rules/money.ts';
import { interestLoader, interestResolvers, type InterestLoader } from '../../kit/department/late-interest.ts';
import { loaderByKeys } from '../../kit/department/loader.ts';
import { missingDocuments } from '../../kit/department/missing-documents.ts';
import { recordOn } from '../../kit/department/record.ts';
import { statesOf } from '../../kit/rules/states.ts';
import { normalForm } from '../../kit/rules/text.ts';
import { day, money, text } from '../../kit/source/columns.ts';
import { shapeOf } from '../../kit/source/table-shape.ts';
import { deciderOf } from '../../policy/policy.ts';
import { policy } from '../../policy/forestry.ts';
import type { Resolvers } from '../../schema/generated/forestry.ts';
import type { ListedDebt } from './model.ts';

const LIST = 'ly_debt';
const TEXTS = ['id', 'debtor', 'debtor_code', 'creditor', 'creditor_code', 'contract_no'];
const also = [...TEXTS.map(text), money('amount'), day('incurred_on'), day('due_on')];
const shape = shapeOf([{ name: LIST, columns: {}, also, soughtBy: ['id'] }]);

interface ForestrySource extends Books {
  debtsByIds: (ids: readonly string[]) => Promise<Map<string, ListedDebt>>;
  debts: () => Promise<ListedDebt[]>;
}

interface ForestryLoaders {
  debt: ReturnType<typeof loaderByKeys<ListedDebt, null>>;
  lateInterest: InterestLoader;
}

export type Context = DepartmentContext<ForestrySource, ForestryLoaders>;

/** The forestry bureau (旗林业和草原局): a list of one row a debt. */
export const department: Department<ForestrySource, ForestryLoaders> = {
  domain: 'forestry',
  tables: shape,
  decide: deciderOf(policy),
  source: (database) => ({
    assertShape: () => assertShape(database, shape),
    bundleKeysAfter: async (after, limit) => (await rowsAfter(database, after, limit)).map(({ id }) => id ?? ''),
    bundleKeysChangedSince: async () => (await rowsAfter(database, null, 1_000)).map(({ id }) => id ?? ''),
    bundlesByKeys: async (keys) => (await rowsByIds(database, keys)).map(bundleOf),
    debtsByIds: async (ids) =>
      new Map(
        (
          await rowsByIds(
            database,
            ids.map((id) => id.slice('forestry:'.length)),
          )
        ).map((row) => [debtOf(row).id, debtOf(row)]),
      ),
    debts: async () => (await rowsAfter(database, null, 500)).map(debtOf),
  }),
  loaders: ({ source, ledger }) => ({
    debt: loaderByKeys((ids) => source.debtsByIds(ids), null),
    lateInterest: interestLoader(ledger),
  }),
  resolvers: {
    Query: { forestryDebts: (_, _args, { source }) => source.debts() },
    ForestryDebt: {
      __resolveReference: (reference, { loaders }) => recordOn(reference, loaders.debt.load(reference.id)),
      ...interestResolvers(({ id }: ListedDebt) => id),
      payments: () => [],
      plan: () => [],
      contact: () => null,
      documents: () => [],
      missingDocuments: () => missingDocuments([]),
    },
  } satisfies Resolvers,
};

const rowsAfter = (database: Database, after: string | null, limit: number): Promise<Row[]> =>
  database<Row, Row[]>(LIST)
    .select()
    .where('id', '>', after ?? '')
    .orderBy('id')
    .limit(limit);
const rowsByIds = (database: Database, ids: readonly string[]): Promise<Row[]> =>
  database<Row, Row[]>(LIST)
    .select()
    .whereIn('id', [...ids]);
const debtOf = ({ id, creditor }: Row): ListedDebt => ({ id: `forestry:${id}`, creditor: creditor ?? '' });

function bundleOf(row: Row): Bundle {
  const textOf = (column: string): string | null => row[column] ?? null;
  const [id, location] = [`forestry:${row.id}`, `${LIST} id=${row.id}`];
  const debtor = partyOf(textOf('debtor'), readCode(textOf('debtor_code')));
  const creditor = partyOf(textOf('creditor'), readCode(textOf('creditor_code')));
  const amount = fenOf(row.amount ?? '0', 2) ?? 0n;
  const incurredOn = textOf('incurred_on');
  const mention = { location, inForce: true, debtId: id, kind: null, ownership: null, scale: null, formerName: null };
  return {
    key: row.id ?? '',
    debts: [
      {
        ...{
          id,
          debtor,
          debtorKey: partyKey(debtor, location),
          debtorKind: 'OTHER',
          creditor,
          creditorKey: partyKey(creditor, location),
        },
        ...{
          ownership: null,
          scale: null,
          contractNo: textOf('contract_no'),
          contractName: null,
          category: null,
          wages: false,
        },
        ...{
          contractKeys: row.contract_no ? [normalForm(row.contract_no)] : [],
          billKey: null,
          recordedAmount: amount,
        },
        ...{
          cause: null,
          causeNote: null,
          disputed: false,
          verified: null,
          incurredOn,
          arrearsLedger: false,
          lateRate: null,
          balances: null,
        },
        ...dueOf({ incurredOn, debtorKind: 'OTHER', recorded: textOf('due_on'), agreedDays: null }),
        states: statesOf({ incurredOn, places: 0, gross: amount, creditNotes: [], payments: [] }),
      },
    ],
    mentions: [
      { ...mention, role: 'DEBTOR', party: debtor },
      { ...mention, role: 'CREDITOR', party: creditor },
    ],
    issues: [],
  };
}
