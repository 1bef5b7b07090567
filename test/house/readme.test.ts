import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { examples } from '../../gateway/examples.ts';
import { publicSchema } from '../policy/gateway.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
/** The README's questions; the second is the first with another argument. */
const questions = [...readme.matchAll(/^\| (\d+) +\|.*?`(\{.*?\})` *\|/gm)].map(
  ([, number, query]) => [String(number), String(query)] as const,
);
const windows = examples.map(({ name, query }) => [name, query] as const);
const schema = await publicSchema();

test('the README has its questions', () => {
  expect(questions.map(([number]) => number)).toEqual(['1', '3', '4', '5', '6', '7', '8', '9', '10']);
});

test.each([...questions, ...windows])('question %s can be asked, and asks whether all departments are in its answer', (_, query) => {
  expect(validate(schema, parse(query))).toEqual([]);
  expect(query).toMatch(/\b(complete|state)\b/);
});
