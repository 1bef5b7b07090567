import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { Counter, Histogram } from 'prom-client';

const labelNames = ['server', 'code'] as const;

const seconds = new Histogram({
  name: 'arrears_question_seconds',
  help: 'How long questions took, those with errors included',
  labelNames: ['server'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

const errors = new Counter({ name: 'arrears_errors_total', help: 'Errors in answers, by their code', labelNames });

/** Counts a server's questions, how long they took and the errors in their answers. */
export function measureRequests(server: string): ApolloServerPlugin {
  return {
    requestDidStart: () => {
      const stop = seconds.startTimer({ server });
      return Promise.resolve({
        willSendResponse: ({ response: { body } }) => {
          stop();
          if (body.kind === 'single') countErrors(server, body.singleResult.errors ?? []);
          return Promise.resolve();
        },
      });
    },
  };
}

function countErrors(server: string, given: readonly GraphQLFormattedError[]): void {
  for (const { extensions } of given) errors.inc({ server, code: String(extensions?.['code']) });
}
