import { loadGrants, type Actor } from '@allmende/access';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import type { Locale } from '@allmende/i18n';
import { findCredential, touchCredential } from '../data/credential.ts';
import { isSecret, readBasic, type Credential } from '../domain/credential.ts';
import { BrokerRefusal } from '../domain/errors.ts';

/** A marketplace that signed in: it acts in the name of the officer who let it in. */
export type Caller = { readonly ctx: ActionContext & { readonly actor: Extract<Actor, { kind: 'staff' }> }; readonly credential: Credential };

const TOUCH_MS = 10 * 60_000;

/**
 * Signs a marketplace in by HTTP Basic. It gets the role of a digital officer and no other, however many the responsible person has, and only as long as that person has it.
 * Throws BrokerRefusal.
 */
export async function authenticate(house: House, input: { readonly authorization: string | undefined; readonly locale: Locale }): Promise<Caller> {
  const given = readBasic(input.authorization);
  if (given === undefined || given.tenant === PLATFORM_TENANT) throw new BrokerRefusal('not-signed-in');
  const tenant = tenantId(given.tenant);
  const now = house.clock.now();
  const { credential, grants } = await house.database.inTenant(tenant, async (tx) => {
    const found = await findCredential(tx, given.credential);
    if (found === undefined || !isSecret(given.secret, found.secretHash) || found.credential.revokedAt !== null) throw new BrokerRefusal('not-signed-in');
    const { lastUsedAt } = found.credential;
    if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > TOUCH_MS) await touchCredential(tx, found.credential.id, now);
    return { credential: found.credential, grants: await loadGrants(tx, found.credential.responsible, house.clock.today()) };
  });
  const asOfficer = grants.filter((grant) => grant.tenant === tenant && grant.role === 'digital-officer');
  if (asOfficer.length === 0) throw new BrokerRefusal('nobody-responsible');
  const actor = { kind: 'staff' as const, accountId: credential.responsible, name: credential.name, grants: asOfficer };
  return { ctx: { ...contextFor(house, actor, tenant, input.locale), actor }, credential };
}
