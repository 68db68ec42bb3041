import type { TenantId } from '@allmende/database';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import type { EvidenceContent } from '../domain/case-evidence.ts';
import type { CaseContent } from '../domain/case-content.ts';
import type { DocumentRequestContent } from '../domain/document-request.ts';
import type { NoticeContent } from '../domain/notice.ts';
import type { ParticipationContent } from '../domain/participation.ts';

/** What is written down with an action: who, as staff read it, and the rest. */
export type ActionDetail = { readonly actor: string; readonly note?: string };

type Kinds = { content: CaseContent; request: DocumentRequestContent; evidence: EvidenceContent; action: ActionDetail; notice: NoticeContent; participation: ParticipationContent };

/** Seals a part of a case under its key; `id` is that of the row it lies in. */
export function sealPart<Kind extends keyof Kinds>(kind: Kind, key: SecretKey, tenant: TenantId, id: string, part: Kinds[Kind]): Buffer {
  return sealJson(key, part, context(kind, tenant, id));
}

/** Opens what `sealPart` sealed. */
export function openPart<Kind extends keyof Kinds>(kind: Kind, key: SecretKey, tenant: TenantId, id: string, sealed: Uint8Array): Kinds[Kind] {
  return openJson<Kinds[Kind]>(key, sealed, context(kind, tenant, id));
}

function context(kind: keyof Kinds, tenant: TenantId, id: string): string {
  return `cases/${kind}:${tenant}:${id}`;
}
