import type { ActionContext } from '@allmende/house';
import { saveState } from '../data/application.ts';

/** Notes the state that the specialist system reported, for the applicant's status page. An older report changes nothing. Called from subscriptions. */
export async function noteApplicationState(ctx: Pick<ActionContext, 'database' | 'tenant'>, input: { application: string; state: string; since: Date }): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, (tx) => saveState(tx, input.application, input.state, input.since));
}
