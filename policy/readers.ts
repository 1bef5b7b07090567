import type { Role } from '../kit/trust/viewer.ts';

/** Roles that may see a field. */
export type Readers = readonly Role[];

/** Everybody whose role we know: officials, and reporting tools by their key. */
export const EVERYONE: Readers = ['coordination', 'supervision', 'bureau', 'reporting'];
/** People in office: free text, documents and what is wrong in the books are not for programs to spread. */
export const OFFICIALS: Readers = ['coordination', 'supervision', 'bureau'];
/** Those who see every domain: what is said of several departments' books at once. */
export const OVERSEERS: Readers = ['coordination', 'supervision'];
/** Supervision, which watches those who ask. */
export const SUPERVISORS: Readers = ['supervision'];
/** The coordination group: decisions by hand. */
export const DECIDERS: Readers = ['coordination'];
/** Coordination itself, which keeps who is who and asks for no debt. */
export const REGISTER: Readers = ['register'];
/** What both the register and everybody's questions rest on. */
export const EVERYONE_AND_REGISTER: Readers = [...EVERYONE, ...REGISTER];
export const NOBODY: Readers = [];
