import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { changeApiKeys } from '../../gateway/authenticate/api-key-file.ts';
import { mintKey } from '../../gateway/authenticate/api-key.ts';
import { startChromium, type Page } from '../support/chromium.ts';
import { addressOf, databasesIn, programsFolder, run } from './programs.ts';

const browser = await startChromium({ required: process.env['CHROMIUM_REQUIRED'] === '1' });
afterAll(() => browser?.stop());

/** A house as npm start runs it, until the test ends. */
async function houseOf(folder: string, args: readonly string[], variables: Record<string, string> = {}): Promise<URL> {
  return new URL(await addressOf(run(folder, ['start.ts', ...args], variables)));
}

const demoHouse = async (): Promise<URL> => houseOf(await programsFolder(), ['--debts', '20']);

async function openPage(): Promise<Page> {
  if (!browser) throw new Error('there is no Chromium');
  return browser.page();
}

/** What the explorer tells of the graph: it says so itself when it has read the schema, or could not. */
async function docsOf(page: Page): Promise<string> {
  await page.until(`document.querySelector('.ngx-toastr')`);
  expect(await page.evaluate(`document.querySelector('.ngx-toastr').innerText`)).toContain('Reloaded doc successfully');
  await page.evaluate(
    `[...document.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === 'Docs').click()`,
  );
  await page.until(`document.querySelector('app-doc-viewer')?.innerText.includes('ROOT TYPES')`);
  await page.evaluate(
    `[...document.querySelectorAll('app-doc-viewer *')].find(({ childElementCount, innerText }) => childElementCount === 0 && innerText?.trim() === 'Query').click()`,
  );
  await page.until(`document.querySelector('app-doc-viewer').innerText.includes('debts')`);
  return page.evaluate(`document.querySelector('app-doc-viewer').innerText`);
}

describe.skipIf(!browser)('in a browser', () => {
  test('the demo’s explorer has docs and completion, and says that its figures are invented', async () => {
    const url = await demoHouse();
    const page = await openPage();
    expect(await page.open(url.href)).toBe(200);
    expect(await page.evaluate('document.body.innerText')).toContain('演示：数据全部为虚构');
    const docs = await docsOf(page);
    for (const field of ['arrears', 'sameDebtDecisions', 'financePayables', 'auditTrail'])
      expect(docs).toContain(field);
    await page.evaluate(
      `[...document.querySelectorAll('.cm-content')].find(({ innerText }) => innerText.includes('arrears')).focus()`,
    );
    await page.type('{ reconc');
    await page.until(`document.querySelector('.cm-tooltip-autocomplete')?.innerText.includes('reconciliation')`);
    const answer = `fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ domains { code } }"}' })`;
    expect(await page.evaluate(`${answer}.then((response) => response.json())`)).toMatchObject({
      extensions: { demo: true },
    });
    expect(page.asked).toBe(0);
  });

  test('whoever has an API key is asked for it, and shown what it may ask', async () => {
    const folder = await programsFolder();
    const API_KEYS = join(folder, 'keys.json');
    const { text: key, kept } = mintKey({ name: 'sheet', domains: ['finance'], reports: null, expires: null });
    writeFileSync(API_KEYS, '[]');
    changeApiKeys(API_KEYS, () => [kept]);
    const url = await houseOf(folder, [], { API_KEYS, ...databasesIn(folder, 20) });
    const stranger = await openPage();
    expect(await stranger.open(new URL('/reports/arrears-by-kind', url).href)).toBe(401);
    expect(stranger.asked).toBe(1);
    const page = await openPage();
    expect(await page.open(new URL('/reports/arrears-by-kind', url).href, key)).toBe(200);
    expect(page.asked).toBe(1);
    expect(JSON.parse(await page.evaluate('document.body.innerText'))).toMatchObject({
      data: { arrears: { complete: true } },
    });
    expect(await page.open(url.href, key)).toBe(200);
    const docs = await docsOf(page);
    expect(docs).toContain('financePayables');
    for (const field of ['auditTrail', 'sameDebtDecisions', 'dataIssues', 'energyReportingUnits'])
      expect(docs).not.toContain(field);
    expect(await page.evaluate('document.body.innerText')).not.toContain('演示');
  });

  test('the first page leads to the explorer, the reports and the schema, and breaks none of its own rules', async () => {
    const url = await demoHouse();
    const page = await openPage();
    expect(await page.open(new URL('/', url).href)).toBe(200);
    const links = await page.evaluate<string[]>(`[...document.querySelectorAll('a')].map(({ href }) => href)`);
    expect(links.map((link) => new URL(link).pathname)).toEqual(['/graphql', '/reports', '/graphql/schema']);
    for (const link of links)
      expect([link, (await fetch(link, { headers: { accept: 'text/html' } })).status]).toEqual([link, 200]);
    expect(await page.open(new URL('/reports', url).href)).toBe(200);
    await page.evaluate(`document.querySelector('#by-domain summary').click()`);
    await page.evaluate(`document.querySelector('#by-domain select[name=unit]').value = 'wan'`);
    await page.evaluate(`document.querySelector('#by-domain button[formaction$=".json"]').click()`);
    await page.until(`location.pathname === '/reports/by-domain.json' && document.readyState === 'complete'`);
    expect(JSON.parse(await page.evaluate('document.body.innerText'))).toMatchObject({
      report: 'by-domain',
      unit: 'wan',
    });
    expect(await page.open(new URL('/reports', url).href)).toBe(200);
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).fontSize')).toBe('24px');
    expect(page.complaints).toEqual([]);
  });
});
