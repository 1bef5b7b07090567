import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DebtFilter, ReportRow } from '../../client/index.ts';
import { readSavedReports } from '../../gateway/reports/report.ts';
import { parseDecimal } from '../../kit/rules/money.ts';
import { planText } from '../../reports/parts/plans.ts';
import { ask } from '../agreement/client.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';
import { startMariadb } from '../support/mariadb.ts';
import { allOf, fen, getReport, rowsOf, sumOf, totalsOf } from './client.ts';

const TODAY = '2026-03-20';
const IN_ARREARS: DebtFilter = { statuses: ['IN_ARREARS'] };
const reports = await readSavedReports();

const server = await startMariadb({ required: process.env['MARIADB_REQUIRED'] === '1' });
afterAll(() => server?.stop());

/** What each report is asked with that cannot be asked with nothing. */
const WANTED: Readonly<Record<string, string>> = {
  changes: 'from=2025-12-31&to=2026-03-20',
  disclosure: 'year=2025',
  'plans-due': 'month=2026-03',
  trend: 'from=2025-10&to=2026-03',
};

interface Ledger {
  debtorName: string;
  contractNo: string | null;
  amount: string;
  paid: string;
  outstanding: string;
  disputed: boolean;
  dueOn: string | null;
  creditor: { creditCode: string | null; scale: string | null };
  recordings: { domain: { code: string } }[];
  record: { plan: { dueOn: string; amount: string }[] } | null;
}
const LEDGER = `debtorName contractNo amount paid outstanding disputed dueOn creditor { creditCode scale } recordings { domain { code } }
  record { ... on SourceRecord { plan { dueOn amount } } }`;

/** A number or a name without what clerks write now so, now so. */
const written = (text: string | null): string =>
  (text ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[〔【[]/g, '(')
    .replaceAll(/[〕】\]]/g, ')')
    .replaceAll(/\s/g, '');

const [ZERO, AMOUNTS] = ['0.00', ['amount', 'paid', 'outstanding']];

