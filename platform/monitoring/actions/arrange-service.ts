import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { savePublicService } from '../data/public-service.ts';
import { findWatchedInstance } from '../data/watched.ts';
import { arrangeOperation } from '../domain/permissions.ts';

/** Says whether and under which plain name people see an app on the status page. Throws NotFound, InvalidInput. */
export async function arrangeService(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly instance: string; readonly shown: boolean; readonly de: string; readonly en?: string }): Promise<void> {
  requirePermission(ctx.actor, arrangeOperation, ctx.tenant);
  const [de, en] = [input.de.trim(), input.en?.trim()];
  if (de === '' || de.length > 80 || (en !== undefined && en.length > 80)) throw new InvalidInput([{ pointer: '/de', code: 'missing', message: 'Geben Sie einen Namen mit höchstens 80 Zeichen ein, den alle verstehen.' }]);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await findWatchedInstance(tx, input.instance))) throw new NotFound();
    await savePublicService(tx, { instance: input.instance, shown: input.shown, de, en: en === '' ? undefined : en });
    await record(tx, { actor: ctx.actor, action: 'monitoring/service-arranged', subject: { kind: 'instance', id: input.instance }, facts: { shown: input.shown }, at: ctx.clock.now() });
  });
}
