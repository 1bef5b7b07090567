import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples } from '../../gateway/examples.ts';
import { publicSchema } from '../policy/gateway.ts';
import { startDemo, type DemoGraph } from '../support/graph.ts';

/** A question as a README tells it: its number, what it says of the answer, and how it is asked. */
type Told = [number: string, answer: string, query: string];

const READMES = ['README.md', 'README.zh-CN.md'].map((file) => ({
  file,
  text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'),
}));
const windows = examples.map(({ name, query }): Told => [name, '', query]);
const schema = await publicSchema();

/** The day on which the READMEs' figures were asked. */
const TODAY = '2026-11-28';
let graph: DemoGraph;
beforeAll(async () => {
  graph = await startDemo({ seed: 1, debts: 400, today: TODAY }, null);
});
afterAll(() => graph.close());

describe.each(READMES)('$file', ({ text }) => {
  const questions = [...text.matchAll(/^\*\*(\d+)\. .*?\*\*(.*?)^```\n(\{.*?)^```$/gms)].map(
    ([, ...told]) => told as Told,
  );

  test('has its ten questions, and says when they were asked', () => {
    expect(questions.map(([number]) => number)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(text).toContain(TODAY);
  });

  test.each(questions)('the figures of question %s stand in its answer, which is complete', async (_, told, query) => {
    const answer = await answerOf(query);
    expect(answer).toMatch(/"complete":true/);
    expect(numbersIn(told)).not.toEqual([]);
    const answered = new Set(numbersIn(answer));
    expect(numbersIn(told).filter((number) => !answered.has(number))).toEqual([]);
  });
});

test.each(windows)(
  'the explorer’s %s can be asked, and asks whether all departments are in its answer',
  (_, __, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
    expect(query).toMatch(/\b(complete|state)\b/);
  },
);

async function answerOf(query: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(graph.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.text();
}

/** 1,234.50 is 1234.5. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g)].map(([number]) =>
    Number(number.replaceAll(',', '')),
  );
}
