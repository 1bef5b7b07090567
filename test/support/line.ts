import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that a test may break. */
export interface Line {
  cut: () => Promise<void>;
  mend: () => Promise<void>;
  /** Takes connections and bytes, and passes nothing on. */
  swallow: () => Promise<void>;
}

/** A socket that leads to another, until it is cut. */
export function lineTo(target: string, path: string): Line {
  const ends = new Set<Socket>();
  let swallows = false;
  const relay = createServer((near) => {
    const far = connect(target);
    for (const end of [near, far]) {
      ends.add(end);
      // an end that was cut while something was under way says so; whoever reads is told by the other
      end.on('error', () => undefined).once('close', () => [near, far].forEach((each) => each.destroy()));
    }
    if (swallows) near.resume();
    else near.pipe(far).pipe(near);
  });
  return {
    cut: async () => {
      for (const end of ends) end.destroy();
      ends.clear();
      if (relay.listening) await once(relay.close(), 'close');
    },
    swallow: () => {
      swallows = true;
      for (const end of ends) end.unpipe().resume();
      return Promise.resolve();
    },
    mend: async () => {
      swallows = false;
      if (relay.listening) return;
      await once(relay.listen(path), 'listening');
    },
  };
}
