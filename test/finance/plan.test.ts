import { describe, expect, test } from 'vitest';
import { instalmentsOf, planInForce, revisionOf } from '../../subgraphs/finance/facts/plan.ts';
import type { PlanLine } from '../../subgraphs/finance/model.ts';

describe('repayment plan', () => {
  const line = (changes: Partial<PlanLine>): PlanLine => ({
    payableId: 'p1',
    revision: 1,
    sequence: 1,
    month: '202402',
    amount: 10_000n,
    fundingSource: 'TAX_RECOVERY',
    signed: true,
    ...changes,
  });

  test('is that of the highest revision, each line due on its month’s last day', () => {
    const plan = planInForce([
      line({ revision: 9 }),
      line({ revision: 10, sequence: 2, month: '202502' }),
      line({ revision: 10 }),
    ]);
    expect(instalmentsOf(plan)).toEqual([
      { dueOn: '2024-02-29', amount: 10_000n, fundingSource: 'TAX_RECOVERY', note: null },
      { dueOn: '2025-02-28', amount: 10_000n, fundingSource: 'TAX_RECOVERY', note: null },
    ]);
    expect(revisionOf(plan)).toEqual({ number: 10, signed: true, unreadableMonths: [] });
  });
  test('is signed where every line is', () =>
    expect(revisionOf([line({}), line({ signed: false })])?.signed).toBe(false));
  test('says which month it cannot read', () => {
    const plan = [line({ month: '202413' }), line({})];
    expect(instalmentsOf(plan)).toHaveLength(1);
    expect(revisionOf(plan)?.unreadableMonths).toEqual(['202413']);
  });
  test('none is none', () => {
    expect(planInForce([])).toEqual([]);
    expect(revisionOf([])).toBeNull();
  });
});
