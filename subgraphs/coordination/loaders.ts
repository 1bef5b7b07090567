import DataLoader from 'dataloader';
import type { DebtFilter } from '../../schema/generated/coordination.ts';
import type { PartyRole } from '../../schema/generated/ledger-client.ts';
import type { Day } from '../../kit/rules/dates.ts';
import { userError } from '../../kit/graphql/errors.ts';
import { groupedBy } from '../../kit/rules/group.ts';
import type { DepartmentSession } from './session/department-session.ts';
import { digestOf } from './lists/cursor.ts';
import { reportArrears } from './lists/arrears.ts';
import { listDebtsByParty, type PartyDebtsQuestion } from './lists/debts.ts';
import type { ListTools } from './lists/paged-list.ts';
import { totalsByIds } from './lists/parties.ts';
import type { Debt, DebtList, Totals } from './model.ts';
import { DEBTS_BY_IDS } from './departments/ledger-queries.ts';

export interface DebtKey {
  id: string;
  asOf: Day;
}

export interface PartyTotalsKey {
  id: string;
  role: PartyRole;
  filter: DebtFilter;
  asOf: Day;
}

export interface PartyDebtsKey extends PartyDebtsQuestion {
  id: string;
}

export interface DomainTotalsKey {
  code: string;
  filter: DebtFilter;
  asOf: Day;
}

/** Reads of one request: what is asked for in one step goes to each department in one question. */
export interface Loaders {
  /** Null where no book has it on that day; an error where its department does not answer. */
  debt: DataLoader<DebtKey, Debt | null, string>;
  partyTotals: DataLoader<PartyTotalsKey, Totals, string>;
  /** The first pages of parties' debts. */
  partyDebts: DataLoader<PartyDebtsKey, DebtList, string>;
  /**
   * Of a department's books alone; null where it does not answer. However many debts of it stand in an answer, it is
   * asked once.
   */
  domainTotals: DataLoader<DomainTotalsKey, Totals | null, string>;
}

export function makeLoaders(tools: ListTools): Loaders {
  const { session } = tools;
  return {
    debt: new DataLoader<DebtKey, Debt | null, string>((keys) => debtsByKeys(session, keys), {
      cacheKeyFn: ({ id, asOf }) => `${asOf} ${id}`,
    }),
    partyTotals: new DataLoader<PartyTotalsKey, Totals, string>(
      (keys) => askByParty(keys, (ids, key) => totalsByIds(session, ids, key)),
      {
        cacheKeyFn: digestOf,
      },
    ),
    partyDebts: new DataLoader<PartyDebtsKey, DebtList, string>(
      (keys) => askByParty(keys, (ids, key) => listDebtsByParty(tools, ids, key)),
      { cacheKeyFn: digestOf },
    ),
    domainTotals: new DataLoader<DomainTotalsKey, Totals | null, string>(
      (keys) => Promise.all(keys.map((key) => totalsOfDomain(session, key))),
      { cacheKeyFn: digestOf },
    ),
  };
}

async function totalsOfDomain(
  session: DepartmentSession,
  { code, filter, asOf }: DomainTotalsKey,
): Promise<Totals | null> {
  const domains = filter.domains?.includes(code) === false ? [] : [code];
  const report = await reportArrears(session, {
    filter: { ...filter, domains },
    groupBy: [],
    asOf,
    counting: 'AS_RECORDED',
  });
  return report.complete ? report.totals : null;
}

/** Whose books an id is of; none where the caller may not see them, as if there were no such id. */
const domainIn = (domains: readonly string[], id: string): string | undefined =>
  domains.find((code) => id.startsWith(`${code}:`));

async function debtsByKeys(session: DepartmentSession, keys: readonly DebtKey[]): Promise<(Debt | null | Error)[]> {
  const days = [...new Set(keys.map(({ asOf }) => asOf))];
  const found = new Map(
    (await Promise.all(days.map((asOf) => debtsOfDay(session, keys, asOf)))).flatMap((debts) => [...debts]),
  );
  return keys.map(({ id, asOf }) => found.get(`${asOf} ${id}`) ?? null);
}

async function debtsOfDay(
  session: DepartmentSession,
  keys: readonly DebtKey[],
  asOf: Day,
): Promise<Map<string, Debt | Error>> {
  const domainOf = (id: string): string | undefined => domainIn(session.domains, id);
  const ids = keys.filter((key) => key.asOf === asOf).map(({ id }) => id);
  const domains = [...new Set(ids.flatMap((id) => domainOf(id) ?? []))];
  const { answers, sources } = await session.gather({ domains, asOf, evenWithoutBooks: true }, async (client) => {
    const own = ids.filter((id) => domainOf(id) === client.domain.code);
    return (await client.ask({ question: DEBTS_BY_IDS, variables: { ids: own, asOf } })).debts;
  });
  const away = new Set(sources.filter(({ state }) => state === 'UNAVAILABLE').map(({ domain }) => domain));
  const unanswered = ids.filter((id) => away.has(domainOf(id) ?? ''));
  return new Map<string, Debt | Error>([
    ...unanswered.map((id): [string, Error] => [
      `${asOf} ${id}`,
      userError('DEPARTMENT_UNAVAILABLE', `The department whose books hold ${id} does not answer for ${asOf}.`),
    ]),
    ...answers.flatMap(({ domain, answer }) =>
      answer.map((ledger): [string, Debt] => [
        `${asOf} ${ledger.id}`,
        { id: ledger.id, domain, asOf, domains: null, ledger },
      ]),
    ),
  ]);
}

/** One question for all parties that are asked for with all else the same. */
async function askByParty<Key extends { id: string }, Answer>(
  keys: readonly Key[],
  ask: (ids: readonly string[], key: Key) => Promise<readonly Answer[]>,
): Promise<Answer[]> {
  const found = new Map<Key, Answer | undefined>();
  const askOne = async (alike: readonly Key[]): Promise<void> => {
    const [first] = alike;
    const answers = first
      ? await ask(
          alike.map(({ id }) => id),
          first,
        )
      : [];
    for (const [i, key] of alike.entries()) found.set(key, answers[i]);
  };
  await Promise.all([...groupedBy(keys, (key) => digestOf({ ...key, id: null })).values()].map(askOne));
  return keys.flatMap((key) => found.get(key) ?? []);
}
