import { isDeepStrictEqual } from 'node:util';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { updateInstance } from '@allmende/operations';
import { insertOperation } from '../data/operation.ts';
import type { AppsPort } from '../domain/apps-port.ts';
import { checkParameters } from '../domain/check-parameters.ts';
import { BrokerRefusal } from '../domain/errors.ts';
import type { Operation } from '../domain/operation.ts';
import type { Caller } from './authenticate.ts';
import { requireSame } from './deprovision.ts';
import { tryHolding } from './hold.ts';
import { lookUp } from './look-up.ts';
import { readCatalog } from './read-catalog.ts';

export type UpdateInput = { readonly name: string; readonly service: string; readonly plan: string | undefined; readonly parameters: unknown; readonly version: string | undefined; readonly acceptsIncomplete: boolean };

/**
 * Changes what a marketplace ordered: only to the version of the catalog, because plan and parameters are agreed in the contract. Returns the operation to ask about; undefined when there is nothing to do.
 * Throws NotFound, InvalidInput and BrokerRefusal.
 */
export async function updateServiceInstance(caller: Caller, port: AppsPort, input: UpdateInput): Promise<Operation | undefined> {
  const { ctx } = caller;
  const found = await lookUp(caller, input.name);
  if (found === undefined || found.one.endedAt !== null) throw new NotFound();
  const { one } = found;
  requireSame(one, { service: input.service });
  const service = (await readCatalog(ctx, port)).find(({ id }) => id === one.service);
  if (input.plan !== undefined && input.plan !== one.plan && service?.plans.every(({ offer }) => offer.id !== input.plan) !== false) throw new InvalidInput([{ pointer: '/plan_id', code: 'unknown', message: 'Diesen Plan gibt es im Katalog nicht.' }]);
  if (input.parameters !== undefined && service !== undefined) checkParameters(service.parameters, input.parameters);
  if (!input.acceptsIncomplete) throw new BrokerRefusal('async-required');
  if (found.standing !== 'running') throw new BrokerRefusal('concurrent');
  if ((input.plan !== undefined && input.plan !== one.plan) || (input.parameters !== undefined && !isDeepStrictEqual(input.parameters, one.parameters))) throw new BrokerRefusal('not-changeable');
  const { version } = input;
  if (version === undefined) return undefined;
  if (version !== service?.version) throw new BrokerRefusal('maintenance-info');
  const { instance } = found;
  if (instance === undefined || instance.packageVersion === version) return undefined;
  if (instance.candidate !== undefined) throw new BrokerRefusal('concurrent');
  const operation: Operation = { id: newId(), kind: 'update', version, askedAt: ctx.clock.now() };
  const done = await tryHolding(ctx, one.id, async () => {
    await updateInstance(ctx, { instance: instance.id, version });
    await ctx.database.inTenant(ctx.tenant, async (tx) => {
      await insertOperation(tx, one.id, operation);
      await record(tx, { actor: ctx.actor, action: 'broker/update-asked', subject: { kind: 'marketplace-order', id: one.id }, at: operation.askedAt, facts: { credential: caller.credential.id, app: one.app, version } });
    });
  });
  if (done === undefined) throw new BrokerRefusal('concurrent');
  return operation;
}
