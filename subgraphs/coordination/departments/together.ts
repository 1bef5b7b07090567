import DataLoader from 'dataloader';
import type { Ledger, LedgerStateInput } from '../../../schema/generated/ledger-client.ts';
import { groupedBy } from '../../../kit/rules/group.ts';
import type { Question } from './ledger-queries.ts';

/** A set of debts that count in other books, known by its digest. */
export interface DebtSet {
  digest: string;
  ids: readonly string[];
}

/** A question about one state of a department's books. */
export interface AskedAt {
  question: Question;
  variables?: object;
  /** Sets that the variables name by their digests: sent where the department does not know one. */
  exclusions?: readonly DebtSet[];
}

/** Questions that go as one: a department works through them one after the other. */
const MOST = 30;

type AskAt = (at: LedgerStateInput, asked: AskedAt) => Promise<Ledger>;

interface Key {
  at: LedgerStateInput;
  asked: AskedAt;
}

/** Gathers what is asked of one state in the same moment, and asks it as one question. */
export function askedTogether(
  ask: (at: LedgerStateInput, asked: readonly AskedAt[]) => Promise<readonly Ledger[]>,
): AskAt {
  const answersOf = async (keys: readonly Key[]): Promise<(Ledger | Error)[]> => {
    const answers = new Map<Key, Ledger | Error>();
    const askOne = async (ofState: readonly Key[]): Promise<void> => {
      const [first] = ofState;
      const told = first
        ? await ask(
            first.at,
            ofState.map(({ asked }) => asked),
          ).catch(failed)
        : [];
      for (const [i, key] of ofState.entries())
        answers.set(key, told instanceof Error ? told : (told[i] ?? failed('no answer')));
    };
    await Promise.all([...groupedBy(keys, ({ at: { epoch, change } }) => `${epoch} ${change}`).values()].map(askOne));
    return keys.map((key) => answers.get(key) ?? failed('no answer'));
  };
  const loader = new DataLoader<Key, Ledger>(answersOf, { cache: false, maxBatchSize: MOST });
  return (at, asked) => loader.load({ at, asked });
}

const failed = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
