import { describe, expect, test } from 'vitest';
import { isFound } from '../../subgraphs/coordination/register/search.ts';

const party = {
  id: '600037341',
  name: '达旗长盛建筑（集团）有限公司',
  otherNames: ['树林召第三工程队'],
  creditCode: '91110000600037341L',
};

describe('a party is found by', () => {
  test.each([
    ['part of its name', '长盛建筑'],
    ['its name with other brackets and blanks', '建筑 [集团]'],
    ['a former name', '第三工程队'],
    ['its full pinyin', 'changshengjianzhu'],
    ['its initials', 'csjz'],
    ['the initials of a former name', 'SLZDSGCD'],
    ['its credit code', '91110000600037341l'],
    ['part of its organisation code', '60003734'],
    ['an old tax number that ends in its organisation code', '150621600037341'],
    ['nothing at all', ''],
  ])('%s', (_, search) => {
    expect(isFound(party, search)).toBe(true);
  });

  test.each([
    ['another name', '盛长'],
    ['letters that no reading of it has', 'csjzx'],
    ['another code', '91110000802100433B'],
  ])('not by %s', (_, search) => {
    expect(isFound(party, search)).toBe(false);
  });
});
