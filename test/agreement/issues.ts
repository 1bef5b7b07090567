import type { Truth } from '../../demo/truth.ts';
import { compareAnswers, compareSets } from './client.ts';
import { PAGE, pagesOf, type Page } from './paging.ts';
import { DOMAINS } from './questions.ts';
import { numberBetween, oneOf, someOf } from './random.ts';
import type { Round } from './round.ts';

interface IssuePage extends Page<{ domain: { code: string }; kind: string; location: string; debtId: string | null }> {
  totalCount: number;
}

/** Issues of some departments and kinds, as a set. */
export async function compareDataIssues({ endpointUrl, truth, expected, random, pageSize }: Round): Promise<void> {
  const domains = oneOf(random, [null, someOf(random, DOMAINS, numberBetween(random, 0, 2))]);
  const kinds = oneOf(random, [null, someOf(random, kindsOf(truth), numberBetween(random, 0, 3))]);
  const issues = expected
    .issues()
    .filter(({ domain, kind }) => (domains?.includes(domain) ?? true) && (kinds?.includes(kind) ?? true));
  const query = `query ($domains: [ID!], $kinds: [DataIssueKind!], $first: Int, $after: String) {
    dataIssues(domains: $domains, kinds: $kinds, first: $first, after: $after) {
      nodes { domain { code } kind location debtId } totalCount ${PAGE}
    } }`;
  const asked = { endpointUrl, query, variables: { domains, kinds, first: pageSize(issues.length) } };
  const pages = await pagesOf<IssuePage>(asked, 'dataIssues');
  const wanted = issues.map(({ domain, ...issue }) => ({ domain: { code: domain }, ...issue }));
  compareSets(
    asked,
    wanted,
    pages.flatMap((page) => page.nodes),
    ({ domain, kind, location }) => `${domain.code} ${kind} ${location}`,
  );
  for (const page of pages)
    compareAnswers(
      asked,
      { totalCount: issues.length, complete: true },
      { totalCount: page.totalCount, complete: page.complete },
    );
}

function kindsOf({ issues }: Truth): string[] {
  return [...new Set(issues.map(({ kind }) => kind))];
}
