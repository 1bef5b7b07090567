import { expect, test } from 'vitest';
import type { EnterpriseScale, Ownership } from '../../kit/rules/fact.ts';
import { isProtected } from '../../kit/rules/protection.ts';

const SCALES: (EnterpriseScale | null)[] = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO', null];

/** By scale: large, medium, small, micro, unknown. */
test.each<[Ownership | null, boolean[]]>([
  ['PRIVATE', [true, true, true, true, true]],
  ['INDIVIDUAL', [true, true, true, true, true]],
  ['STATE', [false, true, true, true, false]],
  ['FOREIGN', [false, true, true, true, false]],
  [null, [false, true, true, true, true]],
])('of %s ownership', (ownership, expected) =>
  expect(SCALES.map((scale) => isProtected(ownership, scale))).toEqual(expected),
);
