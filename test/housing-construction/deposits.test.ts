import { describe, expect, test } from 'vitest';
import { daysReturnOverdue, hasLegalBasis, returnDueOn } from '../../subgraphs/housing-construction/facts/deposits.ts';
import type { Deposit } from '../../subgraphs/housing-construction/model.ts';
import { TODAY } from './nouns.ts';

describe('a deposit', () => {
  const deposit = (changes: Partial<Deposit>): Deposit => ({
    id: '1',
    contractId: '100',
    kind: '履约',
    amount: 1n,
    paidOn: '2024-02-01',
    returnedOn: null,
    signedOn: '2024-03-01',
    acceptedOn: '2025-01-31',
    retentionMonths: 3,
    ...changes,
  });

  test.each([
    ['投标', true, '2024-03-01'],
    ['履约', true, '2025-01-31'],
    ['农民工工资', true, '2025-01-31'],
    [' 工程质量 ', true, '2025-04-30'],
    ['诚信', false, '2024-02-01'],
    ['constructor', false, '2024-02-01'],
  ])('for %s: legal basis %s, due for return on %s', (kind, legal, dueOn) => {
    expect([hasLegalBasis(deposit({ kind })), returnDueOn(deposit({ kind }))]).toEqual([legal, dueOn]);
  });

  test('is not due before acceptance, nor one for quality without retention months', () => {
    expect(returnDueOn(deposit({ acceptedOn: null }))).toBeNull();
    expect(returnDueOn(deposit({ kind: '工程质量', acceptedOn: null }))).toBeNull();
    expect(returnDueOn(deposit({ kind: '工程质量', retentionMonths: null }))).toBeNull();
  });

  test('is overdue from the day after it was due until it is returned', () => {
    const overdue = (changes: Partial<Deposit>): number | null => daysReturnOverdue(deposit(changes), TODAY);
    expect(overdue({ acceptedOn: TODAY })).toBeNull();
    expect(overdue({ acceptedOn: '2025-06-29' })).toBe(1);
    expect(overdue({ acceptedOn: '2025-06-29', returnedOn: '2025-06-30' })).toBeNull();
    expect(overdue({ acceptedOn: null })).toBeNull();
  });
});
