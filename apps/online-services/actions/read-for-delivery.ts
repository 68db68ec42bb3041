import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { deliverApplications } from '../domain/permissions.ts';
import { caseGuideOf, type CaseGuide } from './case-guide.ts';
import { openWithEvidence } from './evidence-holder.ts';
import { completenessOf, type CaseCompleteness } from './read-evidence-for-case.ts';
import { sentApplicationOf, type SentApplication } from './sent-application.ts';

/** A sent application with everything that whoever works on it is given. */
export type ApplicationForDelivery = { readonly sent: SentApplication; readonly guide: CaseGuide; readonly completeness: CaseCompleteness };

/** Opens a sent application once to deliver it. Needs `online-services/deliver-applications`, which only parts of the platform have. Throws NotFound, KeyDestroyed. */
export async function readForDelivery(ctx: Pick<ActionContext, 'database' | 'keys' | 'actor' | 'tenant'>, input: { application: string }): Promise<ApplicationForDelivery> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const { view, ...opened } = await openWithEvidence(ctx, input.application);
  const { stored, content } = opened;
  return { sent: sentApplicationOf(opened), guide: caseGuideOf({ situation: view.situation, answers: content.answers, later: content.completeness.later, placeArs: stored.placeArs }), completeness: completenessOf(view) };
}
