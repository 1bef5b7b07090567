import { Refusal, type ErrorCode } from '../../kit/graphql/errors.ts';

/** What the graph answers. */
export interface Answer {
  data?: Readonly<Record<string, unknown>> | null;
  errors?: readonly { message: string; extensions?: Readonly<Record<string, unknown>> }[];
  extensions?: Readonly<Record<string, unknown>>;
  retryAfter?: string | undefined;
}

/** The data of an answer. Throws why there are none. */
export function dataOf(answer: Answer): Readonly<Record<string, unknown>> {
  return answer.data ?? failed(answer);
}

/** Codes of the departments that an answer lacks. */
export const incompleteOf = ({ extensions }: Answer): readonly unknown[] =>
  (extensions?.['incomplete'] ?? []) as readonly unknown[];

/** Whoever asks is told why there is no answer, as the graph says it. */
export function failed({ errors: [error] = [], retryAfter }: Answer): never {
  const code = (error?.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR') as ErrorCode;
  throw new Refusal(
    code,
    error?.message ?? 'Internal server error',
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  );
}
