import type { IssueFact } from '../../../kit/rules/fact.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import { duplicateIssue, type IssueRow } from '../../../kit/rules/issues.ts';
import type { PlatformRow } from '../model.ts';
import { isSet } from './readings.ts';

/** A row for each id: where a copy of the books without keys has several, the one that was changed last. */
export function latestRows<Row extends PlatformRow>(rows: readonly Row[]): Row[] {
  return [...groupedBy(rows, ({ id }) => id).values()].map(latestOf).filter((row) => row !== undefined);
}

function latestOf<Row extends PlatformRow>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (latest, row) => (latest && latest.changedAt >= row.changedAt ? latest : row),
    undefined,
  );
}

/** An issue for each id that several rows have, unless it is deleted. */
export function duplicateIssues(rows: readonly PlatformRow[], issueRowOf: (id: string) => IssueRow): IssueFact[] {
  const shared = [...groupedBy(rows, ({ id }) => id)].filter(([, copies]) => copies.length > 1);
  const inForce = shared.filter(([, copies]) => latestRows(copies).some(({ deleted }) => !isSet(deleted)));
  return inForce.map(([id, copies]) => duplicateIssue(issueRowOf(id), copies.length));
}
