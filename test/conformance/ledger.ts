import { createHash } from 'node:crypto';
import type * as Client from '../../schema/generated/ledger-client.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { callOf, COORDINATOR, postSigned } from '../support/signed.ts';
import type { OnTheWire } from '../support/wire.ts';

type Ledger = OnTheWire<Client.Ledger>;
export type LedgerDebt = OnTheWire<Client.LedgerDebt>;
export type LedgerTotals = OnTheWire<Client.LedgerTotals>;

/** Asks a department for its ledger as coordination does: over HTTP, by the department contract alone. */
export class LedgerUnderTest {
  readonly #department: { url: string; domain: string };

  constructor(department: { url: string; domain: string }) {
    this.#department = department;
  }

  async ask(query: string, variables: object = {}, viewer: Viewer = COORDINATOR): Promise<Ledger> {
    const { data, errors } = await this.answer(query, variables, viewer);
    if (errors || !data?.ledger) throw new Error(`no ledger: ${JSON.stringify(errors)}`);
    return data.ledger;
  }

  async answer(query: string, variables: object = {}, viewer: Viewer = COORDINATOR): Promise<Answer> {
    const { url, domain } = this.#department;
    const response = await postSigned(url, domain, JSON.stringify({ query, variables }), callOf(viewer));
    return (await response.json()) as Answer;
  }

  /** Every debt that a filter picks on a day, in the order of ids within the usual order. */
  async everyDebt(where: Partial<Client.LedgerFilter>, asOf: string): Promise<LedgerDebt[]> {
    const { page } = await this.ask(PAGE, {
      where: { scope: 'ALL', ...where },
      orderBy: { field: 'OUTSTANDING', direction: 'DESC' },
      first: 1_000_000,
      after: null,
      asOf,
    });
    return page;
  }
}

interface Answer {
  data?: { ledger?: Ledger | null } | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const PARTY = 'key name organisationCode creditCode';

const DEBT = `id debtor { ${PARTY} } debtorKind creditor { ${PARTY} } contractNo contractName category wages cause causeNote disputed verified
  incurredOn dueOn dueBasis daysOverdue ageBucket status protected amount paid outstanding`;

export const PAGE = `query ($where: LedgerFilter!, $orderBy: LedgerOrder!, $first: Int!, $after: LedgerBound, $asOf: Date!) {
  ledger { page(where: $where, orderBy: $orderBy, first: $first, after: $after, asOf: $asOf) { ${DEBT} } }
}`;

export const PAGES_BY_PARTY = `query (
  $where: LedgerFilter!, $role: PartyRole!, $parties: [[String!]!]!, $orderBy: LedgerOrder!, $first: Int!, $asOf: Date!
) {
  ledger { pagesByParty(where: $where, role: $role, parties: $parties, orderBy: $orderBy, first: $first, asOf: $asOf) {
    debts { ${DEBT} } totals { count amount paid outstanding }
  } }
}`;

export const TOTALS = `query ($where: LedgerFilter!, $by: [LedgerDimension!]!, $asOf: Date!) {
  ledger { totals(where: $where, by: $by, asOf: $asOf) {
    status category ageBucket cause debtorKey debtorKind creditorKey creditorScale wages disputed incurredYear count amount paid outstanding
  } }
}`;

/** The code of an answer's first error. */
export const codeOf = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions?.code;

/** Fen of yuan with two places, by hand. */
export const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

export const total = (debts: readonly LedgerDebt[], field: 'amount' | 'paid' | 'outstanding'): bigint =>
  debts.reduce((sum, debt) => sum + fen(debt[field]), 0n);

/** A set of debts under its digest, by hand. */
export function exclusionOf(ids: readonly string[]): Client.LedgerExclusion & { ids: string[] } {
  const inOrder = [...ids].sort();
  return { ids: inOrder, digest: createHash('sha256').update(inOrder.join('\n')).digest('hex') };
}
