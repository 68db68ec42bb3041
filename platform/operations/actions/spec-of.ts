import type { ActionContext } from '@allmende/house';
import type { Instance } from '../domain/instance.ts';
import type { RuntimeSpec } from '../domain/runtime.ts';
import { instanceSecrets } from './instance-secrets.ts';
import { wake } from './wake.ts';

/** What a runtime is told about an instance that shall run or rest. */
export async function specOf(ctx: ActionContext, instance: Instance, wanted: RuntimeSpec['wanted']): Promise<RuntimeSpec> {
  return {
    wanted, secret: await instanceSecrets(ctx, instance),
    changed: () => {
      ctx.database.inTenant(ctx.tenant, (tx) => wake(tx, instance)).catch((error: unknown) => ctx.log.warn({ instance: instance.id, err: error }, 'an instance has changed and could not be looked at'));
    },
  };
}
