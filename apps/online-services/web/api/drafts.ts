import type { Citizen } from '@allmende/citizen-accounts';
import { InvalidInput } from '@allmende/errors';
import { defineApi, PUZZLE_HEADER, type ApiRequest } from '@allmende/http';
import { Type } from 'typebox';
import { openDraft } from '../../actions/open-draft.ts';
import { getPlaceService } from '../../actions/place-service.ts';
import { readReceipt, readReceiptFile, statusOf } from '../../actions/read-receipt.ts';
import { addDraftRow, removeDraftRow, replaceDraftRows, saveDraftRowPage } from '../../actions/change-rows.ts';
import { saveDraftPage } from '../../actions/save-draft-page.ts';
import { startDraft } from '../../actions/start-draft.ts';
import { startFollowUp } from '../../actions/start-follow-up.ts';
import { submitApplication } from '../../actions/submit-application.ts';
import { applicationTimeline } from '../../domain/application-timeline.ts';
import { completeness } from '../../domain/completeness.ts';
import { AlreadySent, ApplicationIncomplete } from '../../domain/errors.ts';
import { computeValues, nextOpenPage, statusOfPages } from '../../domain/path.ts';
import { askedFields } from '../../domain/questions.ts';
import type { Situation } from '../../domain/situation.ts';
import { holdBackProgram, puzzleFor } from '../hold-back.ts';
import { CITIZEN_HEADER, citizenOfHeader, draftAccess, draftKey, DraftPageParams, DraftParams, DraftRowParams, SECRET_HEADER } from './draft-secret.ts';
import { AddedRowSchema, DraftSchema, EarlierApplication, FormFields, PlaceServiceSchema, RemovedRowSchema, ReplacedRowsSchema, RowsOfFields, SavedRowPageSchema, SavedSchema, StartedSchema, StatusSchema, SubmittedSchema } from './drafts.schema.ts';

const tag = 'online-services';
const ServiceParams = Type.Object({ place: Type.String(), service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });

export const getPlaceServiceApi = defineApi({
  method: 'GET', path: '/places/:place/services/:service', tag, operationId: 'getPlaceService', access: 'anyone', params: ServiceParams, response: PlaceServiceSchema,
  summary: 'A service as it is offered at a place: who answers, with which version and values, and all its questions',
  async handle({ ctx, params, place }) {
    const { authority, service, offered } = await getPlaceService(ctx, { ars: place.ars, service: params.service });
    const texts = service.texts(ctx.locale);
    return {
      service: params.service, name: texts.get('service.name'), summary: texts.get('service.summary'), authority: { id: authority.id, slug: authority.slug, name: authority.name },
      version: service.package.service.version, package: offered.active.packageHash, overlay: offered.active.overlayHash,
      pages: [...service.pages.flatMap((page) => [page, ...(page.list?.pages ?? [])]), service.checkPage].map((page) => ({
        id: page.id, lists: page.list?.group.id ?? null, of: service.innerPage(page.id)?.list.group.id ?? null, title: texts.get(`page.${page.id}.title`), questions: askedFields(page.fields, texts).map(({ id, type, label, optional, options }) => ({ id, type, label, optional, options: options.map(({ value }) => value) })),
      })),
    };
  },
});

export const startDraftApi = defineApi({
  method: 'POST', path: '/places/:place/services/:service/drafts', tag, operationId: 'startDraft', headers: CITIZEN_HEADER, access: 'anyone', params: ServiceParams, status: 201, response: StartedSchema, rateLimit: { max: 60, windowMs: 60_000 },
  summary: 'Begin an application; the secret is given out once',
  async handle(request) {
    const { ctx, params, place } = request;
    const started = await startDraft(ctx, { ars: place.ars, service: params.service, citizen: await citizenFor(request) });
    return { draft: started.draft, secret: draftKey(started), firstPage: started.firstPage, puzzle: puzzleFor(request, started.draft) };
  },
});

export const startFollowUpApi = defineApi({
  method: 'POST', path: '/places/:place/services/:service/follow-ups', tag, operationId: 'startFollowUp', headers: CITIZEN_HEADER, access: 'anyone', params: ServiceParams, body: EarlierApplication, status: 201, response: StartedSchema, rateLimit: { max: 20, windowMs: 600_000 },
  summary: 'Begin an application with the answers of an earlier one, for whoever holds its reference and access code',
  async handle(request) {
    const { ctx, params, place, body } = request;
    const started = await startFollowUp(ctx, { ars: place.ars, service: params.service, ...body, citizen: await citizenFor(request) });
    return { draft: started.draft, secret: draftKey(started), firstPage: started.firstPage, puzzle: puzzleFor(request, started.draft) };
  },
});

