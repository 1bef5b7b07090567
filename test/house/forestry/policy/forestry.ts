import { common } from './department.ts';
import type { Policy } from './policy.ts';
import { EVERYONE, OFFICIALS } from './readers.ts';

/** Who may see what of the forestry bureau’s books (林草). */
export const policy: Policy = {
  domain: 'forestry',
  fields: {
    ...common,
    Query: { ...common.Query, forestryDebts: EVERYONE },
    ForestryDebt: {
      id: EVERYONE,
      asOf: EVERYONE,
      creditor: EVERYONE,
      lateInterest: EVERYONE,
      lateInterestBreakdown: EVERYONE,
      payments: EVERYONE,
      plan: EVERYONE,
      contact: OFFICIALS,
      documents: OFFICIALS,
      missingDocuments: EVERYONE,
    },
  },
};
