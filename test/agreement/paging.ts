import { ask, compareAnswers, type Asked } from './client.ts';

/** A page of any connection. */
export interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  complete: boolean;
}

/** The same with its edges. */
export interface EdgedPage<Node extends { id: string }> extends Page<Node> {
  edges: { cursor: string; node: { id: string } }[];
}

/** What to ask of each page beside its nodes. */
export const PAGE = 'pageInfo { hasNextPage endCursor } complete';

/** All pages of a list, in turn. The question has variables `first` and `after`. */
export async function pagesOf<P extends Page<unknown>>(asked: Asked, field: string): Promise<P[]> {
  const pages: P[] = [];
  for (let after: string | null = null; ; after = pages.at(-1)?.pageInfo.endCursor ?? null) {
    const answer: Record<string, P> = await ask({ ...asked, variables: { ...asked.variables, after } });
    const page = answer[field];
    if (!page) throw new Error(`No ${field} in the answer to ${asked.query}`);
    comparePageSize(asked, page);
    pages.push(page);
    if (!page.pageInfo.hasNextPage) return pages;
  }
}

/** Every page but the last is full, so that paging comes to an end. */
function comparePageSize(asked: Asked, { nodes, pageInfo }: Page<unknown>): void {
  const size = Number(asked.variables['first']);
  const wanted = pageInfo.hasNextPage ? size : Math.min(size, nodes.length);
  compareAnswers(asked, { pageOf: wanted }, { pageOf: nodes.length });
}

/** Edges are of the page's nodes, and the last one's cursor ends the page. */
export function compareEdges(asked: Asked, { nodes, edges, pageInfo }: EdgedPage<{ id: string }>): void {
  compareAnswers(
    asked,
    { edges: nodes.map(({ id }) => id), end: edges.at(-1)?.cursor ?? null },
    { edges: edges.map(({ node }) => node.id), end: pageInfo.endCursor },
  );
}
