/**
 * Numbers by which a server says that it lets nobody in, ends what it was asked, or gives up waiting: that is not about
 * the rows.
 */
const BUSY: readonly unknown[] = [1021, 1040, 1041, 1053, 1135, 1203, 1205, 1213, 1226, 1290, 1317, 1927, 1969, 3024];

const silences = new WeakSet<Error>();

/** Remembers an error as that of a database which does not answer. */
export function asSilence<Caught>(error: Caught): Caught {
  if (error instanceof Error) silences.add(error);
  return error;
}

/**
 * The same for the error of a statement, unless the database has answered it: that it cannot do what it was asked is no
 * silence.
 */
export function asSilenceUnlessAnswered(error: unknown): unknown {
  const { sqlState, errno, code } = error as { sqlState?: unknown; errno?: unknown; code?: unknown };
  const answered =
    code === 'SQLITE_ERROR' || (typeof sqlState === 'string' && sqlState !== '' && !BUSY.includes(errno));
  return answered ? error : asSilence(error);
}

/**
 * Whether a database, or the way to it, did not answer. Any other error in reading books is about what stands in them,
 * or ours.
 */
export const isSilence = (error: unknown): boolean => error instanceof Error && silences.has(error);
