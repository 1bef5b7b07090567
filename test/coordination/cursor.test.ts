import { describe, expect, test } from 'vitest';
import { houseKeys, type SigningKey } from '../../kit/trust/keys.ts';
import { Cursors, type Cursor } from '../../subgraphs/coordination/lists/cursor.ts';

const [older, newer] = [houseKeys().coordination()[0], houseKeys().coordination()[0]] as [SigningKey, SigningKey];
const CURSOR: Cursor = {
  list: 'some list',
  asOf: '2026-03-20',
  missing: ['soe'],
  value: '1.00',
  domain: 'energy',
  id: 'energy:1',
};
const cursorsBy = (...keys: SigningKey[]): Cursors => new Cursors(() => keys);

describe('a cursor', () => {
  test('holds at every instance that has the key, and after a restart', () => {
    expect(cursorsBy(older).read(cursorsBy(older).write(CURSOR), CURSOR.list)).toEqual(CURSOR);
  });

  test('holds while its key is in force, whichever key signs by now', () => {
    expect(cursorsBy(newer, older).read(cursorsBy(older).write(CURSOR), CURSOR.list)).toEqual(CURSOR);
    expect(cursorsBy(newer, older).write(CURSOR)).toBe(cursorsBy(newer).write(CURSOR));
  });

  test('is refused once its key is not, and for another list', () => {
    expect(() => cursorsBy(newer).read(cursorsBy(older).write(CURSOR), CURSOR.list)).toThrow(
      'a cursor that this API has given out',
    );
    expect(() => cursorsBy(older).read(cursorsBy(older).write(CURSOR), 'another list')).toThrow(
      'a cursor of this very list',
    );
  });
});
