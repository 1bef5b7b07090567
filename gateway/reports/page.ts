import { Kind, type OperationDefinitionNode, type VariableDefinitionNode } from 'graphql';
import { Router } from 'express';
import { forCallers, type Door } from '../pages/for-callers.ts';
import { escapeHtml, sendHtml } from '../pages/html.ts';
import type { SavedReport, SavedReports } from './report.ts';

/** `GET /reports`: a page for people, with the reports that the caller may ask. */
export function reportsPage(reports: SavedReports, door: Door, demo: boolean): Router {
  const page = forCallers(door, ({ viewer }, response) => {
    const own = [...reports.values()].filter(({ name }) => viewer.reports?.includes(name) ?? true);
    sendHtml(response, { title: '固定报表', body: bodyOf(own), demo });
  });
  return Router().get('/reports', page);
}

function bodyOf(reports: readonly SavedReport[]): string {
  const rows = reports.map(
    (report) => `<li>${linkOf(report)}：${escapeHtml(report.about)}${parametersOf(report.operation)}</li>`,
  );
  return `<p>每张报表一个地址，答案是 JSON；参数写在地址里，如 <code>?asOf=2026-06-30</code>。不全的答案带有 <code>X-Incomplete</code> 头和 <code>extensions.incomplete</code>。</p>
<ul>
${rows.join('\n') || '<li>没有您可以取用的报表。</li>'}
</ul>
<p><a href="/">返回</a></p>`;
}

/** One that wants a parameter cannot be opened without. */
function linkOf({ name, operation: { variableDefinitions = [] } }: SavedReport): string {
  const address = `/reports/${encodeURIComponent(name)}`;
  return variableDefinitions.some(isWanted) ? `<code>${address}</code>` : `<a href="${address}">${address}</a>`;
}

function parametersOf({ variableDefinitions = [] }: OperationDefinitionNode): string {
  const names = variableDefinitions.map(
    (definition) => `<code>${definition.variable.name.value}</code>${isWanted(definition) ? '（必填）' : ''}`,
  );
  return names.length === 0 ? '' : `参数：${names.join('、')}。`;
}

const isWanted = ({ type, defaultValue }: VariableDefinitionNode): boolean =>
  type.kind === Kind.NON_NULL_TYPE && !defaultValue;
