import { createHash } from 'node:crypto';
import type { LiveObject } from './api-server.ts';
import { FIELD_MANAGER } from './field-manager.ts';
import { NETWORK_POLICY, type Kind } from './kinds.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The fields that are ours in an object, by the API server's own book-keeping (`managedFields`); undefined for one that was never applied. */
export function ownFields({ metadata }: LiveObject): Fields | undefined {
  const entry = metadata.managedFields?.find(({ manager, operation, subresource }) => manager === FIELD_MANAGER && operation === 'Apply' && subresource === undefined);
  return entry && ((entry.fieldsV1 ?? {}) as Fields);
}

/**
 * A mark of the fields that are ours: it changes when somebody else takes one of them over or deletes it, and not when he adds something beside them or when we ourselves give another value. That of a network
 * policy also changes when something is added to it, as that opens a door. Undefined for an object that was never applied.
 */
export function markOf(kind: Pick<Kind, 'kind'>, object: LiveObject): string | undefined {
  const own = ownFields(object);
  if (!own) return undefined;
  const { 'f:spec': spec, ...rest } = own as { readonly 'f:spec'?: Fields };
  // Whether a program runs is also said without applying the whole, and looked at by itself.
  const { 'f:replicas': _, ...lasting } = spec ?? {};
  return createHash('sha256').update(JSON.stringify([rest, lasting, ...(kind.kind === NETWORK_POLICY.kind ? [object.metadata.generation] : [])])).digest('hex').slice(0, 12);
}
