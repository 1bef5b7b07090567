import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The oldest Node that the house runs on: package.json's `engines`. */
const OLDEST = [20, 19, 0];

const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(lock) as { packages: Record<string, Locked> };

interface Locked {
  engines?: { node?: string };
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

test('every locked package runs on the oldest Node', () => {
  const refusing = Object.entries(packages).filter(([, { engines }]) => !admitsOldest(engines?.node ?? '*'));
  expect(refusing.map(([name, { engines }]) => `${name} wants Node ${String(engines?.node)}`)).toEqual([]);
});

test('the lock names no registry: each network has its own', () => {
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  expect(Object.entries(packages).filter(([, { resolved }]) => /^https?:/.test(resolved ?? ''))).toEqual([]);
  expect(lock).not.toMatch(/https?:\/\/[^/"]*(registry|npmjs|mirror)/i);
});

test('the lock has what its packages need on every machine, not on the one alone that wrote it', () => {
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test.each([
  ['*', true],
  ['20 || >=22', true],
  ['^18.18.0 || ^20.9.0 || >=21.1.0', true],
  ['>= 10.13.0', true],
  ['^20.12||^22.13||>=24.0', true],
  ['4.x || >=6.0.0', true],
  ['>=16 || 14 >=14.17', true],
  ['>=20.19.1', false],
  ['>=22', false],
  ['^20.20.0 || >=22.12.0', false],
  ['^22', false],
  ['<20', false],
  ['>=18 <20', false],
  ['18.x', false],
])('a package that wants Node %s: %s', (range, admitted) => {
  expect(admitsOldest(range)).toBe(admitted);
});

/** Whether a package is found from where another lies: beside what that has of its own, or further out. */
function isLocked(path: string, name: string): boolean {
  if (`${path ? `${path}/` : ''}node_modules/${name}` in packages) return true;
  return path !== '' && isLocked(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

/** Whether a range of versions, as packages write it, has the oldest Node in it. A form unknown here is refused. */
function admitsOldest(range: string): boolean {
  return range.split('||').some((alternative) => comparatorsOf(alternative).every(holds));
}

function comparatorsOf(alternative: string): string[] {
  return alternative
    .replace(/([<>=^~])\s+/g, '$1')
    .split(/\s+/)
    .filter((comparator) => comparator !== '' && comparator !== '*');
}

function holds(comparator: string): boolean {
  const [, operator = '', version = ''] = /^(>=|<|\^|~|)v?(\d+(?:\.(?:\d+|[x*])){0,2})$/.exec(comparator) ?? [];
  const parts = version.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : null));
  const known = parts.filter((part) => part !== null);
  const against = compareOldest(known);
  if (version === '') return false;
  if (operator === '>=') return against >= 0;
  if (operator === '<') return against < 0;
  const fixed = operator === '^' ? 1 : operator === '~' ? 2 : known.length;
  return against >= 0 && compareOldest(known.slice(0, fixed)) === 0;
}

/** Above, below or at 0 as the oldest Node is above, below or at a version, by the parts that it gives. */
function compareOldest(version: readonly number[]): number {
  return version.map((part, i) => (OLDEST[i] ?? 0) - part).find((difference) => difference !== 0) ?? 0;
}
