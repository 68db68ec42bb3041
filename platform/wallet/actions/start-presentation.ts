import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { newId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import { openWalletSide } from '../clients/open-wallet-side.ts';
import { insertPresentation } from '../data/presentation.ts';
import { CONFIRM_TRIES, MINUTES_TO_ANSWER, type PresentationRequest } from '../domain/presentation-request.ts';
import type { PersonAttribute } from '../domain/pid.ts';
import { secretHash } from '../domain/secret-hash.ts';
import { sealPart } from './seals.ts';

/** What is asked, by whom and what for. `pageOf`, `next` and `again` are addresses without host: the page that waits, where the person goes on, where they begin again. */
export type PresentationWish = { readonly purpose: string; readonly verifier: string; readonly asked: readonly PersonAttribute[]; readonly pageOf: (id: string) => string; readonly next: string; readonly again: string };

/** The request and the secret that only the browser gets which asked. */
export type StartedPresentation = { readonly id: string; readonly browserSecret: string };

/**
 * Begins to ask a wallet for attributes of a person, for the authority of the context. Ten minutes; the answer is good for one use in the browser with the secret. Throws NotFound where no wallet can be asked.
 */
export async function startPresentation(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'config' | 'tenant'>, wish: PresentationWish): Promise<StartedPresentation> {
  if (!(await openWalletSide(ctx).accessKey())) throw new NotFound();
  const id = newId();
  const browserSecret = randomBytes(32).toString('base64url');
  const at = ctx.clock.now();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const request: PresentationRequest = {
    nonce: randomBytes(24).toString('base64url'), answerKey: privateKey.export({ format: 'jwk' }) as Record<string, string>, asked: wish.asked, verifier: wish.verifier, page: wish.pageOf(id), next: wish.next, again: wish.again, askedAt: at.toISOString(),
  };
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const key = await createDataKey(tx, ctx.keys);
    await insertPresentation(tx, {
      id, purpose: wish.purpose, data_key_id: key.id, sealed_request: sealPart('request', key.key, ctx.tenant, id, request), browser_sha256: secretHash('browser', browserSecret), tries_left: CONFIRM_TRIES,
      created_at: at, expires_at: new Date(at.getTime() + MINUTES_TO_ANSWER * 60_000),
    });
  });
  return { id, browserSecret };
}