describe.each([
  ['SQLite', 1, null, true],
  ['SQLite', 2, null, true],
  ['MariaDB', 3, server, server !== null],
] as const)('on %s, in world %i', (_, seed, books, isThere) => {
  describe.skipIf(!isThere)('reports are the graph’s own answers', { timeout: 180_000 }, () => {
    let graph: DemoGraph;
    beforeAll(async () => {
      graph = await startDemo({ seed, debts: 60, today: TODAY }, books);
      return () => graph.close();
    });

    const totalsAre = async (rows: readonly ReportRow[], filter: DebtFilter, asOf = TODAY): Promise<void> => {
      const totals = await totalsOf(graph.url, filter, asOf);
      for (const key of AMOUNTS) expect([key, sumOf(rows, key)]).toEqual([key, fen(Reflect.get(totals, key))]);
      expect(rows.length).toBeGreaterThan(0);
    };

    test('the monthly ledger, debt by debt, with its sums', async () => {
      for (const asOf of [TODAY, '2025-12-31']) {
        const rows = await rowsOf(graph.url, 'monthly-ledger', `asOf=${asOf}`);
        const debts = await allOf<Ledger>(graph.url, 'debts', LEDGER, { filter: IN_ARREARS, asOf });
        const told = debts.map(({ creditor, recordings, record, disputed, outstanding, ...debt }, i) => ({
          ...debt,
          no: String(i + 1),
          outstanding,
          creditorCode: creditor.creditCode,
          creditorScale: creditor.scale,
          disputedAmount: disputed ? outstanding : ZERO,
          undisputedAmount: disputed ? ZERO : outstanding,
          registeredIn: recordings.map(({ domain }) => domain.code).join('、'),
          plan: planText({ record }),
        }));
        expect(rows).toMatchObject(told);
        await totalsAre(rows, IN_ARREARS, asOf);
      }
    });

    test.each(['by-domain', 'by-age', 'by-debtor-kind', 'by-cause', 'arrears-by-domain', 'arrears-by-kind'])(
      '%s',
      async (name) => {
        for (const asOf of [TODAY, '2025-06-30'])
          await totalsAre(await rowsOf(graph.url, name, `asOf=${asOf}`), IN_ARREARS, asOf);
        const rows = await rowsOf(graph.url, name, 'domains=finance,soe&minOutstanding=10000');
        await totalsAre(rows, { ...IN_ARREARS, domains: ['finance', 'soe'], minOutstanding: '10000' });
      },
    );

    test('lists of debts', async () => {
      await totalsAre(await rowsOf(graph.url, 'wages-first'), IN_ARREARS);
      await totalsAre(await rowsOf(graph.url, 'small-debts'), {
        ...IN_ARREARS,
        maxOutstanding: '100000',
        disputed: false,
      });
      await totalsAre(await rowsOf(graph.url, 'wages'), { ...IN_ARREARS, wages: true });
      const wages = (await rowsOf(graph.url, 'wages-first')).map((row) => row['wages']);
      expect(wages).toEqual([...wages].sort((a, b) => Number(b) - Number(a)));
      await totalsAre(await rowsOf(graph.url, 'largest-debtors', 'first=500'), IN_ARREARS);
      await totalsAre(await rowsOf(graph.url, 'largest-creditors', 'first=500'), IN_ARREARS);
    });

    test('changes are the difference of the totals of two days', async () => {
      const rows = await rowsOf(graph.url, 'changes', WANTED['changes']);
      const [before, after] = [
        await totalsOf(graph.url, IN_ARREARS, '2025-12-31'),
        await totalsOf(graph.url, IN_ARREARS, TODAY),
      ];
      expect(sumOf(rows, 'opening')).toBe(fen(before.outstanding));
      expect(sumOf(rows, 'closing')).toBe(fen(after.outstanding));
      for (const row of rows)
        expect(fen(row['opening']) + fen(row['added']) - fen(row['repaid']) + fen(row['adjusted'])).toBe(
          fen(row['closing']),
        );
      expect(new Set(rows.map((row) => row['change']))).toEqual(
        new Set(
          ['NEW', 'REPAID', 'CLEARED', 'ADJUSTED', 'SAME'].filter((kind) => rows.some((row) => row['change'] === kind)),
        ),
      );
      expect(sumOf(rows, 'added') > 0n && sumOf(rows, 'repaid') > 0n).toBe(true);
      const { trend } = await ask<{ trend: { incurred: string }[] }>({
        endpointUrl: graph.url,
        query: '{ trend(fromMonth: "2026-01", toMonth: "2026-01") { incurred } }',
        variables: {},
      });
      expect(sumOf(await rowsOf(graph.url, 'changes', 'from=2025-12-31&to=2026-01-31'), 'added')).toBe(
        fen(trend[0]?.incurred),
      );
    });

    test('plans of a month, and what was paid in it', async () => {
      const rows = await rowsOf(graph.url, 'plans-due', WANTED['plans-due']);
      interface Planned {
        outstanding: string;
        record: { plan: { dueOn: string; amount: string }[]; payments: { paidOn: string; amount: string }[] };
      }
      const selection =
        'outstanding record { ... on SourceRecord { plan { dueOn amount } payments { paidOn amount } } }';
      const debts = await allOf<Planned>(graph.url, 'debts', selection, { filter: {}, asOf: TODAY });
      const inMonth = (day: string): boolean => day.startsWith('2026-03');
      const total = (amounts: { amount: string }[]): bigint =>
        amounts.reduce((sum, { amount }) => sum + fen(amount), 0n);
      const due = debts
        .map(({ outstanding, record }) => ({
          outstanding,
          planned: total(record.plan.filter(({ dueOn }) => inMonth(dueOn))),
          paid: total(record.payments.filter(({ paidOn }) => inMonth(paidOn))),
        }))
        .filter(({ outstanding, planned, paid }) => planned > 0n && (outstanding !== ZERO || paid > 0n));
      expect(rows).toHaveLength(due.length);
      expect(sumOf(rows, 'planned')).toBe(due.reduce((sum, { planned }) => sum + planned, 0n));
      expect(sumOf(rows, 'paidInMonth')).toBe(due.reduce((sum, { paid }) => sum + paid, 0n));
    });

    test('what is disclosed of a year’s end', async () => {
      const filter: DebtFilter = { ...IN_ARREARS, debtorKinds: ['GOVERNMENT', 'PUBLIC_INSTITUTION', 'TOWN'] };
      const { outstanding } = await totalsOf(graph.url, filter, '2025-12-31');
      const rows = await rowsOf(graph.url, 'disclosure', 'year=2025');
      expect(sumOf(rows, 'outstanding')).toBe(fen(outstanding));
      const selection = 'id contractNo contractName debtor { id } creditor { id }';
      type Contracted = Record<'debtor' | 'creditor', { id: string }> &
        Record<'id' | 'contractNo' | 'contractName', string>;
      const debts = await allOf<Contracted>(graph.url, 'debts', selection, { filter, asOf: '2025-12-31' });
      const contracts = debts.map(({ id, contractNo, contractName, debtor, creditor }) =>
        [debtor.id, creditor.id, written(contractNo) || written(contractName) || id].join('|'),
      );
      const told = rows.reduce((sum, { contracts: count }) => sum + Number(count), 0);
      expect(told).toBe(new Set(contracts).size);
    });

    test('files that lack something, issues, contradictions and reconciliation are there to the last', async () => {
      const missing = await allOf<{ record: { missingDocuments: string[] } }>(
        ...([
          graph.url,
          'debts',
          'record { ... on SourceRecord { missingDocuments } }',
          { filter: IN_ARREARS, asOf: TODAY },
        ] as const),
      );
      const lacking = missing.filter(({ record }) => record.missingDocuments.length > 0);
      expect(await rowsOf(graph.url, 'missing-documents')).toHaveLength(lacking.length);
      const query =
        '{ dataIssues { totalCount } contradictions { totalCount } reconciliation(first: 100) { totalCount nodes { recordings { debtId } } } }';
      type Counts = Record<'dataIssues' | 'contradictions', { totalCount: number }> & {
        reconciliation: { totalCount: number; nodes: { recordings: object[] }[] };
      };
      const { dataIssues, contradictions, reconciliation } = await ask<Counts>({
        endpointUrl: graph.url,
        query,
        variables: {},
      });
      expect(await rowsOf(graph.url, 'data-issues')).toHaveLength(dataIssues.totalCount);
      expect(await rowsOf(graph.url, 'contradictions')).toHaveLength(contradictions.totalCount);
      const counted = new Set((await rowsOf(graph.url, 'reconciliation')).map((row) => row['countedAs']));
      expect(counted.size).toBe(reconciliation.totalCount);
    });

    test.each([...reports.keys()])('%s is the same in every format', async (name) => {
      const address = WANTED[name] ?? '';
      const rows = await rowsOf(graph.url, name, `${address}&headings=key`);
      const cells = rows.map((row) => Object.values(row).map((cell) => String(cell ?? '')));
      expect(cells.length).toBeGreaterThan(0);
      expect(await jsonCells(graph.url, name, address)).toEqual(cells.map((row) => row.map(plainOf)));
      const types = (reports.get(name)?.shape.columns ?? []).map(({ type }) => type);
      expect(await csvCells(graph.url, name, address)).toEqual(
        cells.map((row) => row.map((cell, i) => guarded(cell, types[i] === 'text'))),
      );
      const { body, sums } = await sheetCells(graph.url, name, address, rows.length);
      const columns = (reports.get(name)?.shape.columns ?? []).map((column, i) => ({ ...column, i }));
      for (const { i, summed } of columns.filter(({ type }) => type === 'money')) {
        const told = cells.map((row) => fen(row[i] === '' ? ZERO : row[i]));
        expect(body.map((row) => fenOfCell(row[i]))).toEqual(told);
        if (summed) expect(fenOfCell(sums[i])).toBe(told.reduce((sum, amount) => sum + amount, 0n));
      }
    });

    test('in wan and yi no fen is lost', async () => {
      const inYuan = sumOf(await rowsOf(graph.url, 'by-age'), 'outstanding');
      for (const [unit, places] of [
        ['wan', 6],
        ['yi', 10],
      ] as const) {
        const rows = await rowsOf(graph.url, 'by-age', `unit=${unit}`);
        expect(rows.reduce((sum, row) => sum + (parseDecimal(String(row['outstanding']), places) ?? 0n), 0n)).toBe(
          inYuan,
        );
      }
    });
  });
});

