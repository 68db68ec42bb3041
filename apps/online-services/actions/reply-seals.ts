import type { TenantId } from '@allmende/database';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import type { StoredReply } from '../data/application-reply.ts';
import type { ApplicationReply, ReplyContent } from '../domain/application-reply.ts';

/** Seals a reply under the key of its application. */
export function sealReply(key: SecretKey, tenant: TenantId, id: string, content: ReplyContent): Buffer {
  return sealJson(key, content, context(tenant, id));
}

/** Opens what `sealReply` sealed. */
export function openReply(key: SecretKey, tenant: TenantId, stored: StoredReply): ApplicationReply {
  return { ...openJson<ReplyContent>(key, stored.sealed, context(tenant, stored.id)), id: stored.id, kind: stored.kind, at: stored.at };
}

function context(tenant: TenantId, id: string): string {
  return `online-services/reply:${tenant}:${id}`;
}
