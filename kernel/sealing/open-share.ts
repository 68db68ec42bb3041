import { compactDecrypt } from 'jose/jwe/compact/decrypt';
import { toBase64url } from './base64url.ts';
import { commitmentTo, type Envelope } from './envelope.ts';
import { publicKeyOf, thumbprintOf, type PrivateKey } from './recipient-key.ts';
import { SealingProblem } from './sealing-problem.ts';

/** A share as its recipient hands it on. */
export type OpenedShare = { readonly to: string; /** base64url */ readonly share: string };

/** Opens the recipient's own share of an envelope, on the recipient's machine. The content stays shut. Throws SealingProblem (`not-for-this-key`, `share-damaged`). */
export async function openShare(envelope: Pick<Envelope, 'purpose' | 'shares'>, key: PrivateKey): Promise<OpenedShare> {
  const to = await thumbprintOf(publicKeyOf(key));
  const own = envelope.shares.find((one) => one.to === to);
  if (own === undefined) throw new SealingProblem('not-for-this-key');
  let share: Uint8Array;
  let purpose: unknown;
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(own.sealed, { ...key }, { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] });
    [share, purpose] = [plaintext, protectedHeader['purpose']];
  } catch {
    throw new SealingProblem('share-damaged', [to]);
  }
  if (purpose !== envelope.purpose || (await commitmentTo(envelope.purpose, to, share)) !== own.commitment) throw new SealingProblem('share-damaged', [to]);
  return { to, share: toBase64url(share) };
}
