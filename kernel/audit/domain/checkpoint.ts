import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { InvalidCheckpoint } from './errors.ts';
import { HASH_BYTES, type Hash } from './merkle-hash.ts';

/** What a checkpoint says: this log had this root at this size. Source: C2SP tlog-checkpoint. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash };

/** The public half of a signing key, with its name. */
export type CheckpointKey = { readonly name: string; readonly publicKey: Uint8Array };

/** Signs checkpoints; the private half lives in a file, a module or a service, never in the database. Ed25519 (RFC 8032). */
export type CheckpointSigner = CheckpointKey & { sign(message: Uint8Array): Promise<Uint8Array> };

const ED25519 = 0x01;
const ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
// The fixed head of an Ed25519 public key in DER (RFC 8410 § 4).
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const NOTE = /^(?<text>[^\n]+\n(?:0|[1-9]\d{0,15})\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n)*)\n(?<signatures>(?:— [^\n ]+ [A-Za-z0-9+/=]+\n)+)$/u;

/** Writes and signs a checkpoint as a signed note. Source: C2SP signed-note, tlog-checkpoint. */
export async function signCheckpoint(checkpoint: Checkpoint, signer: CheckpointSigner): Promise<string> {
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${Buffer.from(checkpoint.root).toString('base64')}\n`;
  const signature = await signer.sign(Buffer.from(text, 'utf8'));
  return `${text}\n— ${signer.name} ${Buffer.concat([keyId(signer), signature]).toString('base64')}\n`;
}

/** Reads a signed checkpoint and checks the signature of this key (others beside it, of witnesses, are skipped); throws InvalidCheckpoint. */
export function openCheckpoint(note: string, key: CheckpointKey): Checkpoint {
  const { text, signatures } = NOTE.exec(note)?.groups ?? {};
  if (text === undefined || signatures === undefined) throw new InvalidCheckpoint('kein unterschriebener Prüfpunkt');
  const publicKey = nodeKey(key);
  const isSigned = signatures.trimEnd().split('\n').some((line) => {
    const [, name, base64 = ''] = line.split(' ');
    const bytes = Buffer.from(base64, 'base64');
    if (name !== key.name || bytes.length !== ID_BYTES + SIGNATURE_BYTES || !bytes.subarray(0, ID_BYTES).equals(keyId(key))) return false;
    return verify(null, Buffer.from(text, 'utf8'), publicKey, bytes.subarray(ID_BYTES));
  });
  if (!isSigned) throw new InvalidCheckpoint(`die Unterschrift von ${key.name} fehlt oder stimmt nicht`);
  const [origin = '', size = '', root = ''] = text.split('\n');
  const hashBytes = Buffer.from(root, 'base64');
  if (hashBytes.length !== HASH_BYTES || !Number.isSafeInteger(Number(size))) throw new InvalidCheckpoint('Größe oder Wurzel ist unlesbar');
  return { origin, size: Number(size), root: hashBytes };
}

/** The key as one line: `name+id+base64`. Source: C2SP signed-note, "Verifier keys". */
export function checkpointKeyText(key: CheckpointKey): string {
  return `${key.name}+${keyId(key).toString('hex')}+${Buffer.concat([Uint8Array.of(ED25519), key.publicKey]).toString('base64')}`;
}

/** Reads a key line; throws InvalidCheckpoint when it is none, or none of Ed25519. */
export function checkpointKeyFromText(line: string): CheckpointKey {
  const { name, id, base64 } = /^(?<name>[^\s+]+)\+(?<id>[0-9a-f]{8})\+(?<base64>[A-Za-z0-9+/=]+)$/u.exec(line.trim())?.groups ?? {};
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (name === undefined || bytes.length !== 1 + 32 || bytes[0] !== ED25519) throw new InvalidCheckpoint('kein Schlüssel für Prüfpunkte');
  const key = { name, publicKey: bytes.subarray(1) };
  if (keyId(key).toString('hex') !== id) throw new InvalidCheckpoint('die Kennung des Schlüssels passt nicht zu ihm');
  return key;
}

/** Whether a name can stand in a signature line. */
export function isKeyName(name: string): boolean {
  return /^[^\s+]+$/u.test(name);
}

function keyId(key: CheckpointKey): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${key.name}\n`, 'utf8'), Uint8Array.of(ED25519), key.publicKey]), 'buffer').subarray(0, ID_BYTES);
}

function nodeKey(key: CheckpointKey): KeyObject {
  return createPublicKey({ key: Buffer.concat([DER_HEAD, key.publicKey]), format: 'der', type: 'spki' });
}
