import { readXlsx, type Sheet } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { WRITERS } from '../../gateway/reports/formats/formats.ts';
import type { Head } from '../../gateway/reports/head.ts';
import { takeOutput, type Format } from '../../gateway/reports/output.ts';
import { readSavedReports, reportOf } from '../../gateway/reports/report.ts';
import type { Column, Row } from '../../gateway/reports/shape.ts';
import { cellsOf, decimalOf, type Cell, type Table } from '../../gateway/reports/table.ts';

const column = (key: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  ...{ key, zh: `中${key}`, en: `En ${key}`, type, path: key, width: 20 },
  ...more,
});
const columns = [
  column('no', 'serial'),
  column('name', 'text'),
  column('owed', 'money', { summed: true }),
  column('due', 'day'),
  column('late', 'count', { summed: true }),
  column('sure', 'flag'),
  column('kind', 'text', { path: 'kinds.of', words: { A: '甲', B: '乙' } }),
];
const report = reportOf('odd.graphql', '# Odd\nquery Odd { list { no name owed due late sure kinds { of } } }', {
  ...{ version: 3, title: { zh: '奇表', en: 'Odd' }, rows: 'list', columns },
});
const ROWS: Row[] = [
  {
    name: '=1+1',
    owed: '1234567.89',
    due: '2026-02-28',
    late: 5,
    sure: true,
    kinds: [{ of: 'A' }, { of: 'B' }, { of: 'A' }],
  },
  { name: 'a "quoted", text\nof two lines', owed: '-0.01', due: null, late: null, sure: null, kinds: [] },
  { name: null, owed: '0.00', due: '2026-03-01', late: 0, sure: false, kinds: null },
];
const WHOLE: Head = { asOf: '2026-03-20', sources: [], missing: [], stale: [], rows: null };
const LACKING: Head = { ...WHOLE, missing: ['energy'], stale: ['soe'] };

function tableAs(format: Format, address = '', head = WHOLE): Table {
  const output = takeOutput(format, new URLSearchParams(address));
  const cellsIn = cellsOf(columns, output.headings === 'zh');
  const cells = ROWS.map((row, i) => cellsIn(row, i + 1));
  const rows = (async function* () {
    for (const row of cells) yield await Promise.resolve(row);
  })();
  return { report, output, head, rows, asked: { domains: 'soe' } };
}

async function written(table: Table): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of WRITERS[table.output.format].write(table)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const textOf = async (table: Table): Promise<string> => (await written(table)).toString();

test.each([
  [123456789n, 'yuan', '1234567.89'],
  [123456789n, 'wan', '123.456789'],
  [120000000n, 'wan', '120.0000'],
  [1n, 'wan', '0.000001'],
  [-1n, 'yuan', '-0.01'],
  [0n, 'yi', '0.0000'],
  [-123456789n, 'yi', '-0.0123456789'],
] as const)('%s fen in %s are %s', (fen, unit, text) => {
  expect(decimalOf(fen, unit)).toBe(text);
});

describe('CSV', () => {
  test('opens in spreadsheet programs, works nothing out, and says at its end that it is whole', async () => {
    const lines = [
      '\uFEFF中no,中name,中owed,中due,中late,中sure,中kind',
      "1,'=1+1,1234567.89,2026-02-28,5,是,甲、乙",
      '2,"a ""quoted"", text\nof two lines",-0.01,,,,',
      '3,,0.00,2026-03-01,0,否,',
      '#whole rows=3 asOf=2026-03-20 complete=true',
      '',
    ];
    expect(await textOf(tableAs('csv'))).toBe(lines.join('\r\n'));
  });

  test('is told in another unit, by keys, without its last line', async () => {
    const text = await textOf(tableAs('csv', 'unit=wan&headings=key&trailer=0'));
    expect(text.split('\r\n')[0]).toBe('\uFEFFno,name,owed,due,late,sure,kind');
    expect(text).toContain("1,'=1+1,123.456789,2026-02-28,5,true,A、B\r\n");
    expect(text).not.toContain('#whole');
  });

  test('says at its end who is missing', async () => {
    expect(await textOf(tableAs('csv', '', LACKING))).toContain(
      '#whole rows=3 asOf=2026-03-20 complete=false missing=energy stale=soe\r\n',
    );
  });

  test.each(['=', '+', '-', '@', '\t', '\r'])('guards a text that begins with %j', async (mark) => {
    const cells = cellsOf(columns, true)({ name: `${mark}x` }, 1);
    const rows = (async function* () {
      yield await Promise.resolve(cells);
    })();
    expect(await textOf({ ...tableAs('csv', 'trailer=0'), rows })).toContain(`'${mark}x`);
  });
});

describe('JSON', () => {
  test('has rows of numbers, in keys, and what is known of them', async () => {
    const text = await textOf(tableAs('json', '', LACKING));
    expect(text).toContain('"owed":1234567.89,');
    expect(JSON.parse(text)).toMatchObject({
      ...{
        report: 'odd',
        version: 3,
        asOf: '2026-03-20',
        unit: 'yuan',
        complete: false,
        missing: ['energy'],
        stale: ['soe'],
        count: 3,
      },
      rows: [
        { no: 1, name: '=1+1', owed: 1234567.89, due: '2026-02-28', late: 5, sure: true, kind: 'A、B' },
        { owed: -0.01 },
        { kind: null },
      ],
    });
  });

  test('is a bare list where that is wanted', async () => {
    const rows = JSON.parse(await textOf(tableAs('json', 'shape=rows&headings=en'))) as object[];
    expect(rows.map((row) => Object.keys(row)[1])).toEqual(['En name', 'En name', 'En name']);
  });

  test('a line a row, the last of which says that it is whole', async () => {
    const lines = (await textOf(tableAs('ndjson'))).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      ...[{ no: 1 }, { no: 2 }, { no: 3 }],
      { $end: { whole: true, rows: 3, asOf: '2026-03-20', complete: true } },
    ]);
  });
});

