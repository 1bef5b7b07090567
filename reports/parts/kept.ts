import { Refusal } from '../../kit/graphql/errors.ts';

/** Debts that a report keeps in memory while it reads others: a few hundred bytes each. */
const MOST = 500_000;

/** Throws TOO_COSTLY where a report would keep more debts than there is room for. */
export function checkKept(count: number): void {
  if (count <= MOST) return;
  throw new Refusal(
    'TOO_COSTLY',
    `This report is told of up to ${MOST} debts: ask for one domain, or for fewer debtors.`,
  );
}
