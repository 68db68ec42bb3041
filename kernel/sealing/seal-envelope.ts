import { CompactEncrypt } from 'jose/jwe/compact/encrypt';
import { split } from 'shamir-secret-sharing';
import { bindingOf, commitmentTo, type Envelope } from './envelope.ts';
import { thumbprintOf, type PublicKey } from './recipient-key.ts';
import { SealingProblem } from './sealing-problem.ts';

/**
 * Seals bytes, at least one, so that `threshold` of the recipients can open them together and fewer learn nothing. The key is made here, split by Shamir's scheme and forgotten; each share is sealed to one
 * recipient. Two to 20 recipients, all different; the threshold is at least 2. Throws SealingProblem (`bad-threshold`, `bad-key`).
 */
export async function sealEnvelope(input: { readonly bytes: Uint8Array; readonly purpose: string; readonly recipients: readonly PublicKey[]; readonly threshold: number }): Promise<Envelope> {
  const { purpose, threshold, recipients } = input;
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > recipients.length || recipients.length > 20) throw new SealingProblem('bad-threshold');
  const names = await Promise.all(recipients.map(thumbprintOf));
  if (new Set(names).size !== names.length) throw new SealingProblem('bad-key');
  const key = crypto.getRandomValues(new Uint8Array(32));
  const split256 = await split(key, recipients.length, threshold);
  const shares = await Promise.all(recipients.map(async (recipient, index) => {
    const [to, share] = [names[index] ?? '', split256[index] ?? new Uint8Array()];
    const sealed = await new CompactEncrypt(share).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: to, purpose }).encrypt({ ...recipient });
    return { to, commitment: await commitmentTo(purpose, to, share), sealed };
  }));
  const content = await new CompactEncrypt(input.bytes).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', purpose, binding: await bindingOf({ purpose, threshold, shares }) }).encrypt(key);
  key.fill(0);
  for (const share of split256) share.fill(0);
  return { v: 1, purpose, threshold, shares, content };
}
