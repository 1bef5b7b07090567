import type { Reference } from '../../../kit/source/orphans.ts';
import { inForce } from './in-force.ts';

/**
 * What must not lead nowhere, beside what is read with its document. A line of a deleted document is out of the books
 * with it.
 */
export const references: readonly Reference[] = [
  {
    from: { table: 'arap_djfb', key: 'fb_oid', column: 'vouchid', inForce: inForce('arap_djfb') },
    to: { table: 'arap_djzb', key: 'vouchid', inForce: (query) => query },
  },
  {
    from: {
      table: 'arap_verify',
      key: 'pk_verify',
      column: 'yf_oid',
      inForce: (query) => inForce('arap_verify')(query).where('arap_verify.undone', 'N'),
    },
    to: { table: 'arap_djfb', key: 'fb_oid', inForce: inForce('arap_djfb') },
  },
];
