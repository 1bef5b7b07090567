/**
 * What a caller may be. `register` is coordination itself, keeping in step with the departments' books; `campaign` is
 * the campaign, which freezes and decides on the same figures whoever asks. No token can say either.
 */
export const ROLES = [
  'coordination',
  'supervision',
  'leader',
  'bureau',
  'unit',
  'reporting',
  'register',
  'campaign',
] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking, as the gateway has found out. Made in one place, signed, and believed by the subgraphs. */
export interface Viewer {
  /** The person or program, as its token or key names it. */
  subject: string;
  /** Null: what it says of its role is nothing we know, and it sees nothing. */
  role: Role | null;
  /** Codes of the domains whose books it may see. */
  domains: readonly string[];
  /** Whether its roles hold `contacts`: it may see personal data for a purpose. */
  contacts: boolean;
  /** Names of the saved reports that are all it may ask; null: it may ask any question. */
  reports: readonly string[] | null;
  /** What it wants personal data for, in its own words. */
  purpose: string | null;
}

/** Whether a caller may see a domain's books at all. */
export function seesDomain({ role, domains }: Viewer, domain: string): boolean {
  return role !== null && domains.includes(domain);
}

/** Personal data is for those who may and say what for. */
export function mayReadContacts({ contacts, purpose }: Viewer): boolean {
  return contacts && purpose !== null;
}
