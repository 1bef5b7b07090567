import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What is between a server and those who ask it: a test says which question waits, and for how long. */
export interface HeldWire {
  url: string;
  /** The next question whose body matches waits until it is let go. Fulfilled when it is there. */
  hold: (body: RegExp) => Promise<Held>;
  /** Questions go through again. */
  mend: () => void;
  close: () => void;
}

interface Held {
  release: () => void;
  /** It is not answered, nor is any other from now on. */
  cut: () => void;
}

export async function heldWire(target: string): Promise<HeldWire> {
  let waiting: { body: RegExp; tell: (held: Held) => void } | null = null;
  let isCut = false;
  const server = createServer((asked, response) => {
    void buffer(asked).then((body) => {
      const pass = (): void => (isCut ? void response.destroy() : forward(target, asked, body, response));
      const held = waiting;
      if (!held?.body.test(body.toString())) {
        pass();
        return;
      }
      waiting = null;
      const cut = (): void => {
        isCut = true;
        response.destroy();
      };
      held.tell({ release: pass, cut });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    hold: (body) => new Promise((tell) => (waiting = { body, tell })),
    mend: () => {
      isCut = false;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function forward(target: string, { method, headers }: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const passed = request(target, { method: method ?? 'POST', headers, agent: false }, (answer) => {
    answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers));
  });
  passed.on('error', () => response.destroy()).end(body);
}
