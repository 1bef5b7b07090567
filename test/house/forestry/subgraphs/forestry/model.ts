/** A debt of the list. */
export interface ListedDebt {
  id: string;
  creditor: string;
  asOf?: string;
}
