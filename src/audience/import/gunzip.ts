import { createGunzip, type Gunzip } from 'node:zlib';

/**
 * How a file came to its end: `complete`; `cut_short`, the compressed data stops in the middle; `damaged`, it makes no sense from some
 * point on; `bomb`, it unpacks to far more than any list of people would.
 */
export type FileEnding = 'complete' | 'cut_short' | 'damaged' | 'bomb';

/** Customer lists shrink to a third or a tenth; deflate can do 1,032. Judged once there is enough of it to fill a disk. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 256 * 1024 * 1024;

/** Input is handed over in small pieces, as each may grow a thousandfold before the next is asked for. */
const PIECE_BYTES = 16 * 1024;

export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * Unpacks gzip, of one member or several. What was unpacked before a fault comes out first (iterating a stream of node:zlib loses
 * it), then `ended` hears how it went; it never throws for what the data is. The checksum comes last in a file, so what came out of
 * a `damaged` one may be wrong.
 */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  ended: (ending: FileEnding) => void,
): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
  let unpacked: Uint8Array[] = [];
  let code: string | undefined;
  let bytesOut = 0;
  stream.on('data', (chunk: Uint8Array) => {
    unpacked.push(chunk);
    bytesOut += chunk.length;
  });
  stream.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? 'unknown';
  });
  const take = () => {
    const taken = unpacked;
    unpacked = [];
    return taken;
  };
  let bytesIn = 0;
  let ending: FileEnding | undefined;
  try {
    for await (const block of source) {
      for (let at = 0; at < block.length; at += PIECE_BYTES) {
        const piece = block.subarray(at, at + PIECE_BYTES);
        bytesIn += piece.length;
        await write(stream, piece);
        yield* take();
        if (code !== undefined) ending = 'damaged';
        else if (bytesOut > BOMB_BYTES && bytesOut > BOMB_RATIO * bytesIn) ending = 'bomb';
        if (ending !== undefined) break;
      }
      if (ending !== undefined) break;
    }
    if (ending === undefined) {
      await end(stream);
      yield* take();
      ending = code === undefined ? 'complete' : code === 'Z_BUF_ERROR' ? 'cut_short' : 'damaged';
    }
    ended(ending);
  } finally {
    stream.destroy();
  }
}

/** Resolves when the piece is unpacked, or when it cannot be: the callback of `write` is not called after an error. */
function write(stream: Gunzip, piece: Uint8Array): Promise<void> {
  return settled(stream, (done) => stream.write(piece, done));
}

function end(stream: Gunzip): Promise<void> {
  return settled(stream, (done) => {
    stream.once('end', done);
    stream.end();
  });
}

function settled(stream: Gunzip, start: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('close', done);
      resolve();
    };
    if (stream.destroyed || stream.readableEnded) {
      resolve();
      return;
    }
    stream.once('close', done);
    start(done);
  });
}
