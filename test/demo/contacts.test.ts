import { describe, expect, test } from 'vitest';
import { rowsOf, text } from './sample.ts';

const COLUMNS = [
  { what: 'persons of suppliers', typed: rowsOf('soe', 'bd_cubasdoc').map((row) => row['linkman']) },
  { what: 'persons of units', typed: rowsOf('housing-construction', 'hc_org').map((row) => row['contact']) },
  { what: 'persons of ledger rows', typed: rowsOf('energy', '清欠台账').map((row) => row['责任人']) },
];
const PHONES = [
  { what: 'telephones of suppliers', typed: rowsOf('soe', 'bd_cubasdoc').map((row) => row['phone1']) },
  { what: 'telephones of units', typed: rowsOf('housing-construction', 'hc_org').map((row) => row['phone']) },
  { what: 'telephones of ledger rows', typed: rowsOf('energy', '清欠台账').map((row) => row['联系电话']) },
];

describe.each(COLUMNS)('$what', ({ typed }) => {
  test.each([/^\p{Script=Han}{2,3}$/u, /(经理|主任)$/, /^ .+\u3000$/, /^$/, /^无$/])('hold %s', (pattern) => {
    expect(typed.some((person) => typeof person === 'string' && pattern.test(person))).toBe(true);
  });
  test('hold NULL', () => expect(typed).toContain(null));
});

describe.each(PHONES)('$what', ({ typed }) => {
  test.each([/^\d{11}$/, /^0400-\d{7}$/, /^\d{3} \d{4} \d{4}$/, /^\d{11}[/ 、]0400-\d{7}$/, /^$/, /^无$/])(
    'hold %s',
    (pattern) => {
      expect(typed.some((phone) => typeof phone === 'string' && pattern.test(phone))).toBe(true);
    },
  );
  test('hold NULL', () => expect(typed).toContain(null));
});

test('leaders of budget units hold titles and blanks', () => {
  const leaders = rowsOf('finance', 'BAS_AGENCY_INFO').map((row) => text(row, 'LEADER'));
  expect(leaders.some((leader) => /(经理|主任)$/.test(leader))).toBe(true);
  expect(leaders).toContain('');
});
