import { compareLargestFirst, compareTexts } from '../compare.ts';
import { contradictionsIn } from '../views/contradictions.ts';
import type { Contradiction, ContradictionKind, ContradictionList } from '../model.ts';
import { PagedList, type ListTools, type PageArguments } from './paged-list.ts';

interface ContradictionsQuestion extends PageArguments {
  domains?: readonly string[] | null | undefined;
  kinds?: readonly ContradictionKind[] | null | undefined;
}

/** Where books contradict each other, the largest amount first, equal ones by id. */
export async function listContradictions(
  tools: ListTools,
  question: ContradictionsQuestion,
): Promise<ContradictionList> {
  const { domains = null, kinds } = question;
  const list = new PagedList(tools, ['contradictions', domains, kinds ?? null], question);
  const { asOf, missing, cursor } = list;
  const { answers, queryContext, sources, complete } = await tools.session.gather({ domains, asOf, missing }, () =>
    Promise.resolve(null),
  );
  const all = contradictionsIn({ ...queryContext, asOf, domains: answers.map(({ domain }) => domain) });
  const wanted = all.filter(({ kind }) => kinds?.includes(kind) ?? true).sort(compare);
  const last = cursor && { amount: BigInt(cursor.value ?? '0'), id: cursor.id };
  const rest = last ? wanted.filter((contradiction) => compare(last, contradiction) < 0) : wanted;
  const page = list.pageOf(
    rest.map((contradiction) => ({ ...contradiction, asOf })),
    sources,
    ({ amount, id }) => ({ value: amount.toString(), domain: '', id }),
  );
  return { ...page, totalCount: wanted.length, sources, complete };
}

type Sortable = Pick<Contradiction, 'amount' | 'id'>;

function compare(a: Sortable, b: Sortable): number {
  return compareLargestFirst(a.amount, b.amount) || compareTexts(a.id, b.id);
}
