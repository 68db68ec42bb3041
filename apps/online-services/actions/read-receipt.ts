import { tenantId, type TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { addDays, berlinMidnight } from '@allmende/time';
import { findApplication, findReference, listDocuments, type ApplicationDocument } from '../data/application.ts';
import { listReplies } from '../data/application-reply.ts';
import { listSteps, type ApplicationStep } from '../data/application-step.ts';
import { readDecisionTimes } from '../data/decision-times.ts';
import { hashOfCode, isSecretOf, normalCode } from '../domain/access-code.ts';
import type { ApplicationReply } from '../domain/application-reply.ts';
import type { AnswerSummary } from '../domain/answer-summary.ts';
import { accentOf } from '../domain/brand-colour.ts';
import { insertOf, type SaidText } from '../domain/insert-of.ts';
import { hasExampleValues } from '../domain/overlay.ts';
import { DECISIONS_OF_DAYS, usualDays, type UsualDays } from '../domain/usual-days.ts';
import { openDraft } from './open-draft.ts';
import type { DraftAccess } from './draft-access.ts';
import { openApplication, summaryOf } from './open-application.ts';
import { renderReceipt } from './render-receipt.ts';
import { openReply } from './reply-seals.ts';

type Context = Pick<ActionContext, 'database' | 'keys' | 'clock'>;

/** What the applicant sees of an application that was sent. */
export type ApplicationReceipt = {
  readonly tenant: TenantId;
  readonly application: string;
  readonly reference: string;
  /** To come back with from another device; only given to the browser that sent the application. */
  readonly secret: string;
  readonly serviceName: string;
  /** The language in which the words of the service are: the one that was asked for, or the next that it speaks. */
  readonly spokenIn: string;
  readonly submittedAt: Date;
  readonly state: string;
  /** Word for the state in the applicant's language. */
  readonly stateName: string;
  readonly stateSince: Date;
  readonly next: string | undefined;
  /** What the authority has to say here, and in which language. */
  readonly insert: SaidText | undefined;
  readonly later: readonly { readonly label: string; readonly hint: string | undefined }[];
  readonly summary: AnswerSummary;
  readonly isExample: boolean;
  /** Colour of the authority's pages, where it has chosen one. */
  readonly accent: string | undefined;
  /** What the authority has issued; courtesy copies. */
  readonly documents: readonly ApplicationDocument[];
  /** Each state that was reported, oldest first. */
  readonly steps: readonly ApplicationStep[];
  /** When the applicant took it back. */
  readonly withdrawnAt: Date | null;
  /** How long a decision on this service usually takes at this authority, where there are enough. */
  readonly usual: UsualDays | undefined;
  /** What the system that works on it has said, oldest first. */
  readonly replies: readonly ApplicationReply[];
};

/** The receipt, for the browser that filled in the draft. Throws NotFound as `openDraft`, and while the draft was not sent. */
export async function readReceipt(ctx: Context, access: DraftAccess & { language: string }): Promise<ApplicationReceipt> {
  const draft = await openDraft(ctx, access);
  if (draft.application === undefined) throw new NotFound();
  return receiptOf(ctx, access.tenant, draft.application, access.language);
}

/** Who holds reference and secret of an application. The same NotFound for an unknown reference and a wrong secret; both are forgiving about how they were typed. */
export async function findApplicationBySecret(ctx: Context, input: { reference: string; secret: string }): Promise<{ tenant: TenantId; application: string }> {
  const found = await ctx.database.withoutTenant((tx) => findReference(tx, hashOfCode(normalCode(input.reference))));
  const stored = found && (await findApplication(ctx.database, tenantId(found.authority), found.application));
  if (!found || !stored || !isSecretOf(normalCode(input.secret), stored.secretHash)) throw new NotFound();
  return { tenant: tenantId(found.authority), application: stored.id };
}

/** State and content of an application, for whoever holds reference and secret. Throws NotFound. */
export async function statusOf(ctx: Context, input: { reference: string; secret: string; language: string }): Promise<ApplicationReceipt> {
  const { tenant, application } = await findApplicationBySecret(ctx, input);
  return receiptOf(ctx, tenant, application, input.language);
}

/** The receipt as a PDF, made now if the job has not come to it yet. */
export async function readReceiptFile(ctx: Context & Pick<ActionContext, 'files'>, input: { tenant: TenantId; application: string }): Promise<StoredFile> {
  const file = await renderReceipt({ ...ctx, tenant: input.tenant }, { application: input.application });
  return ctx.database.inTenant(input.tenant, (tx) => readFile(tx, ctx, file));
}

/** A document that the authority has issued on this application. Throws NotFound for any other file. */
export async function readApplicationDocument(ctx: Context & Pick<ActionContext, 'files'>, input: { tenant: TenantId; application: string; file: string }): Promise<StoredFile> {
  return ctx.database.inTenant(input.tenant, async (tx) => {
    const document = (await listDocuments(tx, input.application)).find(({ file }) => file === input.file);
    if (!document) throw new NotFound();
    return readFile(tx, ctx, document.file);
  });
}

async function receiptOf(ctx: Context, tenant: TenantId, application: string, language: string): Promise<ApplicationReceipt> {
  const { stored, content, service } = await openApplication({ ...ctx, tenant }, application);
  const texts = service.texts(language);
  const [documents, replies, steps, times] = await ctx.database.inTenant(tenant, async (tx) => {
    const said = await listReplies(tx, application);
    // Most applications have none: then nobody unwraps a key for them.
    const { key } = said.length === 0 ? { key: undefined } : await openDataKey(tx, ctx.keys, stored.dataKeyId);
    return [await listDocuments(tx, application), key === undefined ? [] : said.map((reply) => openReply(key, tenant, reply)), await listSteps(tx, application), await readDecisionTimes(tx, stored.serviceId, berlinMidnight(addDays(ctx.clock.today(), -DECISIONS_OF_DAYS)))] as const;
  });
  return {
    tenant, documents, replies, steps, withdrawnAt: stored.withdrawnAt, usual: usualDays(times), application, reference: stored.reference, secret: content.secret, serviceName: texts.get('service.name'), spokenIn: texts.language, submittedAt: stored.submittedAt,
    state: stored.state, stateName: texts.get(`case.status.${stored.state}`), stateSince: stored.stateSince,
    next: texts.find('receipt.next'), insert: insertOf(service.overlay, 'receipt', texts.language),
    later: content.completeness.later.map((id) => ({ label: texts.get(`evidence.${id}.label`), hint: texts.find(`evidence.${id}.hint`) })),
    summary: summaryOf(service, content, language), isExample: hasExampleValues(service.overlay), accent: accentOf(service.package, service.overlay),
  };
}
