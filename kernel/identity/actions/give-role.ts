import { insertGrant, listGrants, type Actor, type Role } from '@allmende/access';
import type { RecordInput } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { checkRole, type GivingRight } from '../domain/role-giving.ts';

/** Gives one role inside a transaction that holds the lock of the tenant's people; a role that is held anyway, for the service or for all, stays as it is. Returns the grant's id. */
export async function giveRole(
  tx: TenantTx,
  log: (entry: RecordInput) => Promise<void>,
  input: { actor: Actor; accountId: string; role: Role; service?: string | undefined; validFrom: PlainDate; right: GivingRight; today: PlainDate; at: Date },
): Promise<string> {
  const live = (await listGrants(tx)).filter((grant) => grant.revokedAt === null && (grant.validUntil === null || grant.validUntil >= input.today));
  const same = live.find((grant) => grant.accountId === input.accountId && grant.role === input.role && (grant.service === null || grant.service === input.service) && grant.validFrom <= input.validFrom && grant.validUntil === null);
  if (same) return same.id;
  checkRole(input.role, tx.tenant, input.right, live.filter((grant) => grant.role === 'digital-officer').length);
  const id = await insertGrant(tx, { accountId: input.accountId, role: input.role, service: input.service, validFrom: input.validFrom, grantedBy: input.actor.kind === 'staff' ? input.actor.accountId : undefined });
  await log({ actor: input.actor, action: 'identity/role-given', subject: { kind: 'role', id }, facts: { role: input.role, ...(input.service === undefined ? {} : { service: input.service }), validFrom: input.validFrom, authority: tx.tenant }, at: input.at });
  return id;
}