async function jsonCells(url: string, name: string, address: string): Promise<string[][]> {
  const rows = (await (await getReport(url, `${name}.json?shape=rows&${address}`)).json()) as Record<
    string,
    string | number | boolean | null
  >[];
  return rows.map((row) => Object.values(row).map((cell) => plainOf(String(cell ?? ''))));
}

/** A number as a double has it. */
const plainOf = (text: string): string => (/^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text);

async function csvCells(url: string, name: string, address: string): Promise<string[][]> {
  const csv = await (await getReport(url, `${name}.csv?headings=key&trailer=0&${address}`)).text();
  const cells = parseCsv(csv, { delimiter: ',' });
  return cells.slice(1).map((row) => row.map((cell) => (typeof cell === 'string' ? cell : '')));
}

/** A text is guarded against being worked out; a number is none. */
const guarded = (text: string, isText: boolean): string => (isText && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

async function sheetCells(
  url: string,
  name: string,
  address: string,
  count: number,
): Promise<{ body: unknown[][]; sums: unknown[] }> {
  const file = await (await getReport(url, `${name}.xlsx?unit=yuan&headings=key&${address}`)).arrayBuffer();
  const rows = (await readXlsx(Buffer.from(file))).sheets[0]?.rows ?? [];
  return { body: rows.slice(3, 3 + count), sums: rows[3 + count] ?? [] };
}

const fenOfCell = (cell: unknown): bigint => fen(Number(cell).toFixed(2));
