import { IdentityNeeded, reaches, type Citizen } from '@allmende/citizen-accounts';
import { isUuid, type Database, type TenantId } from '@allmende/database';
import { openJson, sealJson, unwrapDataKey, type KeyStore, type SecretKey } from '@allmende/secrets';
import type { PlainDate } from '@allmende/time';
import { findDraft, type StoredDraft } from '../data/draft.ts';
import { isSecretOf } from '../domain/access-code.ts';
import { DraftGone } from '../domain/errors.ts';
import type { Draft } from '../domain/situation.ts';

/** What a citizen shows to reach a draft. `tenant` may come from a cookie: the secret decides. `citizen` is who has proven to this authority who they are, where somebody has. */
export type DraftAccess = { readonly tenant: TenantId; readonly draft: string; readonly secret: string; readonly citizen?: Citizen | undefined };

/** What somebody wants to do with a draft: only find it, read or fill it in, or send it. */
export type DraftAction = 'find' | 'fill' | 'send';

/** Reads a draft for whoever holds its secret. Wrong secret, unknown, expired: the same DraftGone. Throws IdentityNeeded as `checkAccess`. */
export async function readStoredDraft(ctx: { database: Pick<Database, 'readInTenant'> }, access: DraftAccess, today: PlainDate, action: DraftAction = 'fill'): Promise<StoredDraft> {
  if (!isUuid(access.draft)) throw new DraftGone();
  return checkAccess(await findDraft(ctx.database, access.tenant, access.draft), access, today, action);
}

/**
 * The gate to every draft, for each step of the form, the API and the sending. Throws DraftGone, which is a NotFound, unless the draft is there, young enough and the secret is its own, and for the draft of another account; IdentityNeeded when the
 * service wants to know more surely who this is.
 */
export function checkAccess(stored: StoredDraft | undefined, access: DraftAccess, today: PlainDate, action: DraftAction = 'fill'): StoredDraft {
  if (!stored || !isSecretOf(access.secret, stored.secretHash) || stored.expiresOn <= today) throw new DraftGone();
  const wanted = action === 'find' ? 'none' : action === 'send' ? stored.sendLevel : stored.fillLevel;
  if (wanted === 'none') return stored;
  if (!access.citizen || access.citizen.tenant !== access.tenant || !reaches(access.citizen.level, wanted)) throw new IdentityNeeded(wanted);
  if (stored.accountId !== null && stored.accountId !== access.citizen.account) throw new DraftGone();
  return stored;
}

/** Opens the answers of a draft that was not sent yet. */
export async function openDraftContent(keys: KeyStore, tenant: TenantId, stored: StoredDraft): Promise<{ content: Draft; key: SecretKey }> {
  const key = await unwrapDataKey(keys, tenant, stored.dataKeyId, stored.wrapped);
  if (stored.sealed === null) throw new DraftGone();
  return { content: openJson<Draft>(key, stored.sealed, draftContext(tenant, stored.id)), key };
}

/** Seals the answers of a draft. */
export function sealDraftContent(key: SecretKey, tenant: TenantId, id: string, content: Draft): Buffer {
  return sealJson(key, content, draftContext(tenant, id));
}

function draftContext(tenant: TenantId, id: string): string {
  return `online-services/draft:${tenant}:${id}`;
}
