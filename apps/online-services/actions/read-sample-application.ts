import { requirePermission } from '@allmende/access';
import { newId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findAuthority, listPlacesOfAuthority } from '@allmende/register';
import { parsePlainDate } from '@allmende/time';
import { compileServicePackage } from '../domain/compile-service-package.ts';
import { completeness } from '../domain/completeness.ts';
import { contentHash } from '../domain/content-hash.ts';
import { filledDraft } from '../domain/filled-draft.ts';
import { computeValues, prunedAnswers, prunedRows } from '../domain/path.ts';
import { deliverApplications } from '../domain/permissions.ts';
import { agsOf, hasPlaceValues, overlayAt } from '../domain/place-values.ts';
import { situationOf } from '../domain/situation.ts';
import { tailorSample } from '../domain/tailor-sample.ts';
import { caseGuideOf, type CaseGuide } from './case-guide.ts';
import { readServiceAsItStands } from './office-services.ts';
import type { SentApplication } from './sent-application.ts';

/** An application that nobody sent, as it would be handed on. */
export type SampleApplication = { readonly sent: SentApplication; readonly guide: CaseGuide };

/**
 * The first complete sample of a service's package, filled in with the values that the authority would switch it on with now; undefined where the package has none. Nothing is written; each call gives an id of its own.
 * Needs `online-services/deliver-applications`. Throws NotFound for a service that nobody has published.
 */
export async function readSampleApplication(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { service: string }): Promise<SampleApplication | undefined> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const { package: servicePackage, effective, head } = await readServiceAsItStands(ctx, input);
  const [place] = await listPlacesOfAuthority(ctx, { authority: ctx.tenant });
  const placeArs = place?.ars ?? (await findAuthority(ctx, { id: ctx.tenant }))?.ars.padEnd(12, '0') ?? '';
  const service = compileServicePackage(servicePackage, hasPlaceValues(servicePackage) ? overlayAt(servicePackage, effective, agsOf(placeArs)) : effective);
  for (const sample of servicePackage.samples) {
    const tailored = tailorSample(service, sample);
    const today = parsePlainDate(tailored.today);
    const situation = today && situationOf(service, filledDraft(service, tailored), today);
    if (!today || !situation || !completeness(situation).complete) continue;
    const rows = prunedRows(situation);
    const content = {
      answers: prunedAnswers(situation), ...(rows ? { rows } : {}), completeness: completeness(situation), sentOn: today, language: 'de',
      results: Object.fromEntries(Object.entries(computeValues(situation)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))),
    };
    const { answers, results, completeness: state } = content;
    return {
      guide: caseGuideOf({ placeArs, answers: content.answers, later: content.completeness.later, situation: situationOf(service, filledDraft(service, content), today) }),
      sent: {
        id: newId(), reference: 'PROBE', packageHash: head.hash, overlayHash: contentHash(effective), placeArs, submittedAt: ctx.clock.now(), language: 'de', answers, ...(rows ? { rows } : {}), results, completeness: state,
        service: { id: head.serviceId, version: servicePackage.service.version, name: service.texts('de').get('service.name') },
      },
    };
  }
  return undefined;
}
