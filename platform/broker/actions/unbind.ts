import { record } from '@allmende/audit';
import { endBindings, findBinding } from '../data/binding.ts';
import { BrokerRefusal } from '../domain/errors.ts';
import type { Caller } from './authenticate.ts';
import { requireSame } from './deprovision.ts';
import { lookUp } from './look-up.ts';

/** Ends a binding. Throws InvalidInput, and BrokerRefusal when it is gone already. */
export async function unbind(caller: Caller, input: { readonly name: string; readonly binding: string; readonly service: string; readonly plan: string }): Promise<void> {
  const { ctx } = caller;
  const found = await lookUp(caller, input.name);
  if (found === undefined) throw new BrokerRefusal('gone');
  requireSame(found.one, input);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const binding = await findBinding(tx, found.one.id, input.binding);
    if (binding === undefined || binding.endedAt !== null) throw new BrokerRefusal('gone');
    await endBindings(tx, found.one.id, at, binding.id);
    await record(tx, { actor: ctx.actor, action: 'broker/unbound', subject: { kind: 'marketplace-order', id: found.one.id }, at, facts: { credential: caller.credential.id, app: found.one.app } });
  });
}
