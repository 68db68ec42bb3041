import { isDeepStrictEqual } from 'node:util';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { findBinding, insertBinding } from '../data/binding.ts';
import type { AppsPort } from '../domain/apps-port.ts';
import type { Binding, BoundTo } from '../domain/binding.ts';
import { BrokerRefusal } from '../domain/errors.ts';
import type { Caller } from './authenticate.ts';
import { requireSame } from './deprovision.ts';
import { lookUp } from './look-up.ts';

/** Where an instance is reached; people sign in at the gateway, so there is no secret. */
export type Reach = { readonly address: string; readonly access: string };

export type BindInput = { readonly name: string; readonly binding: string; readonly service: string; readonly plan: string; readonly boundTo: BoundTo; readonly parameters: unknown };

/** Gives a marketplace the address of an instance. Throws NotFound, InvalidInput and BrokerRefusal. */
export async function bind(caller: Caller, port: AppsPort, input: BindInput): Promise<{ readonly reach: Reach; readonly isNew: boolean }> {
  const { ctx } = caller;
  const found = await lookUp(caller, input.name);
  if (found === undefined || found.one.endedAt !== null) throw new NotFound();
  requireSame(found.one, input);
  if (typeof input.parameters === 'object' && input.parameters !== null && Object.keys(input.parameters).length > 0) throw new InvalidInput([{ pointer: '/parameters', code: 'unknown', message: 'Eine Verbindung hat keine Parameter.' }]);
  if (found.standing !== 'running' || found.instance === undefined) throw new BrokerRefusal('not-running');
  const reach = await port.addressOf(ctx, found.instance);
  if (reach === undefined) throw new BrokerRefusal('not-bindable');
  const binding: Binding = { id: newId(), serviceInstance: found.one.id, name: input.binding, boundTo: input.boundTo, createdAt: ctx.clock.now() };
  const isNew = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (await insertBinding(tx, binding)) {
      await record(tx, { actor: ctx.actor, action: 'broker/bound', subject: { kind: 'marketplace-order', id: found.one.id }, at: binding.createdAt, facts: { credential: caller.credential.id, app: found.one.app } });
      return true;
    }
    const there = await findBinding(tx, found.one.id, input.binding);
    if (!isDeepStrictEqual(there?.boundTo, input.boundTo)) throw new BrokerRefusal('other-wish');
    return false;
  });
  return { reach, isNew };
}
