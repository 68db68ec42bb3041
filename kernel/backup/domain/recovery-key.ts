import { createCipheriv, createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, scryptSync, type KeyObject } from 'node:crypto';
import { WrongRecoveryKey } from './errors.ts';

/** What is needed to seal: may lie on the machine that is backed up. 32 bytes of an X25519 key (RFC 7748). */
export type RecoveryRecipient = Uint8Array & { readonly __brand: 'RecoveryRecipient' };
/** What is needed to open: belongs into a safe, not on the machine. */
export type RecoveryKey = { readonly recipient: RecoveryRecipient; readonly privateKey: KeyObject };
/** A recovery key under a passphrase, as it lies in the backup folder: scrypt (RFC 7914) and AES-256-GCM. */
export type SealedRecoveryKey = { readonly scrypt: { readonly salt: string; readonly N: number; readonly r: number; readonly p: number }; readonly sealed: string };

const PREFIX = 'ALLMENDE-WIEDERHERSTELLUNG-1';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const SCRYPT = { N: 2 ** 16, r: 8, p: 1 };
const LEAST_PASSPHRASE = 12;

/** A fresh recovery key. */
export function newRecoveryKey(): RecoveryKey {
  const { privateKey } = generateKeyPairSync('x25519');
  return { recipient: recipientOf(privateKey), privateKey };
}

/** A recovery key for paper: groups of five without letters that look alike, with a check that finds a slip of the pen. */
export function recoveryKeyText(key: RecoveryKey): string {
  const bytes = rawPrivate(key.privateKey);
  const checked = Buffer.concat([bytes, createHash('sha256').update(bytes).digest().subarray(0, 3)]);
  return `${PREFIX}-${(encode(checked).match(/.{1,5}/gu) ?? []).join('-')}`;
}

/** Reads a recovery key as somebody typed it: blanks, hyphens and case do not matter. Throws WrongRecoveryKey that says what is wrong. */
export function recoveryKeyFromText(text: string): RecoveryKey {
  const plain = text.toUpperCase().replaceAll(/[\s-]/gu, '');
  const prefix = PREFIX.replaceAll('-', '');
  if (!plain.startsWith(prefix)) throw new WrongRecoveryKey(`Ein Wiederherstellungsschlüssel beginnt mit ${PREFIX}.`);
  const bytes = decode(plain.slice(prefix.length));
  const raw = bytes?.subarray(0, 32);
  if (raw?.length !== 32 || bytes?.length !== 35 || !createHash('sha256').update(raw).digest().subarray(0, 3).equals(bytes.subarray(32))) {
    throw new WrongRecoveryKey('Der Wiederherstellungsschlüssel ist unvollständig oder enthält einen Schreibfehler.');
  }
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' });
  return { recipient: recipientOf(privateKey), privateKey };
}

/** Puts a recovery key under a passphrase. Throws WrongRecoveryKey when it has fewer than twelve characters. */
export function sealRecoveryKey(key: RecoveryKey, passphrase: string): SealedRecoveryKey {
  if (passphrase.length < LEAST_PASSPHRASE) throw new WrongRecoveryKey(`Eine Passphrase braucht mindestens ${LEAST_PASSPHRASE} Zeichen; nehmen Sie mehrere zufällige Wörter.`);
  const salt = randomBytes(16);
  const cipher = createCipheriv('aes-256-gcm', stretch(passphrase, salt, SCRYPT), Buffer.alloc(12));
  cipher.setAAD(key.recipient);
  const body = Buffer.concat([cipher.update(rawPrivate(key.privateKey)), cipher.final(), cipher.getAuthTag()]);
  return { scrypt: { salt: salt.toString('base64'), ...SCRYPT }, sealed: body.toString('base64') };
}

/** Takes a recovery key out of its passphrase; throws WrongRecoveryKey when it is another one. */
export function openRecoveryKey(sealed: SealedRecoveryKey, passphrase: string, recipient: RecoveryRecipient): RecoveryKey {
  const { salt, N, r, p } = sealed.scrypt;
  const body = Buffer.from(sealed.sealed, 'base64');
  // Whoever can write to the folder could otherwise ask for more memory than there is.
  if (body.length !== 48 || N > 2 ** 20 || r > 16 || p > 4) throw new WrongRecoveryKey('Der hinterlegte Wiederherstellungsschlüssel ist beschädigt.');
  try {
    const decipher = createDecipheriv('aes-256-gcm', stretch(passphrase, Buffer.from(salt, 'base64'), { N, r, p }), Buffer.alloc(12));
    decipher.setAAD(recipient);
    decipher.setAuthTag(body.subarray(32));
    const raw = Buffer.concat([decipher.update(body.subarray(0, 32)), decipher.final()]);
    return { recipient, privateKey: createPrivateKey({ key: Buffer.concat([PKCS8, raw]), format: 'der', type: 'pkcs8' }) };
  } catch {
    throw new WrongRecoveryKey();
  }
}

/** The key of one sealed file for whoever seals it: a fresh pair agrees with the recipient (X25519, HKDF-SHA-256 of RFC 5869). */
export function agreeToSeal(recipient: RecoveryRecipient, context: string): { readonly key: Buffer; readonly ephemeral: Buffer } {
  const pair = newRecoveryKey();
  return { key: derive(diffieHellman({ privateKey: pair.privateKey, publicKey: publicKeyOf(recipient) }), pair.recipient, recipient, context), ephemeral: Buffer.from(pair.recipient) };
}

/** The same key for whoever opens it. */
export function agreeToOpen(key: RecoveryKey, ephemeral: Uint8Array, context: string): Buffer {
  return derive(diffieHellman({ privateKey: key.privateKey, publicKey: publicKeyOf(ephemeral) }), ephemeral, key.recipient, context);
}

/** Reads 32 bytes as a recipient; throws RangeError. */
export function recoveryRecipient(text: string): RecoveryRecipient {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) throw new RangeError('a recipient has 32 bytes');
  return bytes as unknown as RecoveryRecipient;
}

function derive(shared: Buffer, ephemeral: Uint8Array, recipient: Uint8Array, context: string): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeral, recipient]), `allmende-backup-1:${context}`, 32));
}

function stretch(passphrase: string, salt: Buffer, cost: { N: number; r: number; p: number }): Buffer {
  return scryptSync(passphrase.normalize('NFC'), salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r });
}

function recipientOf(privateKey: KeyObject): RecoveryRecipient {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI.length) as unknown as RecoveryRecipient;
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
}

function rawPrivate(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
}

function encode(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31] ?? '';
    held &= 255;
  }
  return bits > 0 ? text + (ALPHABET[(held << (5 - bits)) & 31] ?? '') : text;
}

function decode(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter === 'O' ? '0' : letter === 'I' || letter === 'L' ? '1' : letter);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return Buffer.from(bytes);
}
