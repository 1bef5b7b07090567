import type {
  LedgerBundle,
  LedgerCandidate,
  LedgerChanges,
  LedgerMention,
  LedgerNilReport,
  LedgerParty,
} from '../../../../schema/generated/ledger-client.ts';
import { isCreditCode } from '../../../../kit/rules/identity.ts';
import { keepEach, keeps, type Promises } from './hold.ts';
import { asTyped, notNegative, orNull, ownId, paidAddsUp, someText, someTexts, text } from './values.ts';

export const PARTY: Promises<LedgerParty> = {
  key: (key, { organisationCode = null }) => someText(key) && (organisationCode === null || key === organisationCode),
  name: text,
  organisationCode: orNull((code) => /^[0-9A-Z]{9}$/.test(code)),
  creditCode: orNull((code) => isCreditCode(code)),
};

const CANDIDATE: Promises<LedgerCandidate> = {
  id: ownId,
  from: (from, { to }) => from < to,
  to: asTyped,
  debtorKey: someText,
  debtorKind: asTyped,
  creditorKey: someText,
  contractKeys: someTexts,
  billKey: orNull(someText),
  recordedAmount: notNegative,
  dueOn: asTyped,
  protected: asTyped,
  disputed: asTyped,
  amount: notNegative,
  paid: paidAddsUp,
  outstanding: notNegative,
};

const MENTION: Promises<LedgerMention> = {
  role: asTyped,
  party: keeps('LedgerParty', PARTY),
  location: someText,
  kind: asTyped,
  ownership: asTyped,
  scale: asTyped,
  formerName: orNull(someText),
};

const NIL_REPORT: Promises<LedgerNilReport> = {
  partyKey: someText,
  from: (from, { to }) => from < to,
  to: asTyped,
  location: someText,
};

const BUNDLE: Promises<LedgerBundle> = {
  key: someText,
  mentions: keepEach('LedgerMention', MENTION),
  candidates: keepEach('LedgerCandidate', CANDIDATE),
  nilReports: keepEach('LedgerNilReport', NIL_REPORT),
};

const LEDGER_CHANGES: Promises<LedgerChanges> = {
  epoch: someText,
  last: notNegative,
  more: asTyped,
  bundles: (bundles, _, asked) =>
    bundles.length <= (asked.first ?? Infinity) && keepEach('LedgerBundle', BUNDLE)(bundles, _, asked),
};

/** Of what the register is made of, by type. */
export const CHANGES = {
  LedgerChanges: LEDGER_CHANGES,
  LedgerBundle: BUNDLE,
  LedgerCandidate: CANDIDATE,
  LedgerMention: MENTION,
  LedgerNilReport: NIL_REPORT,
};
