import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { DOMAIN_CODES } from '../../kit/departments.ts';
import { addDays, localDay, type Day } from '../../kit/rules/dates.ts';
import { yuanOf } from '../../kit/rules/money.ts';

/** Departments that have every answer at hand: debts of 1 to so many yuan, the largest first. */
export async function serveDepartments(debts: number): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  for (const domain of DOMAIN_CODES) {
    const server = createServer((request, response) => void answer({ domain, debts }, request, response)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    urls[domain] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }
  return urls;
}

interface Question {
  query: string;
  variables?: {
    first?: number;
    after?: { value: string } | null;
    asOf?: string;
    where?: { maxOutstanding?: string | null };
  };
}

const NOW = new Date().toISOString();
const FRESHNESS = {
  ...{ state: 'LIVE', readAt: NOW, message: null, epoch: 'e', lastChange: 1, newestChange: 1, booksFrom: null },
  ...{ lookBackSeconds: null, wholeReadAt: NOW },
};

interface Books {
  domain: string;
  debts: number;
}

async function answer(books: Books, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { query, variables = {} } = JSON.parse(await text(request)) as Question;
  const changes = { epoch: 'e', last: 1, more: false, bundles: [] };
  const told = query.includes('changes(')
    ? { changes }
    : query.includes('page(')
      ? pageOf(books, query, variables)
      : {};
  response.end(JSON.stringify({ data: { ledger: { freshness: FRESHNESS, ...told } } }));
}

function pageOf(
  { domain, debts }: Books,
  query: string,
  { first = 0, after, where, asOf = localDay(new Date()) }: NonNullable<Question['variables']>,
): object {
  const most = Math.min(debts, Number(where?.maxOutstanding ?? debts));
  const from = after ? Number(after.value) - 1 : most;
  const page = Array.from({ length: Math.max(0, Math.min(first, from)) }, (_, i) => debtOf(domain, from - i, asOf));
  const sum = yuanOf(BigInt(most) * BigInt(most + 1) * 50n);
  const totals = [{ count: most, amount: sum, paid: '0.00', outstanding: sum }];
  return query.includes('totals(') ? { page, totals } : { page };
}

function debtOf(domain: string, yuan: number, asOf: Day): object {
  const partyOf = (name: string): object => ({ key: name, name, organisationCode: null, creditCode: null });
  const owed = `${yuan}.00`;
  return {
    ...{
      id: `${domain}:${yuan}`,
      debtor: partyOf(`旗第${yuan % 500}单位`),
      debtorKind: 'OTHER',
      creditor: partyOf(`企业第${yuan % 5_000}有限公司`),
    },
    ...{
      contractNo: `HT-${yuan}`,
      contractName: '道路维修工程合同',
      category: 'WORKS',
      wages: false,
      cause: 'FUNDS',
      causeNote: null,
    },
    ...{
      disputed: false,
      verified: true,
      incurredOn: addDays(asOf, -760),
      dueOn: addDays(asOf, -700),
      dueBasis: 'RECORDED',
      daysOverdue: 700,
    },
    ...{ ageBucket: 'Y1_2', status: 'IN_ARREARS', protected: true, amount: owed, paid: '0.00', outstanding: owed },
  };
}
