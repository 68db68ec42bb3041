import { requirePermission } from '@allmende/access';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { isLanguage } from '@allmende/i18n';
import { findApplication, type StoredApplication } from '../data/application.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { answerSummary, type AnswerSummary } from '../domain/answer-summary.ts';
import type { Completeness } from '../domain/completeness.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import type { Entry } from '../domain/entry.ts';
import { filledDraft } from '../domain/filled-draft.ts';
import { deliverApplications } from '../domain/permissions.ts';
import type { Value } from '../domain/rules/value.ts';
import { situationOf, type Answers } from '../domain/situation.ts';
import { openApplicationContent, type ApplicationContent } from './application-content.ts';

/** A sent application as it is handed on: codes for machines, the same in words for people, and with what version it was filled in. */
export type SentApplication = {
  readonly id: string;
  readonly reference: string;
  readonly service: { readonly id: string; readonly version: string; readonly name: string };
  readonly packageHash: string;
  readonly overlayHash: string;
  readonly placeArs: string;
  readonly submittedAt: Date;
  readonly language: string;
  readonly answers: Answers;
  /** The answers of the rows by group, for a service with groups. */
  readonly rows?: Readonly<Record<string, readonly Answers[]>>;
  readonly results: Readonly<Record<string, Value>>;
  readonly completeness: Completeness;
  /** Who typed it in for somebody else. */
  readonly entry?: Entry;
  /** German, for the caseworker. */
  readonly summary: AnswerSummary;
  /** Evidence to come, in German. */
  readonly later: readonly string[];
};

/** Reads a sent application to deliver it. Needs `online-services/deliver-applications`, which only parts of the platform have. Throws NotFound, KeyDestroyed. */
export async function readApplication(ctx: Pick<ActionContext, 'database' | 'keys' | 'actor' | 'tenant'>, input: { application: string }): Promise<SentApplication> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const { stored, content, service } = await openApplication(ctx, input.application);
  const texts = service.texts('de');
  return {
    id: stored.id, reference: stored.reference, packageHash: stored.packageHash, overlayHash: stored.overlayHash, placeArs: stored.placeArs, submittedAt: stored.submittedAt,
    service: { id: stored.serviceId, version: service.package.service.version, name: texts.get('service.name') },
    language: content.language, answers: content.answers, ...(content.rows ? { rows: content.rows } : {}), ...(content.entry ? { entry: content.entry } : {}), results: content.results, completeness: content.completeness,
    summary: summaryOf(service, content, 'de'), later: content.completeness.later.map((id) => texts.get(`evidence.${id}.label`)),
  };
}

export type OpenedApplication = { readonly stored: StoredApplication; readonly content: ApplicationContent; readonly service: CompiledService };

/** Opens an application with the package and overlay it was filled in with. Whoever calls has checked that it may. */
export async function openApplication(ctx: Pick<ActionContext, 'database' | 'keys' | 'tenant'>, id: string): Promise<OpenedApplication> {
  const stored = isUuid(id) ? await findApplication(ctx.database, ctx.tenant, id) : undefined;
  if (!stored) throw new NotFound();
  const [service, content] = await Promise.all([getCompiledService(ctx.database, ctx.tenant, stored), openApplicationContent(ctx.keys, ctx.tenant, stored)]);
  return { stored, content, service };
}

/** The answers in words, as of the day they were sent. */
export function summaryOf(service: CompiledService, content: Pick<ApplicationContent, 'answers' | 'rows' | 'origins' | 'sentOn'>, language: string): AnswerSummary {
  return answerSummary(situationOf(service, filledDraft(service, content), content.sentOn), isLanguage(language) ? language : 'de');
}
