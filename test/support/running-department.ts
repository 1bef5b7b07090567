import { departments } from '../../subgraphs/main.ts';
import { KEYS, postSigned } from './signed.ts';

/** A debt as a department's ledger has it, of what tests of books ask. */
export interface AskedDebt {
  id: string;
  creditor: { name: string };
  incurredOn: string | null;
  dueOn: string | null;
  amount: string;
  paid: string;
}

interface AskedIssue {
  kind: string;
  location: string;
  found: string | null;
  debtId: string | null;
}

/** A department that has read its books, asked as the gateway and coordination ask it. */
export interface RunningBooks {
  ask: (query: string) => Promise<Record<string, unknown>>;
  /** Its debts today, protected or not, by id. */
  debts: () => Promise<AskedDebt[]>;
  /** Its issues, as kind, place and what was found there. */
  issues: () => Promise<string[]>;
  freshness: () => Promise<{ state: string; message: string | null }>;
  close: () => Promise<void>;
}

/** Starts a department over its books; reads them once, and gives up waiting where they cannot be read. */
export async function startBooks(domain: string, databaseUrl: string, today: string): Promise<RunningBooks> {
  const department = departments.find((one) => one.domain === domain);
  if (!department) throw new Error(`there is no department ${domain}`);
  const running = await department.start({
    databaseUrl,
    trusted: KEYS.trusted,
    today: () => today,
    refreshSeconds: 86_400,
  });
  const { url, loaded } = running;
  const ask = async (query: string): Promise<Record<string, unknown>> => {
    const response = await postSigned(url, domain, JSON.stringify({ query }));
    const { data, errors } = (await response.json()) as {
      data: Record<string, unknown>;
      errors?: { message: string }[];
    };
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  };
  const ledger = async <Answer>(fields: string): Promise<Answer> =>
    (await ask(`{ ledger { ${fields} } }`))['ledger'] as Answer;
  const freshness = async (): Promise<{ state: string; message: string | null }> => {
    const { freshness: told } = await ledger<{ freshness: { state: string; message: string | null } }>(
      'freshness { state message }',
    );
    return told;
  };
  for (let read = false; !read;) read = await Promise.race([loaded.then(() => true), isOut(freshness)]);
  return {
    ask,
    freshness,
    close: () => running.close(),
    debts: async () => {
      const page = `page(where: { scope: ALL }, orderBy: { field: AMOUNT, direction: ASC }, first: 500, asOf: "${today}")`;
      const { page: debts } = await ledger<{ page: AskedDebt[] }>(
        `${page} { id creditor { name } incurredOn dueOn amount paid }`,
      );
      return debts.sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    issues: async () => {
      const { issues } = await ledger<{ issues: AskedIssue[] }>(
        'issues(ambiguousNames: [], first: 500) { kind location found debtId }',
      );
      return issues.map(({ kind, location, found }) => `${kind} ${location} ${found ?? '-'}`).sort();
    },
  };
}

/** Waits a moment; true where the department says by then that its books cannot be read. */
async function isOut(freshness: () => Promise<{ state: string }>): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return (await freshness()).state === 'UNAVAILABLE';
}
