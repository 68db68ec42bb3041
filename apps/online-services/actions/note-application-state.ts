import type { ActionContext } from '@allmende/house';
import { insertDocument, saveState, type ApplicationDocument } from '../data/application.ts';
import { withdrawCredentials } from './offer-credential.ts';

/** Notes the state that the specialist system reported, for the applicant's status page. An older report changes nothing. Called from subscriptions. */
export async function noteApplicationState(ctx: Pick<ActionContext, 'database' | 'tenant' | 'keys' | 'clock' | 'actor'>, input: { application: string; state: string; since: Date; decision?: string | undefined }): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, (tx) => saveState(tx, input.application, input.state, input.since, input.decision));
  if (input.decision !== undefined) await withdrawCredentials(ctx, { application: input.application, decision: input.decision });
}

/** Notes a document that the specialist system has issued, so that the applicant can fetch a courtesy copy. Repeating it changes nothing. Called from subscriptions. */
export async function noteApplicationDocument(ctx: Pick<ActionContext, 'database' | 'tenant'>, input: { application: string } & ApplicationDocument): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, (tx) => insertDocument(tx, input.application, input));
}
