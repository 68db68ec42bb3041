import { randomBytes } from 'node:crypto';
import { CITIZEN } from '@allmende/access';
import { record } from '@allmende/audit';
import { noteDataUse, type Citizen } from '@allmende/citizen-accounts';
import { newId, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { findApplication, insertApplication, saveAccountOfApplication } from '../data/application.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { findDraftForUpdate, saveAccountOfDraft, type StoredDraft } from '../data/draft.ts';
import { codeFrom, hashOfCode } from '../domain/access-code.ts';
import { completeness } from '../domain/completeness.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { applicationSubmitted } from '../domain/events.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { parsePageInput, type PageInput } from '../domain/parse-page-input.ts';
import { computeValues, isReachable, nextOpenPage, prunedAnswers, prunedRows } from '../domain/path.ts';
import { CHECK_PAGE } from '../domain/compile-service-package.ts';
import { renderReceiptJob } from '../jobs/render-receipt.ts';
import type { Origins } from '../domain/prefill.ts';
import { savePage, situationOf, type Answers, type Situation } from '../domain/situation.ts';
import type { SecretKey } from '@allmende/secrets';
import { openApplicationContent, sealApplication } from './application-content.ts';
import { takeEvidenceAlong } from './take-evidence-along.ts';
import { checkAccess, openDraftContent, readStoredDraft, type DraftAccess } from './draft-access.ts';

/** `sent` also when it was sent before: a second click changes nothing and gives the same. */
export type SubmittedApplication =
  | { readonly outcome: 'sent'; readonly application: string; readonly reference: string; readonly secret: string; readonly submittedAt: Date }
  | { readonly outcome: 'refused'; readonly situation: Situation; readonly input: PageInput }
  | { readonly outcome: 'incomplete'; readonly nextOpen: string };

/**
 * Sends an application: durable when it returns. One transaction writes the sealed application under the draft's key, its reference, the audit entry and the event
 * `online-services/application-submitted`, and enqueues the receipt. Only answers of pages that are asked go along. Throws NotFound and IdentityNeeded as `openDraft`.
 */
export async function submitApplication(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files'>, access: DraftAccess & { body: FormBody; language: string }): Promise<SubmittedApplication> {
  const today = ctx.clock.today();
  const seen = await readStoredDraft(ctx, access, today, 'send');
  const service = await getCompiledService(ctx.database, access.tenant, seen);
  const outcome = await ctx.database.inTenant(access.tenant, async (tx) => {
    const stored = checkAccess(await findDraftForUpdate(tx, access.draft), access, today, 'send');
    if (stored.applicationId !== null) return { outcome: 'before', application: stored.applicationId } as const;
    const { content, key } = await openDraftContent(ctx.keys, access.tenant, stored);
    const before = situationOf(service, content, today);
    if (!isReachable(before, CHECK_PAGE)) return { outcome: 'incomplete', nextOpen: nextOpenPage(before) } as const;
    const input = parsePageInput(before, CHECK_PAGE, access.body, access.language);
    if (input.problems.length > 0) return { outcome: 'refused', situation: before, input } as const;
    const situation = situationOf(service, savePage(before, CHECK_PAGE, input.answers), today);
    if (!completeness(situation).complete) return { outcome: 'incomplete', nextOpen: nextOpenPage(situation) } as const;
    return send(ctx, tx, { stored, key, service, situation, language: access.language, citizen: stored.sendLevel === 'none' ? undefined : access.citizen });
  });
  if (outcome.outcome !== 'before') return outcome;
  const sent = await findApplication(ctx.database, access.tenant, outcome.application);
  if (!sent) throw new NotFound();
  const { secret } = await openApplicationContent(ctx.keys, access.tenant, sent);
  return { outcome: 'sent', application: sent.id, reference: sent.reference, secret, submittedAt: sent.submittedAt };
}

async function send(
  ctx: Pick<ActionContext, 'clock' | 'files' | 'keys'>, tx: TenantTx, draft: { stored: StoredDraft; key: SecretKey; service: CompiledService; situation: Situation; language: string; citizen: Citizen | undefined },
): Promise<Extract<SubmittedApplication, { outcome: 'sent' }>> {
  const { stored, key, service, situation, citizen } = draft;
  const id = newId();
  const reference = codeFrom(randomBytes(8), 12);
  const secret = codeFrom(randomBytes(10), 16);
  const answers = prunedAnswers(situation);
  const rows = prunedRows(situation);
  const origins = sentOrigins(situation, answers);
  const sent = { answers, ...(rows ? { rows } : {}), ...(origins ? { origins } : {}), ...(citizen ? { provenLevel: citizen.level } : {}) };
  const { entry } = situation.draft;
  const results = Object.fromEntries(Object.entries(computeValues(situation)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
  const later = await takeEvidenceAlong(ctx, tx, { draft: stored.id, application: id, key, situation });
  const state = { ...completeness(situation), later };
  const clearFields = Object.fromEntries(service.package.service.clearFields.flatMap((field) => (answers[field] === undefined ? [] : [[field, answers[field]] as const])));
  const submittedAt = ctx.clock.now();
  // In one message, one after the other.
  await Promise.all([
    insertApplication(tx, {
      id, draftId: stored.id, reference, referenceHash: hashOfCode(reference), serviceId: stored.serviceId, packageHash: stored.packageHash, overlayHash: stored.overlayHash, placeArs: stored.placeArs,
      secretHash: hashOfCode(secret), dataKeyId: stored.dataKeyId, clearFields, complete: state.complete && state.later.length === 0, state: 'submitted', submittedAt,
      sealed: sealApplication(key, tx.tenant, id, { ...sent, ...(entry ? { entry } : {}), results, completeness: state, sentOn: situation.today, language: draft.language, secret }),
    }),
    record(tx, {
      actor: CITIZEN, action: 'online-services/application-submitted', subject: { kind: 'application', id }, at: submittedAt,
      facts: { service: stored.serviceId, place: stored.placeArs, package: stored.packageHash, overlay: stored.overlayHash, evidenceLater: state.later.length, ...(entry ? { channel: entry.channel, enteredBy: entry.accountId } : {}) },
      personal: { application: JSON.stringify({ ...sent, results }) },
    }),
    emit(tx, applicationSubmitted(id, { application: id, service: stored.serviceId })),
    enqueue(tx, renderReceiptJob, { tenant: tx.tenant, application: id }),
  ]);
  if (citizen) {
    await saveAccountOfDraft(tx, stored.id, citizen.account);
    await saveAccountOfApplication(tx, id, citizen.account);
    await noteDataUse(ctx, tx, citizen.account, { kind: 'sent', service: stored.serviceId, reference, level: citizen.level, attributes: Object.values(origins ?? {}).map(({ attribute }) => attribute) });
  }
  return { outcome: 'sent', application: id, reference, secret, submittedAt };
}

// What is not asked does not leave the form, and neither does where it came from.
function sentOrigins({ draft }: Situation, answers: Answers): Origins | undefined {
  if (!draft.origins) return undefined;
  return Object.fromEntries(Object.entries(draft.origins).filter(([field]) => answers[field] !== undefined));
}
