import { describe, expect, test } from 'vitest';
import { dueOf, type DueTerms } from '../../kit/rules/due.ts';
import type { DebtorKind } from '../../kit/rules/fact.ts';

const terms = (debtorKind: DebtorKind, parts: Partial<DueTerms> = {}): DueTerms => ({
  incurredOn: '2025-01-10',
  debtorKind,
  recorded: null,
  agreedDays: null,
  ...parts,
});

describe('by the statutory term', () => {
  // 10 January and 30 days; and 60
  test.each<[DebtorKind, string]>([
    ['GOVERNMENT', '2025-02-09'],
    ['PUBLIC_INSTITUTION', '2025-02-09'],
    ['TOWN', '2025-02-09'],
    ['OTHER', '2025-02-09'],
    ['SOE', '2025-03-11'],
  ])('%s: %s', (kind, dueOn) => expect(dueOf(terms(kind))).toEqual({ dueOn, dueBasis: 'STATUTORY_TERM' }));
});

describe('by the agreed term', () => {
  test.each<[DebtorKind, number, string, string]>([
    ['GOVERNMENT', 0, '2025-01-10', 'AGREED_TERM'],
    ['GOVERNMENT', 45, '2025-02-24', 'AGREED_TERM'],
    ['GOVERNMENT', 60, '2025-03-11', 'AGREED_TERM'],
    ['GOVERNMENT', 61, '2025-03-11', 'STATUTORY_CAP'],
    ['SOE', 90, '2025-04-10', 'AGREED_TERM'],
    ['OTHER', 90, '2025-04-10', 'AGREED_TERM'],
    ['OTHER', 2_147_483_647, '9999-12-31', 'AGREED_TERM'],
  ])('%s, %d days: %s', (kind, agreedDays, dueOn, dueBasis) =>
    expect(dueOf(terms(kind, { agreedDays }))).toEqual({ dueOn, dueBasis }),
  );
});

describe('as recorded', () => {
  test.each<[DebtorKind, string, string, string]>([
    ['PUBLIC_INSTITUTION', '2025-03-11', '2025-03-11', 'RECORDED'],
    ['PUBLIC_INSTITUTION', '2025-03-12', '2025-03-11', 'STATUTORY_CAP'],
    ['TOWN', '9999-12-31', '2025-03-11', 'STATUTORY_CAP'],
    ['TOWN', '2024-12-31', '2024-12-31', 'RECORDED'],
    ['SOE', '2026-01-01', '2026-01-01', 'RECORDED'],
    ['OTHER', '2026-01-01', '2026-01-01', 'RECORDED'],
  ])('%s, %s: %s', (kind, recorded, dueOn, dueBasis) => {
    expect(dueOf(terms(kind, { recorded }))).toEqual({ dueOn, dueBasis });
    expect(dueOf(terms(kind, { recorded, agreedDays: 5 }))).toEqual({ dueOn, dueBasis });
  });
});

describe('without a start', () => {
  test('there is no term', () =>
    expect(dueOf(terms('GOVERNMENT', { incurredOn: null, agreedDays: 30 }))).toEqual({
      dueOn: null,
      dueBasis: 'UNKNOWN',
    }));

  test('a recorded date stands, and nothing caps it', () =>
    expect(dueOf(terms('GOVERNMENT', { incurredOn: null, recorded: '2026-01-01' }))).toEqual({
      dueOn: '2026-01-01',
      dueBasis: 'RECORDED',
    }));
});
