import type { TenantId } from '@allmende/database';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import type { ContactContent } from '../domain/contact.ts';
import type { AttachmentContent, MessageContent } from '../domain/message.ts';

type Kinds = { message: MessageContent; attachment: AttachmentContent; contact: ContactContent };

/** Seals a part of the mailbox under the key of its application; `id` is that of the row it lies in. */
export function sealPart<Kind extends keyof Kinds>(kind: Kind, key: SecretKey, tenant: TenantId, id: string, part: Kinds[Kind]): Buffer {
  return sealJson(key, part, `mailbox/${kind}:${tenant}:${id}`);
}

/** Opens what `sealPart` sealed. */
export function openPart<Kind extends keyof Kinds>(kind: Kind, key: SecretKey, tenant: TenantId, id: string, sealed: Uint8Array): Kinds[Kind] {
  return openJson<Kinds[Kind]>(key, sealed, `mailbox/${kind}:${tenant}:${id}`);
}
