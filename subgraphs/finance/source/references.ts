import type { Reference } from '../../../kit/source/orphans.ts';
import { inForce } from './in-force.ts';

/**
 * What must not lead nowhere, beside what is read with its contract. A payable of a deleted contract is out of the
 * books with it.
 */
export const references: readonly Reference[] = [
  {
    from: { table: 'AP_PAYABLE', key: 'PAYABLE_ID', column: 'CT_ID', inForce: inForce('AP_PAYABLE') },
    to: { table: 'CT_CONTRACT_INFO', key: 'CT_ID', inForce: (query) => query },
  },
  {
    from: { table: 'PAY_VOUCHER_BILL', key: 'VOUCHER_ID', column: 'PAYABLE_ID', inForce: inForce('PAY_VOUCHER_BILL') },
    to: { table: 'AP_PAYABLE', key: 'PAYABLE_ID', inForce: inForce('AP_PAYABLE') },
  },
];
