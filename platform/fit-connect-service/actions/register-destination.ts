import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import type { Destination } from '../domain/destination.ts';
import { Refusal } from '../domain/errors.ts';
import { manageDeliveryService } from '../domain/permissions.ts';
import { createDestination, type NewDestination } from './create-destination.ts';

/** Makes a destination for an authority or somebody else, as the operator; a client may receive for it once its scopes name it. Needs `fit-connect-service/manage-service`; throws InvalidInput. */
export async function registerDestination(ctx: Pick<ActionContext, 'config' | 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>, input: NewDestination): Promise<Destination> {
  requirePermission(ctx.actor, manageDeliveryService, ctx.tenant);
  try {
    const made = await createDestination(ctx, input, { client: undefined });
    await ctx.database.inTenant(ctx.tenant, (tx) => record(tx, { actor: ctx.actor, action: 'fit-connect-service/destination-registered', subject: { kind: 'fit-connect-destination', id: made.id }, at: ctx.clock.now(), facts: { status: made.status } }));
    return made;
  } catch (error) {
    if (error instanceof Refusal) throw new InvalidInput([], { message: error.message, code: error.code, cause: error });
    throw error;
  }
}
