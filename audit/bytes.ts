import { open, type FileHandle } from 'node:fs/promises';

const CHUNK = 256 * 1024;
const NEWLINE = 0x0a;

/** Bytes between newlines, and whether one ends them: what is left at a file's end is torn. */
interface RawLine {
  bytes: Buffer;
  whole: boolean;
}

/** A file's lines, the first first, byte by byte as they stand. */
export async function* linesOf(path: string): AsyncGenerator<RawLine> {
  const file = await open(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let at = 0; ; at += CHUNK) {
      const chunk = await readAt(file, at, CHUNK);
      if (chunk.length === 0) break;
      const bytes = Buffer.concat([rest, chunk]);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      yield* split(bytes.subarray(0, end));
      rest = Buffer.from(bytes.subarray(end));
    }
    if (rest.length > 0) yield { bytes: rest, whole: false };
  } finally {
    await file.close();
  }
}

/** A file's lines, the last first; a torn one is among them. */
export async function* linesBackwards(path: string): AsyncGenerator<RawLine> {
  const file = await open(path, 'r');
  try {
    let begun = Buffer.alloc(0);
    for (let end = (await file.stat()).size; end > 0; end -= CHUNK) {
      const at = Math.max(0, end - CHUNK);
      const bytes = Buffer.concat([await readAt(file, at, end - at), begun]);
      // the first line in sight may have begun before
      const newline = bytes.indexOf(NEWLINE);
      const start = at === 0 ? 0 : newline === -1 ? bytes.length : newline + 1;
      yield* [...split(bytes.subarray(start))].reverse();
      begun = bytes.subarray(0, start);
    }
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

function* split(bytes: Buffer): Generator<RawLine> {
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(NEWLINE, from);
    yield to === -1 ? { bytes: bytes.subarray(from), whole: false } : { bytes: bytes.subarray(from, to), whole: true };
    from = to === -1 ? bytes.length : to + 1;
  }
}
