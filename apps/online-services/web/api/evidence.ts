import { NotFound } from '@allmende/errors';
import { defineApi, type ApiRequest } from '@allmende/http';
import { addDays } from '@allmende/time';
import { MEDIA_TYPES, refusalText } from '@allmende/uploads';
import { Type, type Static } from 'typebox';
import { addEvidence } from '../../actions/add-evidence.ts';
import { chooseEvidenceWay, removeEvidence } from '../../actions/change-evidence.ts';
import { viewEvidence, type EvidenceHolder, type EvidenceView } from '../../actions/evidence-holder.ts';
import { openEvidenceFile } from '../../actions/open-evidence-file.ts';
import { findApplicationBySecret } from '../../actions/read-receipt.ts';
import { completeness } from '../../domain/completeness.ts';
import { completenessReport } from '../../domain/completeness-report.ts';
import { documentHints } from '../../domain/document-hints.ts';
import { evidenceLabel } from '../../domain/evidence-label.ts';
import { waysOf, type EvidenceItem } from '../../domain/evidence.ts';
import { hintText } from '../../domain/hint-text.ts';
import { EVIDENCE_UPLOADS } from '../change-evidence-form.ts';
import { draftAccess, DraftParams, SECRET_HEADER } from './draft-secret.ts';
import { EvidenceKey, EvidenceListSchema, TakenSchema, WayBody } from './evidence.schema.ts';

const tag = 'online-services';
const often = { max: 120, windowMs: 60_000 } as const;
const REFERENCE = { reference: Type.String({ maxLength: 100 }) } as const;
const ApplicationParams = Type.Object(REFERENCE);
const CODE_HEADER = { 'allmende-secret': 'The access code from the confirmation' };
const File = { evidence: Type.String({ format: 'uuid' }) } as const;
type Asked<Params> = ApiRequest<Params, unknown, unknown>;

const listDraftEvidenceApi = defineApi({
  method: 'GET', path: '/drafts/:draft/evidence', tag, operationId: 'listDraftEvidence', access: 'anyone', params: DraftParams, headers: SECRET_HEADER, response: EvidenceListSchema,
  summary: 'The evidence that a draft asks for as things stand, its files with their state and hints, and how complete everything is',
  handle: async (request) => listed(await viewEvidence(request.ctx, await draftAccess(request)), request),
});

const addDraftEvidenceApi = defineApi({
  method: 'POST', path: '/drafts/:draft/evidence/:item/files', tag, operationId: 'addDraftEvidence', access: 'anyone', params: Type.Object({ ...DraftParams.properties, item: EvidenceKey }), headers: SECRET_HEADER, uploads: EVIDENCE_UPLOADS,
  status: 202, response: TakenSchema, rateLimit: often, summary: 'Upload files; each waits in quarantine until it was checked. The same bytes twice are one file',
  handle: async (request) => taken(request, await draftAccess(request), request.params.item),
});

const chooseDraftEvidenceWayApi = defineApi({
  method: 'PUT', path: '/drafts/:draft/evidence/:item/way', tag, operationId: 'chooseDraftEvidenceWay', access: 'anyone', params: Type.Object({ ...DraftParams.properties, item: EvidenceKey }), headers: SECRET_HEADER, body: WayBody, status: 204, rateLimit: often,
  summary: 'Say that a piece of evidence comes later, or that the authority shall get it where the service allows that',
  async handle(request) {
    await chooseEvidenceWay(request.ctx, await draftAccess(request), { item: request.params.item, way: request.body.way });
    return undefined;
  },
});

const readDraftEvidenceFileApi = defineApi({
  method: 'GET', path: '/drafts/:draft/evidence-files/:evidence', tag, operationId: 'readDraftEvidenceFile', access: 'anyone', params: Type.Object({ ...DraftParams.properties, ...File }), headers: SECRET_HEADER, file: 'application/octet-stream', rateLimit: often,
  summary: 'An upload that was found clean',
  handle: async (request) => openEvidenceFile(request.ctx, await draftAccess(request), { evidence: request.params.evidence }),
});

const removeDraftEvidenceApi = defineApi({
  method: 'DELETE', path: '/drafts/:draft/evidence-files/:evidence', tag, operationId: 'removeDraftEvidence', access: 'anyone', params: Type.Object({ ...DraftParams.properties, ...File }), headers: SECRET_HEADER, status: 204, rateLimit: often,
  summary: 'Remove an upload with its bytes; what was sent stays with the authority',
  async handle(request) {
    await removeEvidence(request.ctx, await draftAccess(request), { evidence: request.params.evidence });
    return undefined;
  },
});

const listApplicationEvidenceApi = defineApi({
  method: 'GET', path: '/applications/:reference/evidence', tag, operationId: 'listApplicationEvidence', access: 'anyone', params: ApplicationParams, headers: CODE_HEADER, response: EvidenceListSchema, rateLimit: { max: 60, windowMs: 60_000 },
  summary: 'The evidence of an application that was sent, for whoever holds reference and access code',
  handle: async (request) => listed(await viewEvidence(request.ctx, await applicationOf(request)), request),
});

