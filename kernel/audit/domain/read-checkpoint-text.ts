import type { Checkpoint } from './checkpoint.ts';
import { HASH_BYTES } from './merkle-hash.ts';

const TEXT = /^\s*(?<origin>\S+\/audit\/\S+)\s+(?<size>0|[1-9]\d{0,14})\s+(?<root>[A-Za-z0-9+/]{43}=)(?:\s|$)/u;

/** What a pasted checkpoint says, whatever became of its line breaks; its signature is not looked at. Undefined when it is none. */
export function readCheckpointText(text: string): Checkpoint | undefined {
  const { origin, size, root } = TEXT.exec(text.slice(0, 4_000))?.groups ?? {};
  if (origin === undefined || root === undefined) return undefined;
  const bytes = Buffer.from(root, 'base64');
  return bytes.length === HASH_BYTES ? { origin, size: Number(size), root: bytes } : undefined;
}
