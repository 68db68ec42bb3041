import type { ActionContext } from '@allmende/house';
import { NOTHING_TO_STATE, type ParameterSchema } from '@allmende/operations';
import type { OrderableApps } from '../domain/orderable-app.ts';

/** What an order of an app states now; nothing for programs and for apps that leave nothing open. */
export async function findParameterSchema(ctx: Pick<ActionContext, 'database' | 'locale'>, apps: OrderableApps, app: string): Promise<ParameterSchema> {
  return (await apps(app)?.parameters?.(ctx)) ?? NOTHING_TO_STATE;
}
