import { expect } from 'vitest';

/** What is asked of the graph while a department lies. Each says how complete it is. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  arrears:
    '{ answer: arrears { complete sources { domain { code } state } totals { count amount paid outstanding } } }',
  'arrears by status and debtor':
    '{ answer: arrears(groupBy: [STATUS, DEBTOR]) { complete sources { domain { code } state } groups { status debtor { name } totals { count outstanding } } } }',
  debts: `{ answer: debts(first: 30) { complete sources { domain { code } state } totals { count outstanding }
    nodes { id amount paid outstanding dueOn status debtorName creditor { name } } } }`,
  'debts in arrears': `{ answer: debts(first: 30, filter: { statuses: [IN_ARREARS], wages: false, minOutstanding: "1000" }) {
    complete sources { domain { code } state } nodes { id outstanding } } }`,
  'debts by date': `{ answer: debts(first: 30, orderBy: {field: DUE_ON, direction: ASC}) { complete sources { domain { code } state } nodes { id dueOn outstanding } } }`,
  debtors:
    '{ answer: debtors(first: 20) { complete sources { domain { code } state } nodes { id name totals { outstanding } } } }',
  reconciliation:
    '{ answer: reconciliation(first: 20) { complete sources { domain { code } state } totalCount nodes { id difference } } }',
  dataIssues:
    '{ answer: dataIssues(first: 20) { complete sources { domain { code } state } totalCount nodes { id kind location found } } }',
};

export interface Told {
  data: { answer: { complete: boolean; sources: { domain: { code: string }; state: string }[] } } | null;
  errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
}

export async function ask(url: string, query: string, variables: object = {}): Promise<Told> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as Told;
}

/**
 * Whatever one department says, the others' answer is there; and it looks complete only if it is the true one. Returns
 * whether the liar was missed.
 */
export function judge(told: Told, truth: Told, liar: string): 'true' | 'named as missing' {
  const { data, errors } = told;
  expect(errors ?? [], 'no question fails whole').toEqual([]);
  if (!data) throw new Error('nothing is told, and no error says why');
  if (data.answer.complete) {
    expect(data, 'what looks complete is true').toEqual(truth.data);
    return 'true';
  }
  const missing = data.answer.sources.filter(({ state }) => state === 'UNAVAILABLE').map(({ domain }) => domain.code);
  expect(missing, 'the liar is named, and nobody else').toEqual([liar]);
  return 'named as missing';
}
