import {
  cellRef,
  type Cell as SheetCell,
  type CellStyle,
  type CellValue,
  type MergeRange,
  type WriteSheet,
} from 'hucre/xlsx';
import { dayNumber } from '../../../../kit/rules/dates.ts';
import { DOMAIN_WORDS } from '../../../../reports/parts/words.ts';
import type { Fen } from '../../../../kit/rules/money.ts';
import type { Head } from '../../head.ts';
import type { Unit } from '../../output.ts';
import type { Column } from '../../shape.ts';
import { decimalOf, headingsOf, type Cell, type Table } from '../../table.ts';
import { ALARM_FONT, bodyStyle, HEADER, PLAIN, PLAIN_CENTER, PLAIN_RIGHT, TITLE, TITLE_FONT } from './styles.ts';

/** Title, who reports what day in which unit, and headings stand above the rows. */
const [TITLE_ROW, ABOUT_ROW, HEADER_ROW, FIRST_ROW] = [0, 1, 2, 3];
const UNIT_WORDS: Readonly<Record<Unit, string>> = { yuan: '元', wan: '万元', yi: '亿元' };
/** Days before 1970 in a spreadsheet’s count. */
const SERIAL_OF_1970 = 25_569;

/** The table, as the offices print it: A4, landscape, as wide as the page, its headings on each. */
export function tableSheet(table: Table, rows: readonly Cell[][]): WriteSheet {
  const { columns, title } = table.report.shape;
  const { unit } = table.output;
  const last = columns.length - 1;
  const sumRow = FIRST_ROW + rows.length;
  const values = rows.map((row) => row.map((cell, i) => cellValue(cell, columns[i], table)));
  const width = (row: number, from: number, to: number): MergeRange[] =>
    to > from ? [{ startRow: row, endRow: row, startCol: from, endCol: to }] : [];
  const thirds = [0, Math.floor((last + 1) / 3), Math.floor((2 * (last + 1)) / 3), last + 1];
  const parts = thirds.slice(0, 3).map((from, i): [number, number] => [from, (thirds[i + 1] ?? 0) - 1]);
  return {
    name: title.zh.slice(0, 31),
    columns: columns.map(({ type, width: room }) => ({ width: room, style: bodyStyle(type, unit) })),
    rows: [[], [], headingsOf(table), ...values, [], []],
    cells: new Map([
      ...headCells(table, parts),
      ...sumCells(table, rows, sumRow),
      ...signatureCells(columns.length, sumRow + 1),
    ]),
    merges: [
      ...width(TITLE_ROW, 0, last),
      ...parts.flatMap(([from, to]) => width(ABOUT_ROW, from, to)),
      ...width(sumRow + 1, 0, last),
    ],
    rowDefs: new Map([...heightsOf(values, columns), ...HEIGHTS, [sumRow + 1, { height: 30 }]]),
    freezePane: { rows: FIRST_ROW },
    pageSetup: PAGE,
    headerFooter: { oddFooter: '&C第&P页 共&N页' },
  };
}

const HEIGHTS: readonly [number, { height: number }][] = [
  [TITLE_ROW, { height: 42 }],
  [ABOUT_ROW, { height: 24 }],
  [HEADER_ROW, { height: 34 }],
];
/** Points that a line of the body takes. */
const LINE = 16;

/** Rows are as high as their longest text wants: programs that print do not work that out. */
function heightsOf(rows: readonly CellValue[][], columns: readonly Column[]): [number, { height: number }][] {
  const linesIn = (value: CellValue, i: number): number =>
    typeof value === 'string' ? Math.ceil(widthOf(value) / ((columns[i]?.width ?? 1) - 1)) : 1;
  return rows.map((row, i) => [FIRST_ROW + i, { height: LINE * Math.max(1, ...row.map(linesIn)) + 2 }]);
}

/** In halves of a Chinese character. */
const widthOf = (text: string): number => text.length + (text.match(/[^ -\u00ff]/g)?.length ?? 0);

