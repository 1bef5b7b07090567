import type {
  DebtOrderField,
  LedgerBound,
  LedgerDebt,
  LedgerOrder,
} from '../../../../schema/generated/ledger-client.ts';
import { parseDecimal, type Fen } from '../../../../kit/rules/money.ts';
import { BrokenContract } from './broken-contract.ts';

type Value = Fen | string | null;

const VALUES: Readonly<Record<DebtOrderField, (debt: LedgerDebt) => Value>> = {
  OUTSTANDING: ({ outstanding }) => outstanding,
  AMOUNT: ({ amount }) => amount,
  DUE_ON: ({ dueOn }) => dueOn ?? null,
  INCURRED_ON: ({ incurredOn }) => incurredOn ?? null,
};

interface Ordered {
  orderBy?: LedgerOrder;
  after?: number | string | LedgerBound | null;
}

/**
 * Throws where a page is not in its order, or begins before its bound: what is to come first would be missing. Equal
 * values' ids are not compared: databases sort texts in their own ways.
 */
export function holdOrder(page: readonly LedgerDebt[], { orderBy, after }: Ordered): void {
  if (!orderBy) return;
  const isOfMoney = orderBy.field === 'OUTSTANDING' || orderBy.field === 'AMOUNT';
  const bound = typeof after === 'object' && after !== null ? [boundOf(after, isOfMoney)] : [];
  const values = [...bound, ...page.map(VALUES[orderBy.field])];
  const broken = values.findIndex((value, i) => i > 0 && isBefore(value, values[i - 1] ?? null, orderBy));
  if (broken !== -1) throw new BrokenContract(`page: ${page[broken - bound.length]?.id ?? ''} is out of its order`);
}

function boundOf({ value = null }: LedgerBound, isOfMoney: boolean): Value {
  return value === null ? null : isOfMoney ? parseDecimal(value, 2) : value;
}

/** What has no value comes last, whatever the direction. */
function isBefore(one: Value, other: Value, { direction }: LedgerOrder): boolean {
  if (one === null || other === null) return one !== null;
  return direction === 'DESC' ? one > other : one < other;
}
