import { Refusal } from '../kit/graphql/errors.ts';
import { fenOfYuan, yuanOf, type Fen } from '../kit/rules/money.ts';
import { normalForm } from '../kit/rules/text.ts';
import type { AskRows, Row, Variables } from '../gateway/reports/shape.ts';
import * as columns from './parts/columns.ts';
import { debts } from './parts/debts.ts';
import { WORDS } from './parts/words.ts';

const title = { zh: '逾期未支付中小企业款项合同信息公示表', en: 'Contracts overdue and unpaid' };
const CONTRACTS = { zh: '个', en: 'contracts' };

/** What Order 802, Art. 18 wants disclosed of a year's end by 31 March. */
export const report = debts(
  title,
  [
    { key: 'debtorName', zh: '单位名称', en: 'Debtor', type: 'text', path: 'debtor.name', width: 34 },
    {
      key: 'debtorCode',
      zh: '统一社会信用代码',
      en: 'Debtor code',
      type: 'text',
      path: 'debtor.creditCode',
      width: 21,
    },
    { ...columns.debtorKind, path: 'debtor.kind', words: WORDS.DebtorKind },
    {
      ...{ key: 'contracts', zh: '逾期合同数', en: 'Contracts', type: 'count', path: 'contracts' },
      ...{ width: 11, unit: CONTRACTS, summed: true },
    },
    columns.money('outstanding', '逾期未支付金额', 'Overdue and unpaid'),
    columns.money('disputedAmount', '其中有分歧额', 'Of it disputed', 'disputedOutstanding'),
  ],
  {
    parameters: [{ name: 'year', zh: '年度', en: 'year', type: 'YEAR', required: true }],
    variables: ({ year = '' }, today) => ({ asOf: endOf(year, today) }),
    derive: byDebtor,
  },
);

function endOf(year: string, today: string): string {
  const end = `${year}-12-31`;
  if (end <= today) return end;
  throw new Refusal('BAD_USER_INPUT', `year wants one that is over; got ${JSON.stringify(year)}.`);
}

/** What one debtor owes on contracts that are overdue. */
interface Disclosed {
  debtor: unknown;
  contracts: Set<string>;
  outstanding: Fen;
  disputed: Fen;
}

/** One row a debtor, what is owed most first. */
async function* byDebtor(ask: AskRows, variables: Variables): AsyncIterable<Row> {
  const found = new Map<string, Disclosed>();
  for await (const row of ask(variables)) {
    const { id } = row['debtor'] as { id: string };
    found.set(id, added(found.get(id), row));
  }
  const largestFirst = [...found.values()].sort((a, b) => (a.outstanding < b.outstanding ? 1 : -1));
  for (const { debtor, contracts, outstanding, disputed } of largestFirst)
    yield {
      debtor,
      contracts: contracts.size,
      outstanding: yuanOf(outstanding),
      disputedOutstanding: yuanOf(disputed),
    };
}

function added(before: Disclosed | undefined, row: Row): Disclosed {
  const owed = fenOfYuan(row['outstanding']);
  const { contracts, outstanding, disputed } = before ?? {
    contracts: new Set<string>(),
    outstanding: 0n,
    disputed: 0n,
  };
  contracts.add(contractOf(row));
  return {
    debtor: row['debtor'],
    contracts,
    outstanding: outstanding + owed,
    disputed: disputed + (row['disputed'] === true ? owed : 0n),
  };
}

/**
 * A debtor's contract is with one creditor: another's may have its number, or its name. A debt whose book names none
 * counts as one.
 */
function contractOf({ creditor, contractNo, contractName, id }: Row): string {
  const said = [contractNo, contractName].map((text) => (typeof text === 'string' ? normalForm(text) : ''));
  const contract = said.find((text) => text !== '');
  return contract === undefined ? String(id) : JSON.stringify([(creditor as { id: string }).id, contract]);
}
