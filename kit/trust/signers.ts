import type { Viewer } from './viewer.ts';

/** Servers of the house that ask others, each with keys of its own. */
export const SIGNERS = ['gateway', 'coordination', 'campaign'] as const;
export type Signer = (typeof SIGNERS)[number];

/** For messages. */
export const SIGNERS_NAMED = SIGNERS.join(', ');

/** On whose behalf each signer may ask a subgraph; one that is not named here may not ask it at all. */
export type Trust = Readonly<Partial<Record<Signer, (viewer: Viewer) => boolean>>>;

/** The gateway lets callers in, and knows of nobody else: `register` is coordination's own. */
const isCaller = ({ role }: Viewer): boolean => role !== 'register';

/** Coordination asks for ledgers, on callers' behalf and on its own: there is no personal data in them. */
const asksForNoContacts = ({ contacts, purpose }: Viewer): boolean => !contacts && purpose === null;

/** Who may ask a department. */
export const TRUST_OF_DEPARTMENTS: Trust = { gateway: isCaller, coordination: asksForNoContacts };
/** Who may ask coordination. */
export const TRUST_OF_COORDINATION: Trust = { gateway: isCaller };

/** Who may ask the gateway beside its callers: the campaign, in their names and in its own (P8). */
export const TRUST_OF_THE_GATEWAY: Trust = { campaign: isCaller };
/** Who may ask the campaign. */
export const TRUST_OF_THE_CAMPAIGN: Trust = { gateway: isCaller };

/** A caller as coordination may ask departments for it: without its right to personal data, and without its purpose. */
export function withoutContacts(viewer: Viewer): Viewer {
  return { ...viewer, contacts: false, purpose: null };
}
