import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { compactDecrypt, decodeProtectedHeader, errors } from 'jose';
import type { PresentationRequest } from '../domain/presentation-request.ts';
import { demand, WalletRefusal } from '../domain/refusal.ts';
import { ANSWER_KEY, ENCRYPTIONS } from './sign-request.ts';

const LARGEST = 256 * 1024;

/** Decrypts the answer of a wallet with the key of its request (RFC 7516): ECDH-ES directly, AES-GCM, our key's name, not compressed. Throws WalletRefusal. */
export async function decryptResponse(jwe: string, request: PresentationRequest): Promise<string> {
  demand(jwe.length <= LARGEST, 'response-too-large');
  demand(jwe.split('.').length === 5, 'response-not-encrypted');
  let header;
  try {
    header = decodeProtectedHeader(jwe);
  } catch (error) {
    throw new WalletRefusal('response-unreadable', { cause: error });
  }
  demand(header.alg === 'ECDH-ES' && ENCRYPTIONS.includes(String(header['enc'])) && !('zip' in header) && !('crit' in header), 'response-algorithm');
  demand(header.kid === ANSWER_KEY, 'response-key');
  try {
    const { plaintext } = await compactDecrypt(jwe, createPrivateKey({ key: request.answerKey as JsonWebKey, format: 'jwk' }), { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ENCRYPTIONS });
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch (error) {
    throw new WalletRefusal(error instanceof errors.JWEDecryptionFailed ? 'response-key' : 'response-unreadable', { cause: error });
  }
}