export const getDraftApi = defineApi({
  method: 'GET', path: '/drafts/:draft', tag, operationId: 'getDraft', access: 'anyone', params: DraftParams, headers: SECRET_HEADER, response: DraftSchema,
  summary: 'A draft with its answers, the state of its pages, what is missing and what it amounts to',
  async handle(request) {
    const draft = await openDraft(request.ctx, await draftAccess(request));
    if (draft.situation === undefined) throw new AlreadySent();
    const { situation } = draft;
    const { complete, missing, later } = completeness(situation);
    return {
      service: situation.service.package.service.id, answers: { ...situation.answers }, pages: statusOfPages(situation), rows: shownRows(situation), next: nextOpenPage(situation), complete, missing: [...missing], later: [...later],
      results: Object.fromEntries(Object.entries(computeValues(situation)).map(([name, value]) => [name, value ?? null])), expiresOn: draft.expiresOn, puzzle: puzzleFor(request, request.params.draft),
    };
  },
});

export const saveDraftPageApi = defineApi({
  method: 'PUT', path: '/drafts/:draft/pages/:page', tag, operationId: 'saveDraftPage', access: 'anyone', params: DraftPageParams, headers: { ...SECRET_HEADER, ...PUZZLE_HEADER }, body: FormFields, response: SavedSchema,
  summary: 'Save one page, its fields as a person types them; a date has the fields name.day, name.month and name.year',
  async handle(request) {
    holdBackProgram(request, request.params.draft, 'save');
    const saved = await saveDraftPage(request.ctx, { ...(await draftAccess(request)), page: request.params.page, body: request.body, language: request.ctx.locale });
    if (saved.outcome === 'refused') throw new InvalidInput(saved.input.problems);
    if (saved.outcome === 'not-yet') throw comesBefore(saved.nextOpen);
    const { complete, missing, later } = saved.completeness;
    return { next: saved.next, complete, missing: [...missing], later: [...later] };
  },
});

export const addDraftRowApi = defineApi({
  method: 'POST', path: '/drafts/:draft/pages/:page/rows', tag, operationId: 'addDraftRow', access: 'anyone', params: DraftPageParams, headers: { ...SECRET_HEADER, ...PUZZLE_HEADER }, response: AddedRowSchema, status: 201,
  summary: 'Add a row to a list and learn which page to fill in first; a last row that is still empty is given again',
  async handle(request) {
    holdBackProgram(request, request.params.draft, 'save');
    const added = await addDraftRow(request.ctx, { ...(await draftAccess(request)), page: request.params.page, language: request.ctx.locale });
    if (added.outcome === 'full') throw new InvalidInput([added.problem]);
    if (added.outcome === 'not-yet') throw comesBefore(added.nextOpen);
    return { row: added.row, firstPage: added.firstPage };
  },
});

export const saveDraftRowPageApi = defineApi({
  method: 'PUT', path: '/drafts/:draft/pages/:page/rows/:row', tag, operationId: 'saveDraftRowPage', access: 'anyone', params: DraftRowParams, headers: { ...SECRET_HEADER, ...PUZZLE_HEADER }, body: FormFields, response: SavedRowPageSchema,
  summary: 'Save an inner page of a row, its fields as a person types them',
  async handle(request) {
    holdBackProgram(request, request.params.draft, 'save');
    const saved = await saveDraftRowPage(request.ctx, { ...(await draftAccess(request)), page: request.params.page, row: request.params.row, body: request.body, language: request.ctx.locale });
    if (saved.outcome === 'refused') throw new InvalidInput(saved.input.problems);
    if (saved.outcome === 'not-yet') throw comesBefore(saved.nextOpen);
    return { list: saved.list, next: saved.next ?? null };
  },
});

export const replaceDraftRowsApi = defineApi({
  method: 'PUT', path: '/drafts/:draft/pages/:page/rows', tag, operationId: 'replaceDraftRows', access: 'anyone', params: DraftPageParams, headers: { ...SECRET_HEADER, ...PUZZLE_HEADER }, body: RowsOfFields, response: ReplacedRowsSchema,
  summary: 'Put rows in the place of those of a list, each with the fields of all its pages as a person types them; all of them or none',
  async handle(request) {
    holdBackProgram(request, request.params.draft, 'save');
    const replaced = await replaceDraftRows(request.ctx, { ...(await draftAccess(request)), page: request.params.page, rows: request.body.rows, language: request.ctx.locale });
    if (replaced.outcome === 'refused') throw new InvalidInput(replaced.problems);
    if (replaced.outcome === 'not-yet') throw comesBefore(replaced.nextOpen);
    return { rows: [...replaced.rows] };
  },
});

