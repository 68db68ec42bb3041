import { createReadStream } from 'node:fs';
import { CannotRestore } from '../domain/errors.ts';
import { agreeToOpen, agreeToSeal, type RecoveryKey, type RecoveryRecipient } from '../domain/recovery-key.ts';
import { openPiece, PIECE_BYTES, SEALED_MAGIC, sealPiece, TAG_BYTES } from '../domain/sealing.ts';

/** Seals a stream of any length for the recovery key. `context` is the path of the file, so that sealed files cannot be exchanged. */
export async function* sealStream(recipient: RecoveryRecipient, context: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const { key, ephemeral } = agreeToSeal(recipient, context);
  yield Buffer.concat([SEALED_MAGIC, ephemeral]);
  let index = 0;
  for await (const { piece, isLast } of pieces(source, PIECE_BYTES)) yield sealPiece(key, index++, isLast, piece);
}

/** Opens a sealed file. Throws WrongRecoveryKey when it was sealed for another key or was changed. */
export async function* openSealedFile(recovery: RecoveryKey, context: string, file: string): AsyncGenerator<Buffer> {
  const start = SEALED_MAGIC.length + 32;
  const head = await readStart(file, start);
  if (head.length !== start || !head.subarray(0, SEALED_MAGIC.length).equals(SEALED_MAGIC)) throw new CannotRestore(`${context} ist keine versiegelte Datei dieses Formats.`);
  const key = agreeToOpen(recovery, head.subarray(SEALED_MAGIC.length), context);
  let index = 0;
  for await (const { piece, isLast } of pieces(createReadStream(file, { start }) as AsyncIterable<Buffer>, PIECE_BYTES + TAG_BYTES)) yield openPiece(key, index++, isLast, piece);
}

async function readStart(file: string, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: bytes - 1 }) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

// Cuts a stream into full pieces and a last one, which may be empty only when everything is.
async function* pieces(source: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<{ readonly piece: Buffer; readonly isLast: boolean }> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk]);
    while (held.length > bytes) {
      yield { piece: held.subarray(0, bytes), isLast: false };
      held = held.subarray(bytes);
    }
  }
  yield { piece: held, isLast: true };
}
