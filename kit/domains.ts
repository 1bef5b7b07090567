/** Codes of the domains whose books are federated, in the order in which equal debts of several books are listed. */
export const DOMAIN_CODES = ['finance', 'housing-construction', 'energy', 'soe'] as const;
export type DomainCode = (typeof DOMAIN_CODES)[number];
