import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemo } from '../../demo/generate.ts';
import { loadSqlite } from '../../demo/load.ts';
import type { TruthDomain } from '../../demo/truth.ts';
import { openDatabase, type Database } from '../../kit/database/database.ts';
import type { Books } from '../../kit/rules/fact.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { energySource } from '../../subgraphs/energy/source/source.ts';
import { financeSource } from '../../subgraphs/finance/source/source.ts';
import { housingConstructionSource } from '../../subgraphs/housing-construction/source/source.ts';
import { soeSource } from '../../subgraphs/soe/source/source.ts';

const TODAY = '2026-03-20';
const { tables } = makeDemo({ seed: 7, debts: 100, today: TODAY });

interface Personal {
  domain: TruthDomain;
  sourceOf: (database: Database) => Books;
  /** Columns that hold personal data, by table. */
  columns: Record<string, string[]>;
  /** A column whose texts the ledger does hold. */
  held: [string, string];
}

const departments: Personal[] = [
  {
    domain: 'finance',
    sourceOf: financeSource,
    columns: { BAS_AGENCY_INFO: ['LEADER'] },
    held: ['BAS_AGENCY_INFO', 'AGENCY_NAME'],
  },
  {
    domain: 'housing-construction',
    sourceOf: housingConstructionSource,
    columns: { hc_org: ['contact', 'phone'] },
    held: ['hc_org', 'name'],
  },
  {
    domain: 'energy',
    sourceOf: energySource,
    columns: { 清欠台账: ['责任人', '联系电话'], 填报单位: ['联系人'] },
    held: ['清欠台账', '债权企业'],
  },
  {
    domain: 'soe',
    sourceOf: soeSource,
    columns: { bd_cubasdoc: ['linkman', 'phone1'] },
    held: ['bd_cubasdoc', 'custname'],
  },
];

/** The texts of a column, those aside that say that there is nothing. */
function textsOf(domain: TruthDomain, table: string, column: string): string[] {
  const texts = (tables[domain][table] ?? []).map((row) => String(row[column] ?? '').trim());
  return [...new Set(texts)].filter((text) => text !== '' && text !== '无');
}

/**
 * Contacts as they stand in the books; of two numbers in one field each, and numbers without what sets their digits
 * apart.
 */
function personalTexts({ domain, columns }: Personal): string[] {
  const texts = Object.entries(columns).flatMap(([table, names]) =>
    names.flatMap((column) => textsOf(domain, table, column)),
  );
  const numbers = texts.flatMap((text) => text.split(/[/、]| (?=0400-)/)).filter((text) => text.length > 1);
  return [...new Set([...texts, ...numbers, ...numbers.map((number) => number.replace(/[ -]/g, ''))])];
}

const json = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

describe.each(departments)('the ledger of $domain', (department) => {
  const { domain, sourceOf, held } = department;
  const personal = personalTexts(department);
  const folder = mkdtempSync(join(tmpdir(), 'contacts-'));
  let database: Database;
  let source: Books;
  let ledger: Ledger;

  beforeAll(async () => {
    const file = join(folder, `${domain}.db`);
    loadSqlite(file, domain, tables[domain]);
    database = openDatabase(`sqlite:${file}`);
    source = sourceOf(database);
    ledger = await Ledger.open(domain, source, () => TODAY);
    await ledger.refresh({ refreshSeconds: 86_400, rereadSeconds: 86_400 });
  });
  afterAll(async () => {
    ledger.close();
    await database.destroy();
    rmSync(folder, { recursive: true });
  });

  const page = (search?: string) =>
    ledger.page({
      where: { scope: 'ALL', search },
      orderBy: { field: 'AMOUNT', direction: 'DESC' },
      first: 100_000,
      after: null,
      asOf: TODAY,
    });

  /** Everything that a ledger is made of, and everything it can say. */
  async function contents(): Promise<string> {
    const keys = await source.bundleKeysAfter(null, 100_000);
    const issues = await ledger.issues({ kinds: null, ambiguousNames: [], after: null, first: 100_000 });
    return json([
      keys,
      await source.bundlesByKeys(keys, TODAY),
      await page(),
      await ledger.changes(0, 100_000),
      issues,
    ]);
  }

  test('holds no contact of the books', async () => {
    const text = await contents();
    expect(personal.length).toBeGreaterThan(10);
    expect(personal.filter((contact) => text.includes(contact))).toEqual([]);
    expect(textsOf(domain, ...held).some((name) => text.includes(name))).toBe(true);
  });

  test('finds nothing by a contact', async () => {
    const found: string[] = [];
    for (const contact of personal) if ((await page(contact)).length > 0) found.push(contact);
    expect(found).toEqual([]);
    const counts = await Promise.all(textsOf(domain, ...held).map(async (name) => (await page(name)).length));
    expect(Math.max(...counts)).toBeGreaterThan(0);
  });
});
