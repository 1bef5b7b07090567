import { setTimeout as rest } from 'node:timers/promises';
import type { MovingBooks, MovingDomain } from './books.ts';
import type { MovingHouse } from './house.ts';

/** A debt that both books have, and say differently what is owed on it. */
export interface SharedDebt {
  /** Whose record counts where both stand, and the other. */
  counted: MovingDomain;
  other: MovingDomain;
  /** By book, the record's own key. */
  keys: Readonly<Record<MovingDomain, string>>;
  /** What the total has more of, in fen, when the other record counts. */
  more: bigint;
}

const CHANGE_MS = 20;

/** As the rows' own clocks have it. */
const localTime = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Takes a record out of its book in the way of the book, or puts it back in. */
function standing(domain: MovingDomain, key: string, stands: boolean): string {
  return domain === 'soe'
    ? `UPDATE arap_djfb SET dr = ${stands ? 0 : 1}, ts = '${localTime()}' WHERE fb_oid = '${key}'`
    : `UPDATE AP_PAYABLE SET IS_DELETED = ${stands ? 2 : 1}, UPDATE_TIME = '${localTime()}' WHERE PAYABLE_ID = '${key}'`;
}

/** Lets finance's record of a debt say more than the other book's. */
export const moreOwed = (key: string): string =>
  `UPDATE AP_PAYABLE SET PAYABLE_AMT = PAYABLE_AMT + 777.77, UPDATE_TIME = '${localTime()}' WHERE PAYABLE_ID = '${key}'`;

interface Moving {
  books: MovingBooks;
  house: MovingHouse;
  isOver: () => boolean;
}

/** Every 20 ms a record comes into a book, or goes, while the debt stands in the other all the time. */
export async function flicker({ books, isOver }: Moving, { keys }: SharedDebt, domain: MovingDomain): Promise<number> {
  let changes = 0;
  for (; !isOver(); changes += 1) {
    await books.write(domain, standing(domain, keys[domain], changes % 2 === 1));
    await rest(CHANGE_MS);
  }
  await books.write(domain, standing(domain, keys[domain], true));
  return changes;
}

/** A debt moves from book to book and back, and leaves each only when the other department is seen to have it. */
export async function wander({ books, house, isOver }: Moving, { keys }: SharedDebt, today: string): Promise<number> {
  const has = async (domain: MovingDomain): Promise<boolean> => {
    const variables = { ids: [`${domain}:${keys[domain]}`], asOf: today };
    const query = 'query ($ids: [ID!]!, $asOf: Date!) { ledger { debts(ids: $ids, asOf: $asOf) { id } } }';
    return (await house.ask<{ ledger: { debts: object[] } }>(domain, query, variables)).ledger.debts.length > 0;
  };
  const see = async (domain: MovingDomain, stands: boolean): Promise<void> => {
    await books.write(domain, standing(domain, keys[domain], stands));
    while ((await has(domain)) !== stands) await rest(2);
  };
  let moves = 0;
  for (; !isOver(); moves += 1) {
    const [left, other]: [MovingDomain, MovingDomain] = moves % 2 === 0 ? ['finance', 'soe'] : ['soe', 'finance'];
    await see(left, false);
    await see(left, true);
    await see(other, false);
    await see(other, true);
  }
  return moves;
}
