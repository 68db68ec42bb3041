import { requirePermission } from '@allmende/access';
import { readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { isLanguage, LOCALES } from '@allmende/i18n';
import { MEDIA_TYPES } from '@allmende/uploads';
import { findEvidence } from '../data/evidence.ts';
import { completeness } from '../domain/completeness.ts';
import { completenessReport, missingEvidence } from '../domain/completeness-report.ts';
import { documentHints, type HintOutcome } from '../domain/document-hints.ts';
import { evidenceLabel } from '../domain/evidence-label.ts';
import type { EvidenceState, EvidenceStatus } from '../domain/evidence.ts';
import { hintText } from '../domain/hint-text.ts';
import { deliverApplications } from '../domain/permissions.ts';
import { viewEvidence, type EvidenceView } from './evidence-holder.ts';

type Words = { readonly de: string } & Readonly<Record<string, string>>;

/** How complete an application is, for whoever works on it. */
export type CaseCompleteness = {
  /** Whole per cent. */
  readonly score: number;
  readonly required: number;
  readonly there: number;
  readonly evidence: readonly { readonly label: Words; readonly isRequired: boolean; readonly status: EvidenceStatus; readonly due: string | undefined; readonly key: string; /** What the package says about it, where it says something. */ readonly hint?: Words }[];
};

/** One piece of evidence as it is handed on. `bytes` are there only when it is clean. */
export type EvidenceForCase = {
  readonly id: string;
  readonly label: Words;
  readonly state: EvidenceState;
  readonly name: string;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly isLate: boolean;
  readonly receivedAt: Date;
  readonly hints: readonly { readonly text: Words; readonly outcome: HintOutcome; /** The answers it was compared with, and the row they stand in. */ readonly fields: readonly string[]; readonly row?: string }[];
  readonly completeness: CaseCompleteness;
  /** Labels of what still has to come. */
  readonly missing: readonly Words[];
};

type Context = Pick<ActionContext, 'database' | 'keys' | 'files' | 'clock' | 'actor' | 'tenant'>;

/** One piece of evidence with what a look into it said; undefined when it is gone or nothing asks for it. Needs `online-services/deliver-applications`. Throws NotFound, KeyDestroyed. */
export async function readEvidenceForCase(ctx: Context, input: { application: string; evidence: string }): Promise<EvidenceForCase | undefined> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const view = await viewEvidence(ctx, { tenant: ctx.tenant, application: input.application });
  const item = view.items.find(({ files }) => files.some(({ id }) => id === input.evidence));
  const file = item?.files.find(({ id }) => id === input.evidence);
  if (!item || !file) return undefined;
  const { fileId, kind } = file;
  const isClean = file.state === 'clean' && fileId !== null && kind !== undefined;
  return {
    id: file.id, label: wordsOf(view, (texts) => evidenceLabel(item, texts)), state: file.state, name: file.name, isLate: file.isLate, receivedAt: file.receivedAt, contentType: isClean ? MEDIA_TYPES[kind].type : undefined,
    bytes: isClean ? (await ctx.database.inTenant(ctx.tenant, (tx) => readFile(tx, ctx, fileId))).bytes : undefined,
    hints: documentHints(item, file.reading, view.sentOn ?? view.situation.today).map((hint) => ({ outcome: hint.outcome, fields: hint.fields, ...(item.row === undefined ? {} : { row: item.row.id }), text: { ...Object.fromEntries(LOCALES.map((locale) => [locale, hintText(hint, locale)])), de: hintText(hint, 'de') } })),
    completeness: completenessOf(view),
    missing: missingEvidence(view.items).map((id) => wordsOf(view, (texts) => texts.get(`evidence.${id}.label`))),
  };
}

/** A file that was there when an application was sent. `bytes` are there only when it is clean. */
export type SentEvidence = { readonly id: string; readonly evidence: string; readonly label: Words; readonly state: EvidenceState; readonly name: string; readonly contentType: string | undefined; readonly bytes: Uint8Array | undefined };

/** The files that were sent with an application, oldest first. Needs `online-services/deliver-applications`. Throws NotFound, KeyDestroyed. */
export async function readSentEvidence(ctx: Context, input: { application: string }): Promise<SentEvidence[]> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const view = await viewEvidence(ctx, { tenant: ctx.tenant, application: input.application });
  const sent = view.items.flatMap((item) => item.files.filter(({ isLate }) => !isLate).map((file) => ({ item, file })));
  return Promise.all(sent.map(async ({ item, file: { id, evidence, state, name, fileId, kind } }) => {
    const isClean = state === 'clean' && fileId !== null && kind !== undefined;
    return {
      id, evidence, label: wordsOf(view, (texts) => evidenceLabel(item, texts)), state, name, contentType: isClean ? MEDIA_TYPES[kind].type : undefined,
      bytes: isClean ? (await ctx.database.inTenant(ctx.tenant, (tx) => readFile(tx, ctx, fileId))).bytes : undefined,
    };
  }));
}

/** Ids of everything that was handed in with an application or after it. Needs `online-services/deliver-applications`. */
export async function listEvidenceIds(ctx: Pick<Context, 'database' | 'actor' | 'tenant'>, input: { application: string }): Promise<string[]> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  return (await findEvidence(ctx.database, ctx.tenant, input)).map(({ id }) => id);
}

/** How complete an application is as it stands. */
export function completenessOf(view: EvidenceView): CaseCompleteness {
  const { score, required, there, missing } = completenessReport(completeness(view.situation), view.items, view.sentOn);
  const due = new Map(missing.flatMap((part) => (part.kind === 'evidence' ? [[part.key, part.by] as const] : [])));
  return { score, required, there, evidence: view.items.map((item) => ({ key: item.key, label: wordsOf(view, (texts) => evidenceLabel(item, texts)), isRequired: item.isRequired, status: item.status, due: due.get(item.key), ...hintOf(view, item.evidence.id) })) };
}

function hintOf(view: EvidenceView, id: string): { hint?: Words } {
  const hint = (texts: ReturnType<EvidenceView['situation']['service']['texts']>) => ['hint', 'why'].map((part) => texts.find(`evidence.${id}.${part}`)).filter((words) => words !== undefined).join(' ');
  return hint(view.situation.service.texts('de')) === '' ? {} : { hint: wordsOf(view, hint) };
}

function wordsOf({ situation }: EvidenceView, wordOf: (texts: ReturnType<EvidenceView['situation']['service']['texts']>) => string): Words {
  const { service } = situation;
  return { ...Object.fromEntries(service.package.service.languages.filter(isLanguage).map((language) => [language, wordOf(service.texts(language))])), de: wordOf(service.texts('de')) };
}
