/** A rule of law that computed values rest on: with its article and its version, as data. */
export interface LegalRule {
  /** Stays the same from version to version. */
  code: string;
  /** What it says, as far as a figure rests on it. */
  text: string;
  article: string;
  /** Of the act, with the day from which it is in force. */
  version: string;
}

const ORDER_802 = 'State Council Order 802 (保障中小企业款项支付条例), in force from 2025-06-01';

const rule = (code: string, article: string, text: string): LegalRule => ({ code, article, text, version: ORDER_802 });

/**
 * Every rule that a figure of the ledger rests on. What the ledger makes simpler than the law has it is said in the
 * text.
 */
export const RULES = {
  statutoryTermPublic: {
    ...rule(
      'STATUTORY_TERM_PUBLIC',
      'Art. 9(1)',
      'Government, public institutions and all debtors but state-owned enterprises pay within 30 days.',
    ),
    days: 30,
  },
  statutoryTermEnterprise: {
    ...rule('STATUTORY_TERM_ENTERPRISE', 'Art. 9(2)', 'State-owned enterprises pay within 60 days.'),
    days: 60,
  },
  statutoryCap: {
    ...rule(
      'STATUTORY_CAP',
      'Art. 9(1)',
      'For government, public institutions and towns no agreed date counts later than 60 days after the start; retention money is exempt.',
    ),
    days: 60,
  },
  lateInterestAgreed: rule(
    'LATE_INTEREST_AGREED',
    'Art. 17',
    'Late payment bears simple interest at the agreed rate, on what is outstanding each day after the due date.',
  ),
  lateInterestStatutory: {
    ...rule(
      'LATE_INTEREST_STATUTORY',
      'Art. 17',
      'Where no rate is agreed, late payment bears simple interest of 0.05 % a day on what is outstanding each day after the due date.',
    ),
    /** In 10⁻⁷ a day: the places of the departments' DECIMAL(9,7). */
    dailyRate: 5_000n,
  },
} as const;
