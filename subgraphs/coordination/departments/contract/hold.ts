import type {
  LedgerBound,
  LedgerFilter,
  LedgerOrder,
  LedgerStateInput,
  LedgerStep,
  PartyRole,
} from '../../../../schema/generated/ledger-client.ts';
import type { Day } from '../../../../kit/rules/dates.ts';
import { BrokenContract } from './broken-contract.ts';

/** Whom a question was put to, and what of it the answer's promises rest on. */
export interface Asked {
  domain: string;
  at?: LedgerStateInput;
  asOf?: Day;
  where?: LedgerFilter;
  first?: number;
  after?: number | string | LedgerBound | null;
  orderBy?: LedgerOrder;
  ids?: readonly string[];
  by?: readonly string[];
  steps?: readonly LedgerStep[];
  role?: PartyRole;
  parties?: readonly (readonly string[])[];
  kinds?: readonly string[] | null;
}

/** Whether the value of a field is as promised, beside the other fields of its object. One that says more throws. */
export type Check<Value, Of = unknown> = (value: Value, of: Of, asked: Asked) => boolean;

/** What is promised of each field of a type. None may be left out: what nothing is promised of is not taken over. */
export type Promises<Of> = { readonly [Field in keyof Of]-?: Check<Exclude<Of[Field], undefined>, Of> };

/** Throws where a field of an object is not as promised; one that was not asked for is not there. */
export function holdFields<Of extends object>(type: string, promises: Promises<Of>, of: Of, asked: Asked): void {
  for (const field in promises) {
    const value = of[field] as Exclude<Of[typeof field], undefined> | undefined;
    if (value === undefined || promises[field](value, of, asked)) continue;
    throw new BrokenContract(`${type}.${field} is not as promised`);
  }
}

/** Each field of the object is as promised. */
export function keeps<Of extends object>(type: string, promises: Promises<Of>): Check<Of> {
  return (of, _, asked) => {
    holdFields(type, promises, of, asked);
    return true;
  };
}

/** Each field of each object is as promised. */
export function keepEach<Of extends object>(type: string, promises: Promises<Of>): Check<readonly Of[]> {
  return (all, _, asked) => {
    for (const of of all) holdFields(type, promises, of, asked);
    return true;
  };
}

export function hold(isKept: boolean, otherwise: string): void {
  if (!isKept) throw new BrokenContract(otherwise);
}

/** At most so many, no two of them the same. */
export function holdList<Item>(
  name: string,
  items: readonly Item[],
  most: number,
  keyOf: (item: Item) => string,
): void {
  hold(items.length <= most, `${name}: more than the ${most} that were asked for`);
  hold(new Set(items.map(keyOf)).size === items.length, `${name}: one of it stands there twice`);
}
