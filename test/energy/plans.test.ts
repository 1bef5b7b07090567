import { describe, expect, test } from 'vitest';
import { instalmentsOf } from '../../subgraphs/energy/facts/plans.ts';

const WAN = 1_000_000n;
const plan = (text: string | null): string[] =>
  instalmentsOf(text, 80n * WAN).map(({ dueOn, amount }) => `${dueOn} ${amount / WAN}`);

describe('a repayment plan', () => {
  test.each([
    ['2025年6月底前支付50万元，12月底前付清', ['2025-06-30 50', '2025-12-31 30']],
    ['2025年底前付清。', ['2025-12-31 80']],
    ['２０２６年２月底前偿还1.5万; 2026年3月底前全部还清', ['2026-02-28 1', '2026-03-31 78']],
    ['2025年6月底前支付50万元', ['2025-06-30 50']],
  ])('%s', (text, instalments) => {
    expect(plan(text)).toEqual(instalments);
  });

  test.each([
    null,
    '',
    '尽快支付',
    '6月底前支付50万元',
    '2025年13月底前付清',
    '2025年6月底前支付50万元，余款尽快',
    '2025年6月底前支付50元',
    '2025年6月底前支付90万元，12月底前付清',
    '2025年6月底前付清，12月底前付清',
    '2025年12月底前支付50万元，6月底前付清',
  ])('%j gives no instalments', (text) => {
    expect(plan(text)).toEqual([]);
  });

  test('has none left where nothing is outstanding', () => {
    expect(instalmentsOf('2025年底前付清', 0n)).toEqual([]);
  });
});