const PAGE: NonNullable<WriteSheet['pageSetup']> = {
  ...{ paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  ...{ printTitlesRow: `$${HEADER_ROW + 1}:$${HEADER_ROW + 1}`, horizontalCentered: true },
  margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
};

type Cells = [string, Partial<SheetCell>][];
const cell = (row: number, column: number, value: CellValue, style: CellStyle): Cells[number] => [
  `${row},${column}`,
  { value, style },
];

/** Whatever stands in the title's row is a style's as well: a merged cell is framed by all of its parts. */
function headCells(table: Table, parts: readonly [number, number][]): Cells {
  const { columns } = table.report.shape;
  const about = aboutWords(table);
  const [PLACES, blank] = [[PLAIN, PLAIN_CENTER, PLAIN_RIGHT], columns.map((_, i) => i)];
  return [
    ...blank.flatMap((i) => [cell(TITLE_ROW, i, null, TITLE), cell(ABOUT_ROW, i, null, PLAIN)]),
    [`${TITLE_ROW},0`, titleOf(table)],
    ...parts.map(([from], i) => cell(ABOUT_ROW, from, about[i] ?? '', PLACES[i] ?? PLAIN)),
    ...headingsOf(table).map((heading, i) => cell(HEADER_ROW, i, heading, HEADER)),
  ];
}

function titleOf({ report, head }: Table): Partial<SheetCell> {
  const { zh } = report.shape.title;
  const alarm = alarmOf(head);
  if (alarm === '') return { value: zh, style: TITLE };
  const richText = [
    { text: zh, font: TITLE_FONT },
    { text: alarm, font: ALARM_FONT },
  ];
  return { value: zh + alarm, type: 'richText', richText, style: TITLE };
}

/** Nobody takes a sum for whole that is not, nor for today's what was read earlier. Empty: there is nothing to say. */
export function alarmOf({ missing, stale }: Head): string {
  const named = (codes: readonly string[]): string => codes.map((code) => DOMAIN_WORDS[code] ?? code).join('、');
  const alarms = [
    ...(missing.length > 0 ? [`不完整：缺${named(missing)}的数据`] : []),
    ...(stale.length > 0 ? [`${named(stale)}的数据较旧`] : []),
  ];
  return alarms.length === 0 ? '' : `（${alarms.join('；')}）`;
}

/** Who reports, of which day, in which unit. */
export const aboutWords = ({ head, output }: Table): string[] => [
  '填报单位（盖章）：',
  `截至日：${head.asOf}`,
  `单位：${UNIT_WORDS[output.unit]}`,
];

/** Sums as formulas, with their values. */
function sumCells({ report, output }: Table, rows: readonly Cell[][], row: number): Cells {
  const { columns } = report.shape;
  return columns.map((column, i): Cells[number] => {
    const style = bodyStyle(column.type, output.unit);
    if (column.type === 'serial') return cell(row, i, '合计', style);
    if (!column.summed) return cell(row, i, null, style);
    const result = sumOf(rows, i, output.unit);
    if (rows.length === 0) return cell(row, i, 0, style);
    const formula = `SUM(${cellRef(FIRST_ROW, i)}:${cellRef(row - 1, i)})`;
    return [`${row},${i}`, { value: result, type: 'formula', formula, formulaResult: result, style }];
  });
}

function sumOf(rows: readonly Cell[][], column: number, unit: Unit): number {
  let [fen, number] = [0n, 0];
  for (const { [column]: value } of rows) {
    if (typeof value === 'bigint') fen += value;
    else if (typeof value === 'number') number += value;
  }
  return number || Number(decimalOf(fen, unit));
}

function signatureCells(width: number, row: number): Cells {
  const words = '填报人：                审核人：                组长审签：                电话：';
  return Array.from({ length: width }, (_, i) => cell(row, i, i === 0 ? words : null, PLAIN));
}

/** A spreadsheet's numbers hold fifteen digits: what has more is shown as the text that it is. */
export function cellValue(value: Cell, column: Column | undefined, { output: { unit, headings } }: Table): CellValue {
  if (typeof value === 'bigint') return isHeld(value) ? Number(decimalOf(value, unit)) : decimalOf(value, unit);
  if (typeof value === 'boolean') return headings === 'zh' ? (value ? '是' : '否') : String(value);
  return column?.type === 'day' && typeof value === 'string' ? dayNumber(value) + SERIAL_OF_1970 : value;
}

const isHeld = (fen: Fen): boolean => fen < 10n ** 15n && fen > -(10n ** 15n);
