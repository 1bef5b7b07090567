/** What the house knows of a department whose books are federated (领域). */
interface DepartmentEntry {
  name: string;
  bureau: string;
  /** The GraphQL type of its records. */
  recordType: string;
  /** Its place among departments in lists of equal debts. */
  rank: number;
  /** Its place among departments where books differ on who a party is: the smallest is heard first. */
  identityPrecedence: number;
  /**
   * Its place among departments that have a debt on their books, where the debtor's own books do not: the smallest
   * counts.
   */
  countingPrecedence: number;
  /** Whose own books these are: their record of a debt of such a debtor counts. */
  ownBooksOf: 'ENTERPRISES' | 'ALL_OTHERS' | null;
  /** Fen by which an amount may differ from another book's and still be the same: what its clerks round away. */
  tolerance: bigint;
}

/** The one registry of departments: every list, order and precedence of them is derived from it. */
export const DEPARTMENTS = {
  finance: {
    name: 'Finance (财政)',
    bureau: 'Finance Bureau (旗财政局)',
    recordType: 'FinancePayable',
    rank: 1,
    identityPrecedence: 1,
    countingPrecedence: 2,
    ownBooksOf: 'ALL_OTHERS',
    tolerance: 0n,
  },
  'housing-construction': {
    name: 'Housing and construction (住房和城乡建设)',
    bureau: 'Housing and Urban-Rural Development Bureau (旗住房和城乡建设局)',
    recordType: 'ConstructionBill',
    rank: 2,
    identityPrecedence: 3,
    countingPrecedence: 3,
    ownBooksOf: null,
    tolerance: 0n,
  },
  energy: {
    name: 'Energy (能源)',
    bureau: 'Energy Bureau (旗能源局)',
    recordType: 'EnergyLedgerRow',
    rank: 3,
    identityPrecedence: 4,
    countingPrecedence: 4,
    ownBooksOf: null,
    // clerks round to 0.01 万元
    tolerance: 5_000n,
  },
  soe: {
    name: 'State-owned enterprises (国有企业)',
    bureau: 'State-owned Assets Service Centre (旗国有资产发展服务中心)',
    recordType: 'SoePayableLine',
    rank: 4,
    identityPrecedence: 2,
    countingPrecedence: 1,
    ownBooksOf: 'ENTERPRISES',
    tolerance: 0n,
  },
} as const satisfies Record<string, DepartmentEntry>;

export type DomainCode = keyof typeof DEPARTMENTS;

/** A department with its code. */
export type Domain = DepartmentEntry & { code: DomainCode };

const domainsBy = (place: (entry: DepartmentEntry) => number): Domain[] =>
  (Object.keys(DEPARTMENTS) as DomainCode[])
    .map((code) => ({ code, ...DEPARTMENTS[code] }))
    .toSorted((a, b) => place(a) - place(b));

/** Every domain, in the order in which equal debts of several books are listed. */
export const DOMAINS: readonly Domain[] = domainsBy(({ rank }) => rank);
export const DOMAIN_CODES: readonly DomainCode[] = DOMAINS.map(({ code }) => code);

/** Codes in the order in which books are heard on who a party is. */
export const IDENTITY_ORDER: readonly DomainCode[] = domainsBy(({ identityPrecedence }) => identityPrecedence).map(
  ({ code }) => code,
);

/**
 * Codes in the order in which books count: an enterprise's own are the enterprises', those of all other debtors the
 * treasury's.
 */
export const COUNTING_ORDER: Readonly<Record<'ENTERPRISES' | 'ALL_OTHERS', readonly DomainCode[]>> = {
  ENTERPRISES: countingOrder('ENTERPRISES'),
  ALL_OTHERS: countingOrder('ALL_OTHERS'),
};

function countingOrder(owner: DepartmentEntry['ownBooksOf']): DomainCode[] {
  return domainsBy(({ ownBooksOf, countingPrecedence }) => (ownBooksOf === owner ? 0 : countingPrecedence)).map(
    ({ code }) => code,
  );
}

/**
 * What the registry has of a code. Throws for one that it does not have: a record of an unknown department must not be
 * left out of a count in silence.
 */
export function departmentOf(code: string): Domain {
  const found = DOMAINS.find((domain) => domain.code === code);
  if (!found) throw new Error(`the registry of departments has no ${JSON.stringify(code)}`);
  return found;
}

/** Place of a domain in the order of lists. */
export const rankOf = (code: string): number => departmentOf(code).rank;
