import { fenOfYuan, yuanOf, type Fen } from '../../kit/rules/money.ts';
import type { Row } from '../../gateway/reports/shape.ts';
import { checkKept } from './kept.ts';

/** A debt on a day, as the graph has it. */
export interface Debt extends Row {
  id: string;
  status: string;
  paid: string;
  outstanding: string;
  recordings: readonly { debtId: string }[];
}

type Figures = Pick<Debt, 'paid' | 'outstanding' | 'status'>;

/**
 * What became of the debts in arrears on one day until another: one row for each that is not the same, and one for all
 * that are. A debt that another book has come to count is the same debt.
 */
export async function* changesBetween(
  opening: AsyncIterable<Debt>,
  closing: AsyncIterable<Debt>,
  byIds: (ids: readonly string[]) => AsyncIterable<Debt>,
): AsyncIterable<Row> {
  const [before, isNew, same] = [await allOf(opening), [] as Debt[], { count: 0, sum: 0n }];
  for await (const debt of closing) {
    const earlier = before.get(debt.id);
    if (!earlier) isNew.push(debt);
    else if (isSame(earlier, debt)) [same.count, same.sum] = [same.count + 1, same.sum + fenOfYuan(debt.outstanding)];
    else yield moved(earlier, debt, debt);
    before.delete(debt.id);
  }
  for (const debt of isNew) {
    const earlier = debt.recordings.flatMap(({ debtId }) => before.get(debtId) ?? [])[0];
    if (earlier) before.delete(earlier.id);
    yield earlier ? moved(earlier, debt, debt) : added(debt);
  }
  const later = new Map<string, Debt>();
  for await (const debt of byIds([...before.keys()])) later.set(debt.id, debt);
  for (const debt of before.values()) yield moved(debt, debt, left(debt, later.get(debt.id)));
  if (same.count > 0) yield { ...figures(same.sum, 0n, 0n, same.sum), change: 'SAME', count: same.count };
}

async function allOf(debts: AsyncIterable<Debt>): Promise<Map<string, Debt>> {
  const all = new Map<string, Debt>();
  for await (const debt of debts) {
    all.set(debt.id, debt);
    checkKept(all.size);
  }
  return all;
}

const isSame = (a: Figures, b: Figures): boolean => a.paid === b.paid && a.outstanding === b.outstanding;

/**
 * What is no more in arrears owes nothing of them; how much of it was paid, its later record says where there is one.
 */
const left = ({ paid }: Figures, later: Figures | undefined): Figures => ({
  paid: later?.paid ?? paid,
  outstanding: '0.00',
  status: later?.status ?? '',
});

function moved(before: Figures, debt: Row, after: Figures): Row {
  const [opening, closing, paid] = [
    fenOfYuan(before.outstanding),
    fenOfYuan(after.outstanding),
    fenOfYuan(after.paid) - fenOfYuan(before.paid),
  ];
  const repaid = paid > 0n ? paid : 0n;
  const change = after.status === 'CLEARED' ? 'CLEARED' : repaid > 0n ? 'REPAID' : 'ADJUSTED';
  return { ...debt, ...figures(opening, 0n, repaid, closing), change, count: 1 };
}

const added = (debt: Debt): Row => ({
  ...debt,
  ...figures(0n, fenOfYuan(debt.outstanding), 0n, fenOfYuan(debt.outstanding)),
  change: 'NEW',
  count: 1,
});

/** What is neither new nor repaid is adjusted, so that they add up. */
function figures(opening: Fen, isNew: Fen, repaid: Fen, closing: Fen): Row {
  const adjusted = closing - opening - isNew + repaid;
  return {
    ...{ opening: yuanOf(opening), added: yuanOf(isNew), repaid: yuanOf(repaid) },
    ...{ adjusted: yuanOf(adjusted), closing: yuanOf(closing) },
  };
}
