/** Parts in which patience passes. */
const PARTS = 10;

/**
 * Tells, once, when a server has had so much time for its answer. Time in which our own event loop was late, and could
 * not have heard one, is not the server's: each part passes when it is noticed, and with it no more than that part.
 * Returns what ends it.
 */
export function patience(ms: number, tell: (why: Error) => void): () => void {
  if (ms === Infinity) return () => undefined;
  let left = PARTS;
  const passing = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(passing);
    tell(new Error(`no answer within ${ms} ms`));
  }, ms / PARTS);
  return () => clearInterval(passing);
}
