import { yuanOf } from '../../kit/rules/money.ts';

/** What is read of an answer, as it stands in the answer's JSON. */
export type OnTheWire<Read> = Read extends bigint
  ? string
  : Read extends readonly (infer Item)[]
    ? OnTheWire<Item>[]
    : Read extends object
      ? { [Field in keyof Read]: OnTheWire<Read[Field]> }
      : Read;

/** An answer's JSON: amounts in yuan. */
export function wireText(answer: unknown): string {
  return JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? yuanOf(value) : value));
}