export const removeDraftRowApi = defineApi({
  method: 'DELETE', path: '/drafts/:draft/pages/:page/rows/:row', tag, operationId: 'removeDraftRow', access: 'anyone', params: DraftRowParams, headers: { ...SECRET_HEADER, ...PUZZLE_HEADER }, response: RemovedRowSchema,
  summary: 'Remove a row with everything that was answered in it',
  async handle(request) {
    holdBackProgram(request, request.params.draft, 'save');
    const removed = await removeDraftRow(request.ctx, { ...(await draftAccess(request)), page: request.params.page, row: request.params.row });
    if (removed.outcome === 'not-yet') throw comesBefore(removed.nextOpen);
    return { removed: request.params.row };
  },
});

export const submitApplicationApi = defineApi({
  method: 'POST', path: '/drafts/:draft/submission', tag, operationId: 'submitApplication', access: 'anyone', params: DraftParams, headers: { ...SECRET_HEADER, ...PUZZLE_HEADER }, body: FormFields, response: SubmittedSchema,
  summary: 'Send the application with the fields of the declaration; repeating it gives the same answer',
  async handle(request) {
    const access = await draftAccess(request);
    holdBackProgram(request, request.params.draft, 'send');
    const sent = await submitApplication(request.ctx, { ...access, body: request.body, language: request.ctx.locale });
    if (sent.outcome === 'refused') throw new InvalidInput(sent.input.problems);
    if (sent.outcome === 'incomplete') throw new ApplicationIncomplete([{ pointer: `/${sent.nextOpen}`, code: 'page-open', message: 'Diese Seite ist noch offen.' }]);
    return { application: sent.application, reference: sent.reference, secret: sent.secret, submittedAt: sent.submittedAt.toISOString() };
  },
});

export const readReceiptFileApi = defineApi({
  method: 'GET', path: '/drafts/:draft/receipt', tag, operationId: 'readReceipt', access: 'anyone', params: DraftParams, headers: SECRET_HEADER, file: 'application/pdf', rateLimit: { max: 60, windowMs: 60_000 },
  summary: 'The confirmation of a sent application as PDF',
  async handle(request) {
    const access = await draftAccess(request);
    const { tenant, application } = await readReceipt(request.ctx, { ...access, language: request.ctx.locale });
    return readReceiptFile(request.ctx, { tenant, application });
  },
});

export const getApplicationStatusApi = defineApi({
  method: 'GET', path: '/applications/:reference', tag, operationId: 'getApplicationStatus', access: 'anyone', params: Type.Object({ reference: Type.String({ maxLength: 100 }) }), response: StatusSchema,
  headers: { 'allmende-secret': 'The access code from the confirmation' }, rateLimit: { max: 30, windowMs: 60_000 },
  summary: 'State of an application, for whoever holds reference and access code',
  async handle(request) {
    const status = await statusOf(request.ctx, { reference: request.params.reference, secret: request.header('allmende-secret') ?? '', language: request.ctx.locale });
    return {
      application: status.application, reference: status.reference, serviceName: status.serviceName, submittedAt: status.submittedAt.toISOString(), state: status.state, stateName: status.stateName, stateSince: status.stateSince.toISOString(),
      documents: status.documents.map(({ file, kind, issuedAt }) => ({ file, kind, issuedAt: issuedAt.toISOString() })), later: status.later.map(({ label }) => label),
      withdrawnAt: status.withdrawnAt?.toISOString() ?? null, usual: status.usual ?? null, timeline: applicationTimeline({ ...status, late: [] }).map(({ kind, at }) => ({ kind, at: at.toISOString() })),
      replies: status.replies.map(({ id, kind, at, text, due, missing }) => ({ id, kind, at: at.toISOString(), text: text ?? null, due: due ?? null, missing: [...(missing ?? [])] })),
    };
  },
});

async function citizenFor(request: Pick<ApiRequest<{ service: string }, unknown, unknown>, 'ctx' | 'header' | 'place' | 'params'>): Promise<Citizen | undefined> {
  const { tenant } = await getPlaceService(request.ctx, { ars: request.place.ars, service: request.params.service });
  return citizenOfHeader(request, tenant);
}

function comesBefore(page: string): ApplicationIncomplete {
  return new ApplicationIncomplete([{ pointer: `/${page}`, code: 'page-open', message: 'Diese Seite kommt vorher.' }]);
}

function shownRows({ pages }: Situation) {
  return Object.fromEntries(pages.flatMap(({ page, state, rows }) => (page.list && rows && state !== 'skipped' ? [[page.list.group.id, rows.map(({ id, state: rowState, row, pages: inner }) => ({
    id, done: rowState === 'done', answers: { ...row.answers }, pages: inner.flatMap((each) => (each.state === 'skipped' ? [] : [{ id: each.page.id, state: each.state }])),
  }))] as const] : [])));
}
