import type { Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { escapeHtml, sendHtml } from '../pages/html.ts';
import { DOMAIN_WORDS, PARAMETER_WORDS, WORDS } from '../../reports/parts/words.ts';
import { FORMATS, type Format } from './output.ts';
import { parametersOf, type Parameter } from './parameters.ts';
import type { SavedReport } from './report.ts';

const WORDS_BY_TYPE: Readonly<Record<string, Readonly<Record<string, string>>>> = WORDS;
const FORMAT_WORDS: Readonly<Record<Format, string>> = {
  xlsx: '下载 Excel',
  csv: '下载 CSV',
  json: '查看 JSON',
  ndjson: '下载 NDJSON',
};
const UNIT_OPTIONS = option('', '按格式默认') + option('yuan', '元') + option('wan', '万元') + option('yi', '亿元');
const HEADING_OPTIONS =
  option('', '按格式默认') + option('zh', '中文') + option('en', '英文') + option('key', '字段名');

const INTRODUCTION = `<p>每张报表一个固定地址：<code>/reports/名称.xlsx</code>、<code>.csv</code>、<code>.json</code>、<code>.ndjson</code>；选好条件，点下面的按钮即可下载，地址栏里的地址可以放进表格软件定时取数。</p>
<p>缺了哪个部门的数据，表头会写明；不全时不要当作全旗合计上报。</p>`;

/**
 * The reports that a caller may ask for, for people: each with what may be picked. It runs no script: what is picked
 * goes into the address.
 */
export function sendPage(
  response: Response,
  reports: readonly SavedReport[],
  schema: GraphQLSchema,
  demo: boolean,
): void {
  const forms = reports.map((report) => formOf(report, parametersOf(report, schema)));
  const body = `${INTRODUCTION}\n${forms.join('\n') || '<p>没有您可以取用的报表。</p>'}\n<p><a href="/">返回</a></p>`;
  sendHtml(response, { title: '固定报表', body, demo, hasForms: true });
}

function formOf({ name, about, shape }: SavedReport, parameters: readonly Parameter[]): string {
  const isFirst = ({ name: parameter, place }: Parameter): boolean =>
    place !== 'FILTER' || ['domains', 'statuses'].includes(parameter);
  const ownWords = Object.fromEntries((shape.parameters ?? []).map((own) => [own.name, own.zh]));
  const fields = (picked: readonly Parameter[]): string =>
    picked.map((parameter) => fieldOf(parameter, ownWords)).join('\n');
  const rest = parameters.filter((parameter) => !isFirst(parameter));
  const buttons = FORMATS.map(
    (format) => `<button formaction="/reports/${name}.${format}">${FORMAT_WORDS[format]}</button>`,
  ).join(' ');
  return `<details class="report" id="${name}"><summary><strong>${escapeHtml(shape.title.zh)}</strong> <code>${name}</code><br>${escapeHtml(about)}</summary>
<form method="get" action="/reports/${name}.xlsx">
<div class="fields">
${fields(parameters.filter(isFirst))}
<label>金额单位<select name="unit">${UNIT_OPTIONS}</select></label>
<label>表头<select name="headings">${HEADING_OPTIONS}</select></label>
<label>缺部门时<select name="strict">${option('', '照出，注明缺谁')}${option('1', '不出表')}</select></label>
</div>
${rest.length === 0 ? '' : `<details><summary>更多筛选条件</summary><div class="fields">\n${fields(rest)}\n</div></details>`}
<p>${buttons}</p>
</form></details>`;
}

function fieldOf(parameter: Parameter, ownWords: Readonly<Record<string, string>>): string {
  const { name, required } = parameter;
  const label = `${escapeHtml(ownWords[name] ?? PARAMETER_WORDS[name] ?? name)}${required ? '（必填）' : ''}`;
  return `<label>${label}${inputOf(parameter)}</label>`;
}

function inputOf(parameter: Parameter): string {
  const { name, type, values, required } = parameter;
  const wanted = required ? ' required' : '';
  if (values || type === 'Boolean') return selectOf(parameter);
  if (type === 'MONTH') return `<input type="month" name="${name}" placeholder="2026-10"${wanted}>`;
  if (type === 'Date' || type === 'DAY')
    return `<input type="date" name="${name}"${wanted}>${name === 'asOf' ? MONTH_END : ''}`;
  const kind = type === 'Int' || type === 'YEAR' ? 'number' : 'text';
  return `<input type="${kind}" name="${name}"${wanted}>`;
}

/** A month stands for its last day: of the two, the one that is filled in counts. */
const MONTH_END = ' 或月末 <input type="month" name="asOf" placeholder="2026-10">';

function selectOf({ name, type, isList, values, usual }: Parameter): string {
  const words = name === 'domains' ? DOMAIN_WORDS : (WORDS_BY_TYPE[type] ?? {});
  const picked: readonly unknown[] = Array.isArray(usual) ? usual : [usual];
  const told = values?.map((value): [string, string] => [value, words[value] ?? value]) ?? YES_NO;
  const options = told
    .map(([value, word]) => option(value, word, picked.includes(value) || picked.map(String).includes(value)))
    .join('');
  return isList
    ? `<select name="${name}" multiple size="${Math.min(told.length, 4)}">${options}</select>`
    : `<select name="${name}">${option('', '不限')}${options}</select>`;
}

const YES_NO: readonly [string, string][] = [
  ['true', '是'],
  ['false', '否'],
];

function option(value: string, word: string, isPicked = false): string {
  return `<option value="${value}"${isPicked ? ' selected' : ''}>${escapeHtml(word)}</option>`;
}
