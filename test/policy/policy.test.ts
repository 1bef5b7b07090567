import { expect, test } from 'vitest';
import { ALL_BOOKS, decide, decideAmong, deciderOf, type Policy } from '../../policy/policy.ts';
import { viewerOf } from '../support/signed.ts';

const books: Policy = {
  domain: 'energy',
  fields: {
    Query: { rows: ['bureau', 'reporting'] },
    Mutation: { strike: ['bureau'] },
    Row: { amount: ['bureau', 'reporting'], remarks: ['bureau'] },
  },
};
const others: Policy = { domain: 'soe', fields: { Query: { lines: ['bureau'] }, Row: { remarks: ['reporting'] } } };
const whole: Policy = { domain: ALL_BOOKS, fields: { Query: { debts: ['bureau'] } } };

const bureau = viewerOf('bureau', ['energy']);
const reporting = viewerOf('reporting', ['energy', 'soe']);

test.each([
  ['a field that is for the role', books, 'Row', 'remarks', bureau, 'ALLOW'],
  ['a field for another role', books, 'Row', 'remarks', reporting, 'DENY'],
  ['a field that is not listed', books, 'Row', 'colour', bureau, 'DENY'],
  ['a type that is not listed', books, 'Contact', 'phone', bureau, 'DENY'],
  ['a field that every object has', books, 'Row', 'constructor', bureau, 'DENY'],
  ['a type that every object has', books, '__proto__', 'constructor', bureau, 'DENY'],
  ['another domain’s caller', books, 'Row', 'remarks', viewerOf('bureau', ['soe']), 'DENY'],
  ['one domain of several', books, 'Row', 'amount', reporting, 'ALLOW'],
  ['a caller without a role', books, 'Row', 'amount', viewerOf(null, ['energy']), 'DENY'],
  ['a caller without domains', books, 'Row', 'amount', viewerOf('bureau', []), 'DENY'],
  ['what is put together of all that a caller may see', whole, 'Query', 'debts', bureau, 'ALLOW'],
  ['the same without a domain', whole, 'Query', 'debts', viewerOf('bureau', []), 'DENY'],
] as const)('a subgraph decides on %s', (_, policy, type, field, viewer, decision) => {
  expect(decide(policy, { type, field }, viewer)).toBe(decision);
  expect(deciderOf(policy)({ type, field }, viewer)).toBe(decision);
});

test.each([
  ['a root field of books that the caller may see', 'Query', 'rows', bureau, 'ALLOW'],
  ['a root field of others’ books', 'Query', 'lines', bureau, 'DENY'],
  ['a root field of everybody’s', 'Query', 'debts', bureau, 'ALLOW'],
  ['a root field of everybody’s for a caller without domains', 'Query', 'debts', viewerOf('bureau', []), 'DENY'],
  ['a mutation of one’s own books', 'Mutation', 'strike', bureau, 'ALLOW'],
  ['a mutation of others’ books', 'Mutation', 'strike', viewerOf('bureau', ['soe']), 'DENY'],
  ['a field further in, of others’ books too', 'Row', 'amount', viewerOf('bureau', ['soe']), 'ALLOW'],
  ['a field that one subgraph gives to a role and another does not', 'Row', 'remarks', reporting, 'ALLOW'],
  ['a field that no subgraph gives to a role', 'Row', 'amount', viewerOf('coordination'), 'DENY'],
  ['a field that nobody lists', 'Row', 'colour', bureau, 'DENY'],
  ['a caller without a role', 'Row', 'amount', viewerOf(null), 'DENY'],
] as const)('among all, %s', (_, type, field, viewer, decision) => {
  expect(decideAmong([books, others, whole], { type, field }, viewer)).toBe(decision);
});
