import type { ActionContext } from '@allmende/house';
import { watchedMetadata, type IdpMetadata } from '../clients/bundid/idp-metadata.ts';
import { NoIdentityProvider } from '../domain/errors.ts';

const readers = new Map<string, () => IdpMetadata>();

/** What is known of BundID now; undefined where this installation is not connected, its metadata ran out or cannot be used, or it is a test BundID in operation. The reason is in the log. */
export function identityProvider(ctx: Pick<ActionContext, 'config' | 'clock' | 'log'>): IdpMetadata | undefined {
  const file = ctx.config.bundidMetadata;
  if (file === undefined) return undefined;
  let reader = readers.get(file);
  if (!reader) readers.set(file, (reader = watchedMetadata(file)));
  try {
    const metadata = reader();
    if (metadata.isTest && ctx.config.environment === 'production') throw new Error('a test BundID must not be used in operation');
    if (metadata.validUntil !== undefined && metadata.validUntil <= ctx.clock.now()) throw new Error('the metadata ran out');
    return metadata;
  } catch (error) {
    ctx.log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'the metadata of BundID cannot be used');
    return undefined;
  }
}

/** The same for who cannot go on without. Throws NoIdentityProvider. */
export function requireIdentityProvider(ctx: Pick<ActionContext, 'config' | 'clock' | 'log'>): IdpMetadata {
  const found = identityProvider(ctx);
  if (!found) throw new NoIdentityProvider();
  return found;
}
