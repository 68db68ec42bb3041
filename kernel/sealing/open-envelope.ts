import { compactDecrypt } from 'jose/jwe/compact/decrypt';
import { combine } from 'shamir-secret-sharing';
import { fromBase64url } from './base64url.ts';
import { bindingOf, commitmentTo, type Envelope } from './envelope.ts';
import type { OpenedShare } from './open-share.ts';
import { SealingProblem } from './sealing-problem.ts';

/** Whether a share is the one that was sealed for its recipient. */
export async function checkShare(envelope: Envelope, { to, share }: OpenedShare): Promise<boolean> {
  const sealed = envelope.shares.find((one) => one.to === to);
  if (sealed === undefined || !/^[\w-]{44}$/u.test(share)) return false;
  return (await commitmentTo(envelope.purpose, to, fromBase64url(share))) === sealed.commitment;
}

/** Opens an envelope by the shares of enough recipients. Throws SealingProblem: `share-damaged` with the thumbprints of those whose share is not the sealed one, `too-few-shares`, `content-damaged`. */
export async function openEnvelope(envelope: Envelope, shares: readonly OpenedShare[]): Promise<Uint8Array> {
  const checked = await Promise.all(shares.map(async (one) => ({ to: one.to, fits: await checkShare(envelope, one) })));
  const wrong = checked.filter((one) => !one.fits).map((one) => one.to);
  if (wrong.length > 0) throw new SealingProblem('share-damaged', wrong);
  const byRecipient = new Map(shares.map((one) => [one.to, fromBase64url(one.share)]));
  if (byRecipient.size < envelope.threshold) throw new SealingProblem('too-few-shares');
  try {
    const key = await combine([...byRecipient.values()]);
    const { plaintext, protectedHeader } = await compactDecrypt(envelope.content, key, { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] });
    if (protectedHeader['purpose'] === envelope.purpose && protectedHeader['binding'] === (await bindingOf(envelope))) return plaintext;
  } catch {
    // Falls through: whatever went wrong, the content is not what was sealed.
  }
  throw new SealingProblem('content-damaged');
}
