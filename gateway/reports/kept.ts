import { Refusal } from '../../kit/graphql/errors.ts';
import type { KeptQuestion } from '../../kit/graphql/request.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { isFor, type SavedReport, type SavedReports } from './report.ts';

/**
 * The text of the saved question that a caller asks by its operation's name, in the version in force, or by its digest.
 * Throws FORBIDDEN where it is not for them, and BAD_REQUEST, which names what is, where there is none.
 */
export function keptText(reports: SavedReports, kept: KeptQuestion, viewer: Viewer): string {
  const report = [...reports].find(([file, saved]) => isMeant(file, saved, kept))?.[1];
  if (report && isFor(report, viewer)) return report.text;
  const own = [...reports].filter(([file, saved]) => file === saved.name && isFor(saved, viewer));
  const names = own.map(([, saved]) => operationOf(saved)).join(', ');
  if (report) throw new Refusal('FORBIDDEN', `${operationOf(report)} is not for you; for you there are ${names}.`);
  throw new Refusal('BAD_REQUEST', `No question is kept under this name or digest; for you there are ${names}.`);
}

/** The name of a report's operation. */
export const operationOf = ({ operation }: SavedReport): string => operation.name?.value ?? '';

function isMeant(file: string, report: SavedReport, kept: KeptQuestion): boolean {
  if ('digest' in kept) return report.digest === kept.digest;
  return file === report.name && operationOf(report) === kept.name;
}
