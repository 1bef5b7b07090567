import { readdir, readFile } from 'node:fs/promises';
import { Kind, OperationTypeNode, parse, print, Source, type OperationDefinitionNode } from 'graphql';

/** A question that is kept for those who ask it again and again. */
export interface SavedReport {
  /** Its file's, without the ending. */
  name: string;
  /** The first line of its file, a remark: what it tells, for people. */
  about: string;
  /** As GraphQL prints it: white space and comments do not tell questions apart. */
  text: string;
  operation: OperationDefinitionNode;
}

export type SavedReports = ReadonlyMap<string, SavedReport>;

const REPORTS_FOLDER = new URL('../../reports/', import.meta.url);
const ENDING = '.graphql';

/** The reports in `reports/`, by name. Throws where a file is not one query with a name, after a remark. */
export async function readSavedReports(): Promise<SavedReports> {
  const files = (await readdir(REPORTS_FOLDER)).filter((file) => file.endsWith(ENDING)).sort();
  const reports = await Promise.all(
    files.map(async (file) => reportOf(file, await readFile(new URL(file, REPORTS_FOLDER), 'utf8'))),
  );
  return new Map(reports.map((report) => [report.name, report]));
}

/** The report that a file's text is. */
export function reportOf(file: string, text: string): SavedReport {
  const document = parse(new Source(text, file));
  const [operation, ...more] = document.definitions;
  const about = /^# *(\S.*)/.exec(text)?.[1];
  if (
    operation?.kind === Kind.OPERATION_DEFINITION &&
    isNamedQuery(operation) &&
    more.length === 0 &&
    about !== undefined
  ) {
    return { name: file.slice(0, -ENDING.length), about, text: print(document), operation };
  }
  throw new Error(`reports/${file} wants a remark that says what it tells, one query, with a name, and nothing else`);
}

function isNamedQuery({ operation, name }: OperationDefinitionNode): boolean {
  return operation === OperationTypeNode.QUERY && name !== undefined;
}
