import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { berlinDate } from '@allmende/time';
import { LRUCache } from 'lru-cache';
import { Compile, type Validator } from 'typebox/schema';
import { getCompiledService } from '../data/compiled-service.ts';
import { listServices } from '../data/service.ts';
import { findPackage } from '../data/service-package.ts';
import { completeness } from '../domain/completeness.ts';
import { completenessReport } from '../domain/completeness-report.ts';
import { filledDraft } from '../domain/filled-draft.ts';
import { computeValues } from '../domain/path.ts';
import { deliverApplications } from '../domain/permissions.ts';
import { situationOf, type Answers } from '../domain/situation.ts';
import { submissionSchema } from '../domain/submission-schema.ts';
import { caseGuideOf, type CaseGuide } from './case-guide.ts';
import type { CaseCompleteness } from './read-evidence-for-case.ts';
import type { SentApplication } from './sent-application.ts';

/** A service whose applications an authority takes from other senders, too. */
export type ReceivableService = { readonly id: string; readonly name: string; /** 14 digits, where somebody has entered it. */ readonly leistungsschluessel?: string; readonly schemaUri: string };

/** The services that the authority offers, with the schema that their newest applications follow. Needs `online-services/deliver-applications`. */
export async function listReceivableServices(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<readonly ReceivableService[]> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const offered = await ctx.database.inTenant(ctx.tenant, listServices);
  const found = await Promise.all(offered.map(async ({ serviceId, active }) => {
    const servicePackage = active && (await ctx.database.withoutTenant((tx) => findPackage(tx, active.packageHash)));
    if (!servicePackage) return [];
    const key = servicePackage.service.leistungsschluessel;
    return [{ id: serviceId, name: servicePackage.texts['de']?.['service.name'] ?? serviceId, ...(key === null ? {} : { leistungsschluessel: key }), schemaUri: String(submissionSchema(servicePackage)['$id']) }];
  }));
  return found.flat();
}

/** Data of an application that came from elsewhere, read with the service of the authority. `unknown` is a schema that the authority does not offer; `path` says where the data do not fit, without a value. */
export type ForeignApplication =
  | { readonly outcome: 'read'; readonly sent: SentApplication; readonly guide: CaseGuide; readonly completeness: CaseCompleteness }
  | { readonly outcome: 'unknown' } | { readonly outcome: 'no-json' } | { readonly outcome: 'does-not-fit'; readonly path: string };

const validators = new LRUCache<string, Validator>({ max: 100 });

/**
 * Reads data that somebody else's sender filled in for a service that the authority offers: checked against the schema that they name, worked out with the authority's own values, in words for the caseworker.
 * What the sender worked out is not taken over. Needs `online-services/deliver-applications`.
 */
export async function readForeignApplication(
  ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>,
  input: { readonly id: string; readonly reference: string; readonly service: string; readonly schemaUri: string; readonly data: Uint8Array; readonly placeArs: string; readonly submittedAt: Date },
): Promise<ForeignApplication> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const known = (await listReceivableServices(ctx)).find(({ id, schemaUri }) => id === input.service && schemaUri === input.schemaUri);
  const offered = known && (await ctx.database.inTenant(ctx.tenant, listServices)).find(({ serviceId }) => serviceId === known.id)?.active;
  if (!known || !offered) return { outcome: 'unknown' };
  const service = await getCompiledService(ctx.database, ctx.tenant, { ...offered, placeArs: input.placeArs });
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(input.data));
  } catch {
    return { outcome: 'no-json' };
  }
  let validator = validators.get(input.schemaUri);
  if (!validator) validators.set(input.schemaUri, (validator = Compile(submissionSchema(service.package))));
  if (!validator.Check(given)) return { outcome: 'does-not-fit', path: validator.Errors(given)[1][0]?.instancePath ?? '' };
  const { answers, rows } = given as { readonly answers: Answers; readonly rows?: Readonly<Record<string, readonly Answers[]>> };
  const sentOn = berlinDate(input.submittedAt);
  const situation = situationOf(service, filledDraft(service, { answers, rows }), sentOn);
  const state = completeness(situation);
  const report = completenessReport(state, []);
  const texts = service.texts('de');
  return {
    outcome: 'read',
    sent: {
      id: input.id, reference: input.reference, packageHash: offered.packageHash, overlayHash: offered.overlayHash, placeArs: input.placeArs, submittedAt: input.submittedAt, language: 'de', answers, ...(rows ? { rows } : {}),
      service: { id: known.id, version: service.package.service.version, name: texts.get('service.name') },
      results: Object.fromEntries(Object.entries(computeValues(situation)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))), completeness: { ...state, later: [] },
    },
    guide: caseGuideOf({ situation, answers, later: [], placeArs: input.placeArs }),
    // Which attachment is which evidence no sender says: the caseworker sees them all.
    completeness: { score: report.score, required: report.required, there: report.there, evidence: [] },
  };
}
