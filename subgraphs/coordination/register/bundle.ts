import type { LedgerCandidate, LedgerNilReport } from '../../../schema/generated/ledger-client.ts';
import type { PartyAssertion } from './assertions.ts';

/** A debt that other books may have as well. */
export interface Candidate extends LedgerCandidate {
  domain: string;
}

/** A party's own word that it owes nothing. */
export interface NilReport extends LedgerNilReport {
  domain: string;
}

/** What one bundle of rows says. */
export interface Bundle {
  mentions: readonly { assertion: PartyAssertion; location: string }[];
  candidates: readonly Candidate[];
  nilReports: readonly NilReport[];
}

/** What has become different in a department's books. */
export interface Change {
  /** Said now, no more, or in other rows. */
  assertions: Set<PartyAssertion>;
  contractKeys: Set<string>;
  debtIds: Set<string>;
}

export const NOTHING: Bundle = { mentions: [], candidates: [], nilReports: [] };

/** What a debt's stretches of days have in common is kept once: there may be millions of them. */
export function sharedWords(told: LedgerCandidate, earlier: LedgerCandidate | undefined): Partial<LedgerCandidate> {
  if (earlier?.id !== told.id) return {};
  const { id, contractKeys, recordedAmount } = earlier;
  const isSame =
    contractKeys.length === told.contractKeys.length && contractKeys.every((key, i) => key === told.contractKeys[i]);
  return { id, ...(isSame && { contractKeys }), ...(recordedAmount === told.recordedAmount && { recordedAmount }) };
}

/** Nothing is said: its rows are gone. */
export const isEmpty = ({ mentions, candidates, nilReports }: Bundle): boolean =>
  mentions.length + candidates.length + nilReports.length === 0;

/** Keys of the debtors and creditors in it. */
export const partyKeysOf = ({ candidates }: Bundle): Set<string> =>
  new Set(candidates.flatMap(({ debtorKey, creditorKey }) => [debtorKey, creditorKey]));
