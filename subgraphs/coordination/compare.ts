/** For sorting texts by their code units, as databases sort ids. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** For sorting amounts, the largest first. */
export const compareLargestFirst = (a: bigint, b: bigint): number => (a > b ? -1 : a < b ? 1 : 0);
