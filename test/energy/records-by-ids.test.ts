import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordsByIds, recordsOf } from '../../subgraphs/energy/facts/records.ts';
import { lineOf } from './ledger-lines.ts';

const TODAY = '2025-12-31';

/** Lines of one unit, some of them alike: months and parties typed in several ways, imports, nil reports, sums. */
const lines = fc.array(
  fc
    .record({
      month: fc.constantFrom('202501', '２０２５０１', '202502', '202503', '202504', '20250①', 'x'),
      batch: fc.constantFrom('1', '2'),
      rowNumber: fc.constantFrom(null, '1', '2', '3'),
      creditor: fc.constantFrom('甲公司', ' 甲公司', '乙公司', '合计', null),
      amountAsTyped: fc.constantFrom('10', '１０', '20', 'x', '', null),
      paidAsTyped: fc.constantFrom(null, '5', '10', 'x'),
      outstandingAsTyped: fc.constantFrom(null, '0', '5'),
      remarks: fc.constantFrom(null, '清零', '不 涉及', '合计'),
    })
    .map(lineOf),
  { maxLength: 14 },
);

test('the record of a debt by its id is what it is among all records of the unit', () => {
  let found = 0;
  fc.assert(
    fc.property(lines, (ledgers) => {
      const all = recordsOf(ledgers, TODAY);
      found += all.length;
      for (const record of all) expect(recordsByIds(ledgers, new Set([record.id]), TODAY)).toEqual([record]);
      const ids = all.slice(1).map(({ id }) => id);
      expect(
        recordsByIds(ledgers, new Set(ids), TODAY)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(ids.sort());
    }),
    { numRuns: 2_000 },
  );
  expect(found).toBeGreaterThan(200);
});
