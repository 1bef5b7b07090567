import type { Role } from '../kit/trust/viewer.ts';

/** Roles that may see a field. */
export type Readers = readonly Role[];

/**
 * Everybody who has books to see: officials, reporting tools by their key, and the campaign, which asks on nobody's
 * behalf (P20).
 */
export const EVERYONE: Readers = ['coordination', 'supervision', 'leader', 'bureau', 'reporting', 'campaign'];
/** People in office: free text, documents and what is wrong in the books are not for programs to spread. */
export const OFFICIALS: Readers = ['coordination', 'supervision', 'leader', 'bureau'];
/**
 * Those who look after all of it: what is said of several departments' books at once. Leaders see the domains that
 * their tokens name (P20).
 */
export const OVERSEERS: Readers = ['coordination', 'supervision', 'leader'];
/** Supervision, which watches those who ask. */
export const SUPERVISORS: Readers = ['supervision'];
/** The coordination group: decisions by hand. */
export const DECIDERS: Readers = ['coordination'];
/** Coordination itself, which keeps who is who and asks for no debt. */
export const REGISTER: Readers = ['register'];
/** What both the register and everybody's questions rest on. */
export const EVERYONE_AND_REGISTER: Readers = [...EVERYONE, ...REGISTER];
export const NOBODY: Readers = [];