const NOTHING: Sheet = { name: '', rows: [] };

describe('XLSX', () => {
  test('is a page as offices print it, with its sums, and says what it is of', async () => {
    const { sheets } = await readXlsx(await written(tableAs('xlsx', '', LACKING)), { readStyles: true });
    const [table = NOTHING, remarks = NOTHING] = sheets;
    expect(sheets.map(({ name }) => name)).toEqual(['奇表', '说明']);
    expect(table.rows[0]?.[0]).toBe('奇表（不完整：缺能源的数据；国有企业的数据较旧）');
    expect(table.rows[1]).toEqual(expect.arrayContaining(['填报单位（盖章）：', '截至日：2026-03-20', '单位：万元']));
    expect(table.rows[3]?.slice(0, 3)).toEqual([1, '=1+1', 123.456789]);
    expect(table.rows[6]?.slice(0, 5)).toEqual(['合计', null, 123.456788, null, 5]);
    expect(table.cells?.get('6,2')).toMatchObject({ formula: 'SUM(C4:C6)', formulaResult: 123.456788 });
    expect(table.rows[7]?.[0]).toContain('填报人');
    expect(table.pageSetup).toMatchObject({
      paperSize: 'a4',
      orientation: 'landscape',
      fitToWidth: 1,
      printTitlesRow: '$3:$3',
    });
    expect(table.headerFooter?.oddFooter).toBe('&C第&P页 共&N页');
    expect(table.freezePane).toMatchObject({ rows: 3 });
    expect(remarks.rows).toEqual(
      expect.arrayContaining([
        ['缺少的部门', '能源'],
        ['数据较旧的部门', '国有企业'],
        ['查询条件', '领域：soe'],
      ]),
    );
  });

  async function* rowsUpTo(most: number): AsyncIterable<Cell[]> {
    const cells = cellsOf(columns, true);
    for (let i = 1; i <= most; i += 1) {
      const row = { name: `${i}`, owed: '1.01', due: '2026-02-28', late: 2, sure: true, kinds: null };
      yield await Promise.resolve(cells(row, i));
    }
  }

  test('of more rows than anybody prints is one plain sheet, with its sums and what is missing', async () => {
    const many = 10_001;
    const { sheets } = await readXlsx(await written({ ...tableAs('xlsx', '', LACKING), rows: rowsUpTo(many) }));
    const rows = sheets[0]?.rows ?? [];
    expect(sheets.map(({ name }) => name)).toEqual(['奇表']);
    expect(rows[0]?.[0]).toBe('奇表（不完整：缺能源的数据；国有企业的数据较旧）');
    expect(rows[1]?.slice(1, 3)).toEqual(['截至日：2026-03-20', '单位：万元']);
    expect(rows[2]).toEqual(columns.map(({ zh }) => zh));
    expect(rows[3]?.slice(0, 3)).toEqual([1, '1', 0.000101]);
    expect(rows[2 + many]?.slice(0, 3)).toEqual([many, String(many), 0.000101]);
    expect(rows[3 + many]?.slice(0, 5)).toEqual(['合计', null, 1.010101, null, 20_002]);
    expect(rows.slice(4 + many).map((row) => row.slice(0, 2))).toEqual(
      expect.arrayContaining([
        ['缺少的部门', '能源'],
        ['行数', many],
      ]),
    );
  });

  test('of more rows than a sheet holds is refused before its first, and the refusal names CSV', async () => {
    const table = { ...tableAs('xlsx'), head: { ...WHOLE, rows: 2_000_000 }, rows: rowsUpTo(20_000) };
    await expect(written(table)).rejects.toThrow(/has at most 1048\d{3} rows for this report, .*as CSV \(\.csv\)/);
  });
});

test('columns are those of their version: who changes them changes the version too', async () => {
  const reports = [...(await readSavedReports()).values()];
  const told = reports.map(
    ({ name, shape }) => `${name}@${shape.version}: ${shape.columns.map(({ key }) => key).join(' ')}`,
  );
  expect(told).toMatchSnapshot();
});

test('the monthly ledger is headed as a 清欠台账', async () => {
  const ledger = (await readSavedReports()).get('monthly-ledger');
  expect(ledger?.shape.columns.map(({ zh }) => zh).join('，')).toBe(
    '序号，领域，欠款主体，主体代码，主体性质，债权企业，信用代码，企业规模，所有制，合同名称，合同编号，欠款类型，应付，已付，余额，无分歧额，有分歧额，形成时间，应付日，逾期天数，账龄，农民工工资，拖欠原因，是否核实，还款计划，资金来源，登记于',
  );
});

test('a contract that is disclosed is with one creditor, however its number is written', async () => {
  const { derive } = (await readSavedReports()).get('disclosure')?.shape ?? {};
  const debt = (id: string, creditor: string, contractNo: string | null): Row => ({
    ...{ id, debtor: { id: 'd', name: '某局' }, creditor: { id: creditor }, contractNo, contractName: '采购合同' },
    ...{ disputed: false, outstanding: '1.00' },
  });
  const rows = [debt('1', 'a', 'HT-1'), debt('2', 'a', 'ht-１'), debt('3', 'b', 'HT-1'), debt('4', 'a', null)];
  async function* ask(): AsyncIterable<Row> {
    yield* await Promise.resolve(rows);
  }
  const told: Row[] = [];
  for await (const row of derive?.(ask, {}, {}) ?? []) told.push(row);
  expect(told).toMatchObject([{ contracts: 3, outstanding: '4.00' }]);
});
