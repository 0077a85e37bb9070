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
 * Unpacks gzip, of one member or several. All that could be unpacked before a fault comes out first (a stream of node:zlib drops
 * it), then `ended` hears how it went; it never throws for what the data is.
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
  try {
    for await (const block of source) {
      for (let at = 0; at < block.length; at += PIECE_BYTES) {
        const piece = block.subarray(at, at + PIECE_BYTES);
        bytesIn += piece.length;
        await write(stream, piece);
        yield* take();
        if (code !== undefined) return ended('damaged');
        if (bytesOut > BOMB_BYTES && bytesOut > BOMB_RATIO * bytesIn) return ended('bomb');
      }
    }
    await end(stream);
    yield* take();
    ended(code === undefined ? 'complete' : code === 'Z_BUF_ERROR' ? 'cut_short' : 'damaged');
  } finally {
    stream.destroy();
  }
}

function write(stream: Gunzip, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    stream.write(piece, () => resolve());
  });
}

function end(stream: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    if (stream.readableEnded || stream.destroyed) {
      resolve();
      return;
    }
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.end();
  });
}
