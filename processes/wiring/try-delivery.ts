import { problemWords, runTrial } from '@allmende/delivery';
import type { ActionContext } from '@allmende/house';
import type { DeliveryTrial, TryDelivery } from '@allmende/online-services';
import { deliveryPorts } from './delivery-ports.ts';

/** Sends a sample where the applications of a service go, before it is switched on. Whoever calls may switch it on. */
export const tryDelivery: TryDelivery<ActionContext> = async (ctx, { service }): Promise<DeliveryTrial> => {
  const trial = await runTrial(ctx, deliveryPorts, { tenant: ctx.tenant, service, cause: 'switching-on' });
  if (trial === undefined) return { outcome: 'no-sample', milliseconds: undefined, reason: undefined };
  const milliseconds = trial.milliseconds ?? undefined;
  if (trial.state === 'passed') return { outcome: 'arrived', milliseconds, reason: undefined };
  if (trial.state === 'handed-over') return { outcome: 'handed-over', milliseconds, reason: undefined };
  return { outcome: 'failed', milliseconds, reason: problemWords(trial.problem ?? 'delivery/no-confirmation') };
};
