import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { plainJson } from '../../audit/plain-json.ts';
import { shortened } from '../../audit/question.ts';
import { ask, gatewayOver, logLines, subgraph, type Answer } from './graphs.ts';
import { fileIn, linesIn, verify } from './trails.ts';

const SDL = 'type Query { day(of: [String!]): Int }';
const UNSEEN = /\p{Cc}|\p{Cf}|\u2028|\u2029|\u3164|\uFE0F/u;
const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');

beforeEach(() => void logLines());

async function gateway(costPerMinute?: number) {
  const books = await subgraph(SDL, { Query: { day: () => 7 } });
  return gatewayOver({ books }, {}, undefined, costPerMinute);
}

/** The name of the one gateway that has written there. */
const writerIn = async (folder: string) => (await verify(folder))[0]?.instance ?? '';

describe('a line of the trail', () => {
  test.each<[string, string]>([
    ['of letters', 'x'],
    ['of what is written in six bytes each', '\u202e'],
    ['of Chinese', '清'],
    ['of what takes two units', '😀'],
  ])('of a question of 36 kB %s is short, with the digests of the whole', async (_, character) => {
    const { url, auditDir } = await gateway();
    const query = `query ($of: [String!]) { day(of: $of) } # ${character.repeat(18_000 / Buffer.byteLength(character))}`;
    const variables = { of: Array.from({ length: 18 }, () => character.repeat(1_000 / Buffer.byteLength(character))) };
    expect((await ask(url, query, variables)).data).toEqual({ day: 7 });
    await expect.poll(() => writerIn(auditDir).catch(() => '')).not.toBe('');
    const writer = await writerIn(auditDir);
    const [line] = await linesIn(auditDir, writer);
    expect(line).toMatchObject({
      operationDigest: digestOf(query),
      variablesDigest: digestOf(JSON.stringify(variables)),
    });
    expect(line?.operation).toBe(query.slice(0, line?.operation?.length));
    expect(line?.operation?.length).toBeGreaterThan(300);
    expect(Buffer.byteLength(readFileSync(await fileIn(auditDir, writer)))).toBeLessThan(5_000);
  });

  test('shows each character as what it is, and says the same', async () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = plainJson({ text: `\u2028\u202e${text}\u{e0041}` });
        expect(json).not.toMatch(UNSEEN);
        expect(JSON.parse(json)).toEqual({ text: `\u2028\u202e${text}\u{e0041}` });
      }),
    );
    const { url, auditDir } = await gateway();
    const query = '{ day } # \u202e}\u2028{"number":1\u0007\u200b';
    await ask(url, query);
    await expect.poll(() => writerIn(auditDir).catch(() => '')).not.toBe('');
    const writer = await writerIn(auditDir);
    expect(readFileSync(await fileIn(auditDir, writer), 'utf8').trimEnd()).not.toMatch(UNSEEN);
    expect((await linesIn(auditDir, writer))[0]?.operation).toBe(query);
    expect((await verify(auditDir))[0]?.wrong).toBeNull();
  });

  test('takes no more of a text than it has room for, and no half of a character', () => {
    expect([
      shortened('清欠', 6),
      shortened('清欠', 5),
      shortened('a\u2028b', 7),
      shortened('a\u2028b', 6),
      shortened('x😀', 4),
    ]).toEqual(['清欠', '清', 'a\u2028', 'a', 'x']);
  });
});

describe('requests are rationed as cost is', () => {
  test.each([
    ['that cost next to nothing', '{ day }', 200],
    ['that are no questions', '{ nothing }', 400],
  ])('%s', async (_, query, status) => {
    const { url, auditDir } = await gateway(50_000);
    const answers: Answer[] = [];
    for (let i = 0; i < 15; i += 1)
      answers.push(...(await Promise.all(Array.from({ length: 100 }, () => ask(url, query)))));
    const [answered, refused] = [status, 429].map(
      (wanted) => answers.filter((answer) => answer.status === wanted).length,
    );
    expect(answered).toBeGreaterThanOrEqual(490);
    expect(refused).toBe(1_500 - Number(answered));
    const lines = await linesIn(auditDir, await writerIn(auditDir));
    expect(
      lines.filter(({ outcome, operation }) => outcome === 'REFUSED' && operation === null).length,
    ).toBeGreaterThan(100);
  });
});
