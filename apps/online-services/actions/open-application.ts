import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { isLanguage } from '@allmende/i18n';
import { findApplication, type StoredApplication } from '../data/application.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { answerSummary, type AnswerSummary } from '../domain/answer-summary.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { filledDraft } from '../domain/filled-draft.ts';
import { situationOf } from '../domain/situation.ts';
import { openApplicationContent, type ApplicationContent } from './application-content.ts';

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
