import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import type { DeliveryTrial, TryDelivery } from '../domain/delivery-trial.ts';
import { ServiceNotReady } from '../domain/errors.ts';
import { manageServices } from '../domain/permissions.ts';
import { activateService, requireActivatable } from './office-services.ts';

/**
 * Switches a service on as `activateService` does, after a sample application arrived where real ones will go. Returns how the trial went; undefined where nobody delivers. Throws ServiceNotReady with the reason and what to do when it
 * did not arrive: what cannot be delivered is not offered. Needs `online-services/manage-services`.
 */
export async function activateWithTrial(ctx: ActionContext, tryDelivery: TryDelivery<ActionContext> | undefined, input: { service: string }): Promise<DeliveryTrial | undefined> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  if (!tryDelivery) {
    await activateService(ctx, input);
    return undefined;
  }
  // Whoever still has to enter something need not wait for a trial.
  await requireActivatable(ctx, input);
  const trial = await tryDelivery(ctx, input);
  if (trial.outcome === 'failed') {
    const reason = trial.reason?.de ?? '';
    throw new ServiceNotReady([{ pointer: '', code: 'delivery', message: `Ein Probeantrag ist nicht dort angekommen, wo die Anträge bearbeitet werden. ${reason} Das Ziel wählen Sie unter „Sendungen“.`.replace('  ', ' ') }]);
  }
  await activateService(ctx, input);
  return trial;
}
