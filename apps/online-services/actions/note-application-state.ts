import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { findApplicationForUpdate, insertDocument, saveState, type ApplicationDocument } from '../data/application.ts';
import { insertStep } from '../data/application-step.ts';
import { applicationMoved } from '../domain/events.ts';
import { withdrawCredentials } from './offer-credential.ts';

/** Notes the state that the specialist system reported, for the applicant's status page. An older report changes nothing. Called from subscriptions. */
export async function noteApplicationState(ctx: Pick<ActionContext, 'database' | 'tenant' | 'keys' | 'clock' | 'actor'>, input: { application: string; state: string; since: Date; decision?: string | undefined }): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await findApplicationForUpdate(tx, input.application);
    if (!before) return;
    await insertStep(tx, before.id, { state: input.state, at: input.since });
    const isNew = (await saveState(tx, before.id, input.state, input.since, input.decision)) && before.state !== input.state;
    // That somebody works on it is no reason to write to anybody.
    if (isNew && (input.state === 'waiting' || input.state === 'decided')) await emit(tx, applicationMoved(before.id, { application: before.id, what: 'state' }));
  });
  if (input.decision !== undefined) await withdrawCredentials(ctx, { application: input.application, decision: input.decision });
}

/** Notes a document that the specialist system has issued, so that the applicant can fetch a courtesy copy. Repeating it changes nothing. Called from subscriptions. */
export async function noteApplicationDocument(ctx: Pick<ActionContext, 'database' | 'tenant'>, input: { application: string } & ApplicationDocument): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (await insertDocument(tx, input.application, input)) await emit(tx, applicationMoved(input.application, { application: input.application, what: 'document' }));
  });
}
