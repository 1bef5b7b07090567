import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';

/** What a wire does to what goes over it. */
export type Wire = 'sound' | 'delayed' | 'dripping' | 'black hole' | 'cut';

/** A stretch of network that can be spoilt and repaired. */
export interface Proxy {
  port: number;
  /** From now on, for connections that stand too. */
  become(wire: Wire): void;
  close(): void;
}

const DELAY_MS = 400;
const DRIP_BYTES = 16;
const DRIP_MS = 20;

/** Passes connections on to a server at an address or a socket's path. */
export async function startProxy(target: NetConnectOpts): Promise<Proxy> {
  let wire: Wire = 'sound';
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)));
    return socket;
  };
  const server = createServer((caller) => {
    if (wire === 'cut') {
      caller.resetAndDestroy();
      return;
    }
    const callee = connect(target);
    for (const [from, to] of [[keep(caller), keep(callee)] as const, [callee, caller] as const])
      void carry(from, to, () => wire);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutAll = (): void => sockets.forEach(breakOff);
  return {
    port: (server.address() as AddressInfo).port,
    become: (next) => {
      // what was swallowed is lost: a connection that had been in a black hole cannot be repaired
      if (next === 'cut' || wire === 'black hole') cutAll();
      wire = next;
    },
    close: () => {
      server.close();
      cutAll();
    },
  };
}

/** A socket in the file system knows no reset. */
function breakOff(socket: Socket): void {
  if (socket.remoteFamily === undefined) socket.destroy();
  else socket.resetAndDestroy();
}

async function carry(from: Socket, to: Socket, wire: () => Wire): Promise<void> {
  from.on('close', () => to.destroy());
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) await pass(chunk, to, wire());
    to.end();
  } catch {
    to.destroy();
  }
}

async function pass(chunk: Buffer, to: Socket, wire: Wire): Promise<void> {
  if (wire === 'black hole') return;
  if (wire === 'delayed') await rest(DELAY_MS);
  if (wire !== 'dripping') {
    to.write(chunk);
    return;
  }
  for (let i = 0; i < chunk.length; i += DRIP_BYTES) {
    to.write(chunk.subarray(i, i + DRIP_BYTES));
    await rest(DRIP_MS);
  }
}
