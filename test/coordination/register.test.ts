import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Verdicts } from '../../subgraphs/coordination/decisions/decision.ts';
import { Book } from '../../subgraphs/coordination/register/book.ts';
import { RegisterView } from '../../subgraphs/coordination/views/register-view.ts';
import { puts, wordsOf, type Decisions, type Put } from './books.ts';

const DOMAINS = ['finance', 'soe', 'energy'];
const at = { decidedAt: '', decidedBy: '', reason: '', undone: null };
const DECISIONS: Decisions = {
  revision: 1,
  verdicts: new Verdicts([
    { ...at, id: '1', kind: 'CONFIRM', debtIds: ['finance:1b1', 'soe:2b2'] },
    { ...at, id: '2', kind: 'SEPARATE', debtIds: ['finance:2b1', 'soe:2b1'] },
    { ...at, id: '3', kind: 'CONFIRM', debtIds: ['energy:1b1', 'soe:2b2'] },
  ]),
};

const booksOf = (domains: readonly string[]): Book[] => domains.map((domain) => new Book(domain));

const put = (books: readonly Book[], { domain, bundle }: Put): void =>
  books.find((book) => book.domain === domain)?.put(bundle);

describe('a view that moves on with the books', () => {
  test('says after every change what one says that is made from scratch', async () => {
    const moves = async (told: readonly Put[]): Promise<void> => {
      const books = booksOf(DOMAINS);
      const view = new RegisterView(books);
      for (const change of told) {
        put(books, change);
        await view.settle();
        const fresh = new RegisterView(books);
        await fresh.settle();
        expect(await wordsOf(view, books, DECISIONS)).toEqual(await wordsOf(fresh, books, DECISIONS));
        fresh.close();
      }
    };
    await fc.assert(fc.asyncProperty(puts(DOMAINS), moves), { numRuns: 300 });
  });

  test('says the same whatever way the books came to say what they do', async () => {
    const compare = async (told: readonly Put[]): Promise<void> => {
      const last = [...new Map(told.map((put) => [`${put.domain} ${put.bundle.key}`, put])).values()];
      const [one, other] = [booksOf(DOMAINS), booksOf(DOMAINS)];
      for (const change of told) put(one, change);
      for (const change of last) put(other, change);
      const [view, fresh] = [new RegisterView(one), new RegisterView(other)];
      await Promise.all([view.settle(), fresh.settle()]);
      expect(await wordsOf(view, one, DECISIONS)).toEqual(await wordsOf(fresh, other, DECISIONS));
    };
    await fc.assert(fc.asyncProperty(puts(DOMAINS), compare), { numRuns: 300 });
  });

  test('of some departments says what it says where there are no others', async () => {
    const compare = async (told: readonly Put[]): Promise<void> => {
      const [all, own] = [booksOf(DOMAINS), booksOf(['finance', 'soe'])];
      for (const change of told) {
        put(all, change);
        put(own, change);
      }
      const some = all.filter(({ domain }) => domain !== 'energy');
      const [view, fresh] = [new RegisterView(some), new RegisterView(own)];
      await Promise.all([view.settle(), fresh.settle()]);
      expect(await wordsOf(view, some, DECISIONS)).toEqual(await wordsOf(fresh, own, DECISIONS));
    };
    await fc.assert(fc.asyncProperty(puts(DOMAINS), compare), { numRuns: 100 });
  });
});
