import { NotFound } from '@allmende/errors';
import { findBinding } from '../data/binding.ts';
import type { AppsPort } from '../domain/apps-port.ts';
import { BrokerRefusal } from '../domain/errors.ts';
import type { Caller } from './authenticate.ts';
import type { Reach } from './bind.ts';
import { requireSame } from './deprovision.ts';
import { lookUp } from './look-up.ts';

type Named = { readonly name: string; readonly binding: string; readonly service: string | undefined; readonly plan: string | undefined };

/** The address that a binding gives. Throws NotFound. */
export async function getBinding(caller: Caller, port: AppsPort, input: Named): Promise<Reach> {
  const { instance, binding } = await find(caller, input);
  const reach = instance === undefined || binding === undefined || binding.endedAt !== null ? undefined : await port.addressOf(caller.ctx, instance);
  if (reach === undefined) throw new NotFound();
  return reach;
}

/** Bindings are made at once, so there is nothing to wait for: returns for one that stands. Throws NotFound, and BrokerRefusal for one that is gone. */
export async function requireBinding(caller: Caller, input: Named): Promise<void> {
  const { binding } = await find(caller, input);
  if (binding === undefined) throw new NotFound();
  if (binding.endedAt !== null) throw new BrokerRefusal('gone');
}

async function find(caller: Caller, input: Named) {
  const found = await lookUp(caller, input.name);
  if (found === undefined) throw new NotFound();
  requireSame(found.one, input);
  return { instance: found.instance, binding: await caller.ctx.database.inTenant(caller.ctx.tenant, (tx) => findBinding(tx, found.one.id, input.binding)) };
}