const addApplicationEvidenceApi = defineApi({
  method: 'POST', path: '/applications/:reference/evidence/:item/files', tag, operationId: 'addApplicationEvidence', access: 'anyone', params: Type.Object({ ...REFERENCE, item: EvidenceKey }), headers: CODE_HEADER, uploads: EVIDENCE_UPLOADS,
  status: 202, response: TakenSchema, rateLimit: often, summary: 'Bring evidence after sending; it stands in the history of the case',
  handle: async (request) => taken(request, await applicationOf(request), request.params.item),
});

const chooseApplicationEvidenceWayApi = defineApi({
  method: 'PUT', path: '/applications/:reference/evidence/:item/way', tag, operationId: 'chooseApplicationEvidenceWay', access: 'anyone', params: Type.Object({ ...REFERENCE, item: EvidenceKey }), headers: CODE_HEADER, body: WayBody, status: 204, rateLimit: often,
  summary: 'Say after sending how a piece of evidence will come',
  async handle(request) {
    await chooseEvidenceWay(request.ctx, await applicationOf(request), { item: request.params.item, way: request.body.way });
    return undefined;
  },
});

const readApplicationEvidenceFileApi = defineApi({
  method: 'GET', path: '/applications/:reference/evidence-files/:evidence', tag, operationId: 'readApplicationEvidenceFile', access: 'anyone', params: Type.Object({ ...REFERENCE, ...File }), headers: CODE_HEADER, file: 'application/octet-stream', rateLimit: often,
  summary: 'An upload of an application that was found clean',
  handle: async (request) => openEvidenceFile(request.ctx, await applicationOf(request), { evidence: request.params.evidence }),
});

/** All operations about evidence. */
export const evidenceApis = [
  listDraftEvidenceApi, addDraftEvidenceApi, chooseDraftEvidenceWayApi, readDraftEvidenceFileApi, removeDraftEvidenceApi, listApplicationEvidenceApi, addApplicationEvidenceApi, chooseApplicationEvidenceWayApi, readApplicationEvidenceFileApi,
];

async function applicationOf(request: Pick<Asked<{ reference: string }>, 'ctx' | 'params' | 'header'>): Promise<EvidenceHolder> {
  const secret = request.header('allmende-secret') ?? '';
  if (secret === '') throw new NotFound();
  const { tenant, application } = await findApplicationBySecret(request.ctx, { reference: request.params.reference, secret });
  return { tenant, application };
}

async function taken(request: Pick<Asked<unknown>, 'ctx' | 'files' | 'hasTooManyFiles'>, holder: EvidenceHolder, item: string): Promise<Static<typeof TakenSchema>> {
  const { ctx, files, hasTooManyFiles } = request;
  const result = await addEvidence(ctx, holder, { item, files, hasTooManyFiles, language: ctx.locale });
  return { taken: result.taken, problems: result.problems.map(({ pointer, code, message }) => ({ pointer, code, detail: message })) };
}

function listed(view: EvidenceView, { ctx: { locale } }: Pick<Asked<unknown>, 'ctx'>): Static<typeof EvidenceListSchema> {
  const { situation, items, sentOn } = view;
  const texts = situation.service.texts(locale);
  const report = completenessReport(completeness(situation), items, sentOn);
  const byOf = ({ evidence }: EvidenceItem) => (sentOn === undefined || evidence.entry.dueDays === undefined ? null : addDays(sentOn, evidence.entry.dueDays));
  return {
    items: items.map((item) => ({
      key: item.key, title: evidenceLabel(item, texts), why: texts.find(`evidence.${item.evidence.id}.why`) ?? null, row: item.row?.number ?? null, isRequired: item.isRequired, status: item.status, ways: [...waysOf(item)],
      accepts: item.evidence.accepts.map((kind) => MEDIA_TYPES[kind].type), maxFileBytes: item.evidence.maxBytes, maxFiles: item.evidence.maxFiles, validMonths: item.evidence.entry.validMonths ?? null, by: byOf(item),
      files: item.files.flatMap(({ id, name, state, refusal, sizeBytes, isLate, receivedAt, reading }) => (state === 'later' || state === 'office' ? [] : [{
        id, name, state: state === 'received' ? 'checking' as const : state, reason: refusal === undefined ? null : refusalText(refusal, locale), sizeBytes, isLate, receivedAt: receivedAt.toISOString(),
        hints: state === 'clean' ? documentHints(item, reading, sentOn ?? situation.today).map((hint) => ({ kind: hint.kind, outcome: hint.outcome, text: hintText(hint, locale) })) : [],
      }])),
    })),
    completeness: {
      score: report.score, required: report.required, there: report.there,
      missing: report.missing.map((part) => (part.kind === 'answer'
        ? { kind: part.kind, page: part.page, field: part.field, row: part.row ?? null }
        : { kind: part.kind, key: part.key, row: part.row ?? null, isRequired: part.isRequired, status: part.status, ways: [...part.ways], by: part.by ?? null })),
    },
  };
}
