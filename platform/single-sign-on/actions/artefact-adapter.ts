import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { livingSessions } from '@allmende/identity';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { consumeArtefact, deleteArtefact, deleteArtefactsOfGrant, findArtefact, findArtefactByUid, saveArtefact, type Artefact } from '../data/artefact.ts';
import { openSids, saveSignIn } from '../data/sign-in.ts';

/** The platform's session in whose browser a request comes; undefined where nobody is signed in, and for apps themselves. */
export type Browser = { readonly platformSession: string | undefined; /** Scheme, name and port of the door at which an app asks. */ readonly door?: string };

/** Who is asking; set around each request to the provider. */
export const browsing = new AsyncLocalStorage<Browser>();

type Where = Pick<House, 'database' | 'clock' | 'config'>;

/** The provider's store for one kind of things of one authority, in PostgreSQL under its row-level security. */
export function artefactAdapter(house: Where, tenant: TenantId, vault: SecretKey, kind: string): Adapter {
  const contextOf = (idHash: Buffer) => `single-sign-on/artefact:${tenant}:${kind}:${idHash.toString('hex')}`;
  const opened = (idHash: Buffer, found: Artefact): AdapterPayload => ({
    ...openJson<AdapterPayload>(vault, found.sealed, contextOf(idHash)), ...(found.consumedAt ? { consumed: Math.floor(found.consumedAt.getTime() / 1000) } : {}),
  });
  const find = async (id: string) => {
    const idHash = hashOf(id);
    const found = await house.database.inTenant(tenant, (tx) => findArtefact(tx, { kind, idHash }, house.clock.now()));
    if (!found) return undefined;
    // A session of the provider lives only inside the platform's session in which it began.
    if (kind !== 'Session') return opened(idHash, found);
    return found.platformSession !== undefined && found.platformSession === browsing.getStore()?.platformSession ? withoutEnded(house, tenant, opened(idHash, found)) : undefined;
  };
  return {
    find,
    findByUid: async (uid) => {
      const found = await house.database.inTenant(tenant, (tx) => findArtefactByUid(tx, kind, hashOf(uid), house.clock.now()));
      if (found?.platformSession === undefined) return undefined;
      const living = await livingSessions(house, { ids: [found.platformSession], used: new Set([found.platformSession]) });
      return living.get(found.platformSession)?.tenants.includes(tenant) === true ? withoutEnded(house, tenant, opened(found.idHash, found)) : undefined;
    },
    findByUserCode: async () => undefined,
    upsert: async (id, payload, expiresIn) => {
      const platformSession = kind === 'Session' ? browsing.getStore()?.platformSession : undefined;
      if (kind === 'Session' && platformSession === undefined) return;
      const now = house.clock.now();
      const idHash = hashOf(id);
      const { grantId, uid, accountId, authorizations } = payload;
      await house.database.inTenant(tenant, async (tx) => {
        await saveArtefact(tx, {
          kind, idHash, sealed: sealJson(vault, payload, contextOf(idHash)), platformSession, expiresAt: new Date(now.getTime() + (expiresIn ?? 3600) * 1000),
          grantHash: kind === 'Grant' ? idHash : grantId === undefined ? undefined : hashOf(grantId), uidHash: kind === 'Session' && uid !== undefined ? hashOf(uid) : undefined,
        });
        if (platformSession === undefined || accountId === undefined) return;
        for (const [instance, { sid, grantId: grant }] of Object.entries(authorizations ?? {})) {
          if (sid !== undefined && grant !== undefined) await saveSignIn(tx, { sid, instance, accountId, platformSession, grantHash: hashOf(grant), at: now });
        }
      });
    },
    consume: async (id) => {
      const used = await house.database.inTenant(tenant, (tx) => consumeArtefact(tx, { kind, idHash: hashOf(id) }, house.clock.now()));
      // Two at the same moment: the second is as bad as one that comes later.
      if (!used) throw new errors.InvalidGrant('used at the same time by somebody else');
    },
    destroy: (id) => house.database.inTenant(tenant, (tx) => deleteArtefact(tx, { kind, idHash: hashOf(id) })),
    revokeByGrantId: (grantId) => house.database.inTenant(tenant, (tx) => deleteArtefactsOfGrant(tx, hashOf(grantId))),
  };
}

// Where access to one instance ended, the next sign-in there is a new one with an id of its own.
async function withoutEnded(house: Where, tenant: TenantId, session: AdapterPayload): Promise<AdapterPayload> {
  const authorizations = Object.entries(session.authorizations ?? {});
  const open = await house.database.inTenant(tenant, (tx) => openSids(tx, authorizations.flatMap(([, { sid }]) => sid ?? [])));
  return { ...session, authorizations: Object.fromEntries(authorizations.filter(([, { sid, grantId }]) => sid === undefined || grantId === undefined || open.has(sid))) };
}

// Ids are random secrets, so a plain SHA-256 cannot be turned back.
function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}
