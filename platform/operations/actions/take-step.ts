import type { ActionContext } from '@allmende/house';
import { getInstanceRow } from '../data/instance.ts';
import type { Runtime } from '../domain/runtime.ts';
import type { StepName } from '../domain/step.ts';
import { instanceSecrets } from './instance-secrets.ts';
import { makeArchive } from './make-archive.ts';
import { removeInstance } from './remove-instance.ts';
import { wake } from './wake.ts';

/** Does one step for an instance through its runtime. */
export async function takeStep(ctx: ActionContext, runtime: Runtime, id: string, step: StepName): Promise<void> {
  const instance = await ctx.database.inTenant(ctx.tenant, (tx) => getInstanceRow(tx, id));
  switch (step) {
    case 'start':
    case 'resume':
    case 'restart':
    case 'suspend': {
      const secret = await instanceSecrets(ctx, id);
      const changed = () => {
        ctx.database.inTenant(ctx.tenant, (tx) => wake(tx, instance)).catch((error: unknown) => ctx.log.warn({ instance: id, err: error }, 'an instance has changed and could not be looked at'));
      };
      return runtime.apply(ctx, instance, { wanted: step === 'suspend' ? 'suspended' : 'running', secret, changed });
    }
    case 'archive': return makeArchive(ctx, runtime, instance, 'asked');
    case 'return-data': return makeArchive(ctx, runtime, instance, 'exit');
    case 'remove': return removeInstance(ctx, runtime, instance);
    case 'restore': throw new Error('an instance is restored by a person, not by the reconciler');
  }
}
