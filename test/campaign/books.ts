import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { insert as intoEnergy } from '../energy/books.ts';
import { insert as intoFinance } from '../finance/books.ts';

const Libsql = createRequire(import.meta.url)('libsql') as new (filename: string) => {
  exec(sql: string): void;
  close(): void;
};

export type Domain = 'finance' | 'housing-construction' | 'energy' | 'soe';
const DOMAINS: readonly Domain[] = ['finance', 'housing-construction', 'energy', 'soe'];

/** A debt of the finance bureau's books, in short: who owes, what, since when. Amounts in yuan. */
interface Payable {
  id: string;
  agency?: string;
  amount: string;
  deliveredOn: string;
  dueOn?: string;
  wages?: boolean;
  disputed?: boolean;
  cause?: string | null;
  contract?: string;
  /** Credit note: lowers the amount from a day on. */
  creditNotes?: readonly { on: string; amount: string }[];
  paid?: readonly { on: string; amount: string }[];
  /** By the last day of a month, YYYYMM. */
  plan?: readonly { month: string; amount: string }[];
}

/** The statements that enter a debt. */
export function payable({ id, agency = '101001', contract = `C-${id}`, cause = '01', ...debt }: Payable): string[] {
  const ap = {
    PAYABLE_ID: id,
    CT_ID: `ct-${id}`,
    BILL_NO: `B-${id}`,
    DELIVER_DATE: debt.deliveredOn,
    DUE_DATE: debt.dueOn ?? null,
  };
  const flags = { IS_WAGE: debt.wages ? 1 : 2, IS_DISPUTED: debt.disputed ? 1 : 2, CAUSE_CODE: cause };
  const notes = debt.creditNotes ?? [];
  return [
    intoFinance('CT_CONTRACT_INFO', { CT_ID: `ct-${id}`, CONTRACT_NO: contract, AGENCY_CODE: agency }),
    intoFinance('AP_PAYABLE', { ...ap, ...flags, PAYABLE_AMT: debt.amount }),
    ...notes.map(({ on, amount }, i) =>
      intoFinance('AP_PAYABLE', {
        ...ap,
        PAYABLE_ID: `${id}-n${i}`,
        PAYABLE_AMT: `-${amount}`,
        DELIVER_DATE: on,
        DUE_DATE: null,
      }),
    ),
    ...(debt.paid ?? []).map(({ on, amount }, i) =>
      intoFinance('PAY_VOUCHER_BILL', { VOUCHER_ID: `v-${id}-${i}`, PAYABLE_ID: id, PAY_AMT: amount, PAY_DATE: on }),
    ),
    ...(debt.plan ?? []).map(({ month, amount }, i) =>
      intoFinance('REPAY_PLAN', {
        PLAN_ID: `r-${id}-${i}`,
        PAYABLE_ID: id,
        SEQ: i + 1,
        PLAN_MONTH: month,
        PLAN_AMT: amount,
      }),
    ),
  ];
}

/** Carries statements out on a SQLite file, as a department's own system would. */
export function writeInto(file: string, statements: readonly string[]): void {
  const database = new Libsql(file);
  database.exec('PRAGMA busy_timeout = 5000');
  for (const statement of statements) database.exec(statement);
  database.close();
}

export const agency = (code: string, name: string, kind = '1'): string =>
  intoFinance('BAS_AGENCY_INFO', {
    AGENCY_ID: `a-${code}`,
    AGENCY_CODE: code,
    AGENCY_NAME: name,
    AGENCY_TYPE_CODE: kind,
  });

/** The energy bureau's books begin long ago: before its first ledger it has no books for a day. */
const NIL = intoEnergy('清欠台账', { 填报月份: '202001', 债权企业: null, '欠款金额（万元）': null, 备注: '不涉及' });

/**
 * Books of all four departments in a folder, with these rows in the finance bureau's and others' where they are given.
 * Addresses by domain.
 */
export function writeBooks(folder: string, rows: Partial<Record<Domain, readonly string[]>>): Record<Domain, string> {
  const urls = DOMAINS.map((domain) => {
    const file = join(folder, `${domain}.db`);
    const database = new Libsql(file);
    database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY');
    database.exec(readFileSync(new URL(`../../demo/ddl/${domain}.sqlite.sql`, import.meta.url), 'utf8'));
    for (const row of [...(domain === 'energy' ? [NIL] : []), ...(rows[domain] ?? [])]) database.exec(row);
    database.close();
    return [domain, `sqlite:${file}`] as const;
  });
  return Object.fromEntries(urls) as Record<Domain, string>;
}
