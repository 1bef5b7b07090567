import type { CellValue, WriteSheet } from 'hucre/xlsx';
import { localInstant } from '../../../../kit/rules/dates.ts';
import { RULES } from '../../../../kit/rules/law.ts';
import { DOMAIN_WORDS, PARAMETER_WORDS, WORDS } from '../../../../reports/parts/words.ts';
import type { Table } from '../../table.ts';
import { HEADER, REMARK, REMARK_ALARM } from './styles.ts';

interface Remark {
  words: readonly [CellValue, CellValue];
  isAlarm?: boolean;
}

/**
 * What a table is of: its day, when each department's books were read, what is missing in it, by which filters and
 * rules.
 */
export function remarksSheet(table: Table, count: number): WriteSheet {
  const remarks = remarksOf(table, count);
  const cells = remarks.flatMap(({ words, isAlarm }, row) =>
    words.map((value, column): [string, { value: CellValue; style: typeof REMARK }] => [
      `${row + 1},${column}`,
      { value, style: isAlarm ? REMARK_ALARM : REMARK },
    ]),
  );
  const heading = (value: string, column: number): (typeof cells)[number] => [`0,${column}`, { value, style: HEADER }];
  return {
    name: '说明',
    columns: [{ width: 26 }, { width: 90 }],
    rows: [['项目', '内容'], ...remarks.map(({ words }) => [...words])],
    cells: new Map([heading('项目', 0), heading('内容', 1), ...cells]),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: '&C第&P页 共&N页' },
  };
}

/** Remarks in their order, a pair of words each. */
export function remarksOf({ report, head, asked }: Table, count: number): Remark[] {
  const { title, version } = report.shape;
  const named = (codes: readonly string[]): string =>
    codes.map((code) => DOMAIN_WORDS[code] ?? code).join('、') || '无';
  return [
    { words: ['报表', `${title.zh}（${report.name}，第${version}版）：${report.about}`] },
    { words: ['截至日', `${head.asOf}（以今日账面回看该日，不是当日上报数）`] },
    { words: ['行数', count] },
    { words: ['缺少的部门', named(head.missing)], isAlarm: head.missing.length > 0 },
    { words: ['数据较旧的部门', named(head.stale)], isAlarm: head.stale.length > 0 },
    ...head.sources.map((source): Remark => ({
      words: [`账本：${named([source.domain])}`, sourceWords(source)],
      isAlarm: source.state !== 'LIVE',
    })),
    { words: ['查询条件', askedWords(asked)] },
    { words: ['计数口径', '同一笔账在几个部门账上的，只计一次；金额精确到分。'] },
    ...Object.values(RULES).map(({ code, article, version: act, text }): Remark => ({
      words: [`规则：${code}`, `${act}, ${article}: ${text}`],
    })),
  ];
}

function sourceWords({ state, readAt, message }: Table['head']['sources'][number]): string {
  const states: Readonly<Record<string, string>> = WORDS.SourceState;
  const read = readAt === null ? '' : `，读取时间 ${localInstant(new Date(readAt))}`;
  return `${states[state] ?? state}${read}${message === null ? '' : `（${message}）`}`;
}

const askedWords = (asked: Table['asked']): string =>
  Object.entries(asked)
    .map(([name, value]) => `${PARAMETER_WORDS[name] ?? name}：${value}`)
    .join('；') || '无';
