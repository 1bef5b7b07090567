import type { Request, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { operationOf } from './kept.ts';
import { FORMATS, OUTPUT_PARAMETERS } from './output.ts';
import { parametersOf } from './parameters.ts';
import type { SavedReport } from './report.ts';

/** Whether a request is a browser's for a page, and no program's. */
export const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html';

/**
 * The reports that a caller may ask for, for programs: what each takes, what its columns are, and by which question it
 * is asked on the graph.
 */
export function sendList(response: Response, reports: readonly SavedReport[], schema: GraphQLSchema): void {
  const output = Object.entries(OUTPUT_PARAMETERS).map(([name, values]) => ({ name, values }));
  response.json({ formats: FORMATS, output, reports: reports.map((report) => aboutOf(report, schema)) });
}

function aboutOf(report: SavedReport, schema: GraphQLSchema): object {
  const { name, about, digest, shape } = report;
  const { version, title, columns } = shape;
  const parameters = parametersOf(report, schema).map(({ name: parameter, type, required, isList, values, usual }) => ({
    name: parameter,
    type,
    required,
    isList,
    values,
    usual,
  }));
  return {
    ...{ name, version, title, about, address: `/reports/${name}`, parameters },
    columns: columns.map(({ key, zh, en, type, unit = null, width }) => ({ key, zh, en, type, unit, width })),
    operation: { name: operationOf(report), digest },
  };
}
