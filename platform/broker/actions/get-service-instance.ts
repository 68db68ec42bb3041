import { NotFound } from '@allmende/errors';
import type { Instance } from '@allmende/operations';
import { BrokerRefusal } from '../domain/errors.ts';
import type { ServiceInstance } from '../domain/service-instance.ts';
import type { Caller } from './authenticate.ts';
import { requireSame } from './deprovision.ts';
import { lookUp } from './look-up.ts';

/** What a marketplace ordered, once it runs; before that and after its end throws NotFound, while it is updated BrokerRefusal. */
export async function getServiceInstance(caller: Caller, input: { readonly name: string; readonly service: string | undefined; readonly plan: string | undefined }): Promise<{ readonly one: ServiceInstance; readonly instance: Instance }> {
  const found = await lookUp(caller, input.name);
  if (found === undefined || found.one.endedAt !== null || found.instance?.runningAt === undefined || found.standing === 'returned') throw new NotFound();
  requireSame(found.one, input);
  if (found.instance.candidate !== undefined) throw new BrokerRefusal('concurrent');
  return { one: found.one, instance: found.instance };
}
