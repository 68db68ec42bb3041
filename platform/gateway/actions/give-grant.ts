import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listPeople } from '@allmende/identity';
import { getInstance } from '@allmende/operations';
import { insertGrant } from '../data/grant.ts';
import { NotOfThisAuthority } from '../domain/errors.ts';
import { manageGrants } from '../domain/permissions.ts';

/**
 * Lets a person of the authority use an instance from now on, until a moment or without end. Throws NotOfThisAuthority for everybody else, InvalidInput when the end lies in the past; NotFound for
 * an unknown instance. Whoever has access already keeps it as it is (`undefined`).
 */
export async function giveGrant(ctx: ActionContext, input: { readonly instance: string; readonly accountId: string; readonly until?: Date | undefined }): Promise<string | undefined> {
  requirePermission(ctx.actor, manageGrants, ctx.tenant);
  const { instance } = await getInstance(ctx, { instance: input.instance });
  const now = ctx.clock.now();
  if (input.until && input.until <= now) throw new InvalidInput([{ pointer: '/until', code: 'past', message: 'Das Ende muss in der Zukunft liegen.' }]);
  const people = await listPeople(ctx, { tenant: ctx.tenant });
  if (!people.some((person) => person.accountId === input.accountId)) throw new NotOfThisAuthority();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const id = await insertGrant(tx, { instance: instance.id, accountId: input.accountId, since: now, until: input.until, by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined });
    if (id === undefined) return undefined;
    await record(tx, { actor: ctx.actor, action: 'gateway/access-given', subject: { kind: 'instance', id: instance.id }, facts: { app: instance.app, grant: id }, personal: { person: input.accountId }, at: now });
    return id;
  });
}
