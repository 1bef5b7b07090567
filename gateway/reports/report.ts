import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Kind, OperationTypeNode, parse, print, Source, type OperationDefinitionNode } from 'graphql';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { checkShape } from './check.ts';
import type { ReportShape } from './shape.ts';

/** A question that is kept for those who ask it again and again, and the table that its answer becomes. */
export interface SavedReport {
  /** Its file's, without version and ending. */
  name: string;
  /** The first line of its file, a remark: what it tells, for people. */
  about: string;
  /** As GraphQL prints it: white space and comments do not tell questions apart. */
  text: string;
  /** SHA-256 of the text, in hexadecimal. */
  digest: string;
  operation: OperationDefinitionNode;
  shape: ReportShape;
}

/**
 * By the names of their files without the ending: the version in force as `wages`, an earlier one that is kept as
 * `wages@1`.
 */
export type SavedReports = ReadonlyMap<string, SavedReport>;

const REPORTS_FOLDER = new URL('../../reports/', import.meta.url);
const ENDING = '.graphql';

/**
 * The reports in `reports/`. Throws where a file is not one query with a name, after a remark, or the table beside it
 * does not fit.
 */
export async function readSavedReports(): Promise<SavedReports> {
  const files = (await readdir(REPORTS_FOLDER)).filter((file) => file.endsWith(ENDING)).sort();
  const reports = await Promise.all(files.map(readReport));
  return new Map(reports.map((report, i) => [files[i]?.slice(0, -ENDING.length) ?? '', report]));
}

async function readReport(file: string): Promise<SavedReport> {
  const text = await readFile(new URL(file, REPORTS_FOLDER), 'utf8');
  const { report } = (await import(new URL(file.replace(ENDING, '.ts'), REPORTS_FOLDER).href)) as {
    report: ReportShape;
  };
  return reportOf(file, text, report);
}

/** The report that a file's text and its table are. */
export function reportOf(file: string, text: string, shape: ReportShape): SavedReport {
  const document = parse(new Source(text, file));
  const [operation, ...more] = document.definitions;
  const about = /^# *(\S.*)/.exec(text)?.[1];
  const [, name] = /^([a-z-]+)(?:@\d+)?\.graphql$/.exec(file) ?? [];
  if (
    operation?.kind !== Kind.OPERATION_DEFINITION ||
    !isNamedQuery(operation) ||
    more.length > 0 ||
    about === undefined ||
    !name
  ) {
    throw new Error(`reports/${file} wants a remark that says what it tells, one query, with a name, and nothing else`);
  }
  checkShape(file, operation, shape);
  const printed = print(document);
  return { name, about, text: printed, digest: createHash('sha256').update(printed).digest('hex'), operation, shape };
}

function isNamedQuery({ operation, name }: OperationDefinitionNode): boolean {
  return operation === OperationTypeNode.QUERY && name !== undefined;
}

/** The report of a name, in the version that is wanted; null: the one in force. */
export function findReport(reports: SavedReports, name: string, version: number | null): SavedReport | null {
  const report = reports.get(name);
  if (version === null || report?.shape.version === version) return report ?? null;
  return reports.get(`${name}@${version}`) ?? null;
}

/** Whether a caller may ask for a report at all; a caller who may ask any question may. */
export const isFor = ({ name }: Pick<SavedReport, 'name'>, { reports }: Viewer): boolean =>
  reports?.includes(name) ?? true;
