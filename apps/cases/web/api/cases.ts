import { InvalidInput, NotFound } from '@allmende/errors';
import { defineApi } from '@allmende/http';
import type { CountedDay } from '@allmende/procedure';
import { assignCase } from '../../actions/assign-case.ts';
import { closeCase } from '../../actions/close-case.ts';
import { decideCase } from '../../actions/decide-case.ts';
import { deleteCase } from '../../actions/delete-case.ts';
import type { CasesPorts } from '../../actions/cases-ports.ts';
import { exportCase } from '../../actions/export-case.ts';
import { getCase, type CaseView } from '../../actions/get-case.ts';
import { listCases } from '../../actions/list-cases.ts';
import { readNoticeFile } from '../../actions/read-notice-file.ts';
import { recordObjection } from '../../actions/record-objection.ts';
import { recordPosting } from '../../actions/record-posting.ts';
import { decisionOf } from '../../domain/case-content.ts';
import type { CaseFile } from '../../domain/case-file.ts';
import { composeNotice } from '../../domain/compose-notice.ts';
import { readFigures } from '../../domain/decision-input.ts';
import { decideCases, deleteCases, exportCases, listCasesPermission, seeCases } from '../../domain/permissions.ts';
import {
  AssignmentBody, AuthorityCaseParams, AuthorityParams, CaseFilterSchema, CaseListSchema, ClosingBody, DecidedSchema, DecisionBody, DeletedSchema, DeletionQuery, DraftBody, NoticeTextSchema, ObjectionBody, OpenedCaseSchema, PostingBody, VersionSchema,
} from './cases.schema.ts';

const CASES = '/authorities/:authority/cases';
const CASE = `${CASES}/:case`;

export const listCasesApi = defineApi({
  method: 'GET', path: CASES, tag: 'cases', operationId: 'listCases', access: listCasesPermission, params: AuthorityParams, query: CaseFilterSchema, response: CaseListSchema,
  summary: 'The inbox: cases by time of arrival, open ones unless a state or reference is asked for',
  async handle({ ctx, query }) {
    const { cases, counts, next, searchHasMore, after } = await listCases(ctx, query);
    return { cases: cases.map(shownCase), counts: { ...counts.states, mine: counts.mine, deputy: counts.deputy, unassigned: counts.unassigned, overdue: counts.overdue, soon: counts.soon }, next: Object.fromEntries(next), searchHasMore, after: after ?? null };
  },
});

export const getCaseApi = defineApi({
  method: 'GET', path: CASE, tag: 'cases', operationId: 'getCase', access: listCasesPermission, params: AuthorityCaseParams, response: OpenedCaseSchema,
  summary: 'One case with its application, notice and history; without contents for roles that may not see them',
  handle: async ({ ctx, params }) => shownView(await getCase(ctx, { case: params.case })),
});

export const assignCaseApi = defineApi({
  method: 'POST', path: `${CASE}/assignments`, tag: 'cases', operationId: 'assignCase', access: decideCases, params: AuthorityCaseParams, body: AssignmentBody, response: VersionSchema,
  summary: 'Take a case on or give it back',
  handle: ({ ctx, params, body }) => assignCase(ctx, { case: params.case, ...body }),
});

export const composeNoticeApi = defineApi({
  method: 'POST', path: `${CASE}/notice-drafts`, tag: 'cases', operationId: 'composeNotice', access: decideCases, params: AuthorityCaseParams, body: DraftBody, response: NoticeTextSchema,
  summary: 'The text of a notice from the service’s text blocks and the facts of the case; changes nothing',
  async handle({ ctx, params, body, authority }) {
    const { content } = await getCase(ctx, { case: params.case });
    if (!content) throw new NotFound();
    const decision = decisionOf(content, body.decision);
    if (!decision) throw new InvalidInput([{ pointer: '/decision', code: 'unknown', message: 'Diese Entscheidung gibt es für die Leistung nicht.' }]);
    const { figures, problems } = readFigures(decision, typedFigures(body.figures));
    if (problems.length > 0) throw new InvalidInput(problems.map((problem) => ({ ...problem, pointer: `/figures${problem.pointer}` })));
    return composeNotice(content, decision, figures, authority.name);
  },
});

export const decideCaseApi = defineApi({
  method: 'POST', path: `${CASE}/decisions`, tag: 'cases', operationId: 'decideCase', access: decideCases, params: AuthorityCaseParams, body: DecisionBody, status: 201, response: DecidedSchema,
  summary: 'Decide a case and issue the notice',
  async handle({ ctx, params, body, authority }) {
    try {
      return await decideCase(ctx, { case: params.case, version: body.version, authority: authority.name, decision: body.decision, figures: typedFigures(body.figures), text: body.text, route: body.route, refusalReason: body.refusalReason });
    } catch (error) {
      throw error instanceof InvalidInput ? new InvalidInput(error.fields.map((problem) => ({ ...problem, pointer: `${partOf(problem.pointer)}${problem.pointer}` }))) : error;
    }
  },
});

export const getNoticeFileApi = defineApi({
  method: 'GET', path: `${CASE}/notice.pdf`, tag: 'cases', operationId: 'getNoticeFile', access: seeCases, params: AuthorityCaseParams, file: 'application/pdf',
  summary: 'The notice as PDF/UA',
  async handle({ ctx, params }) {
    const { bytes, contentType, name } = await readNoticeFile(ctx, { case: params.case });
    return { bytes, contentType, name };
  },
});

export const createExportCaseApi = (ports: CasesPorts) => defineApi({
  method: 'GET', path: `${CASE}/xdomea.zip`, tag: 'cases', operationId: 'exportCase', access: exportCases, params: AuthorityCaseParams, file: 'application/zip',
  summary: 'The whole file with its documents as a ZIP by xdomea 3.0 (message 0101)',
  async handle({ ctx, params, authority }) {
    return { ...await exportCase(ctx, { case: params.case, authority: authority.name }, ports), contentType: 'application/zip' };
  },
});

export const recordPostingApi = defineApi({
  method: 'POST', path: `${CASE}/postings`, tag: 'cases', operationId: 'recordPosting', access: decideCases, params: AuthorityCaseParams, body: PostingBody, response: VersionSchema,
  summary: 'Record the day on which the notice went to the post, was put into a mailbox or was delivered with proof',
  handle: ({ ctx, params, body }) => recordPosting(ctx, { case: params.case, ...body }),
});

export const recordObjectionApi = defineApi({
  method: 'POST', path: `${CASE}/objections`, tag: 'cases', operationId: 'recordObjection', access: decideCases, params: AuthorityCaseParams, body: ObjectionBody, response: VersionSchema,
  summary: 'Record an objection against the notice; whether it was in time is worked out',
  handle: ({ ctx, params, body }) => recordObjection(ctx, { case: params.case, version: body.version, receivedOn: body.receivedOn, note: body.note }),
});

export const closeCaseApi = defineApi({
  method: 'POST', path: `${CASE}/closings`, tag: 'cases', operationId: 'closeCase', access: decideCases, params: AuthorityCaseParams, body: ClosingBody, response: VersionSchema,
  summary: 'Close a case, with a reason where nothing was decided',
  handle: ({ ctx, params, body }) => closeCase(ctx, { case: params.case, version: body.version, reason: body.reason }),
});

export const deleteCaseApi = defineApi({
  method: 'DELETE', path: CASE, tag: 'cases', operationId: 'deleteCase', access: deleteCases, params: AuthorityCaseParams, query: DeletionQuery, response: DeletedSchema,
  summary: 'Delete a closed case for good: its key is destroyed. Where the authority wants two people, the first call proposes it',
  async handle({ ctx, params, query }) {
    return { outcome: await deleteCase(ctx, { case: params.case, version: query.version }) };
  },
});

/** Where in the body a field of the decision lies. */
function partOf(pointer: string): string {
  if (pointer === '/decision') return '';
  return ['/recipient', '/subject', '/body', '/remedy'].includes(pointer) ? '/text' : '/figures';
}

function typedFigures(figures: { amount?: string | undefined; firstAmount?: string | undefined; startsOn?: string | undefined; dueOn?: string | undefined; reason?: string | undefined }) {
  return { amount: figures.amount ?? '', firstAmount: figures.firstAmount ?? '', startsOn: figures.startsOn ?? '', dueOn: figures.dueOn ?? '', reason: figures.reason ?? '' };
}

function shownCase({ dataKeyId: _key, deletionAsked, ...file }: CaseFile) {
  return { ...file, flags: [...file.flags], receivedAt: file.receivedAt.toISOString(), decidedAt: file.decidedAt?.toISOString() ?? null, closedAt: file.closedAt?.toISOString() ?? null, deletionAskedAt: deletionAsked?.at.toISOString() ?? null };
}

function shownView({ file, next, content, notice, deadlines, history }: CaseView) {
  const counted = ({ earliest, latest, doubts, norm }: CountedDay) => ({ earliest, latest, doubts: [...doubts], norm });
  const served = notice?.service.served;
  const row = ({ label, value }: { label: string; value: string | undefined }) => ({ label, value: value ?? null });
  return {
    case: shownCase(file), next,
    content: content === undefined ? null : {
      language: content.language, answers: { ...content.answers }, rows: Object.fromEntries(Object.entries(content.rows ?? {}).map(([group, rows]) => [group, rows.map((answers) => ({ ...answers }))])), pages: content.summary.de.pages.map((page) => ({ title: page.title, rows: page.rows.map(row) })), results: content.summary.de.results.map(row),
      missingEvidence: content.missingEvidence.map(({ de }) => de),
      decisions: content.decisions.map(({ id, label, amountCents, firstAmountCents, startsOn }) => ({ id, name: label.de, amountCents: amountCents ?? null, firstAmountCents: firstAmountCents ?? null, startsOn: startsOn ?? null })),
    },
    notice: notice === undefined ? null : {
      id: notice.id, decision: notice.decision, dueOn: notice.dueOn, issuedAt: notice.issuedAt.toISOString(), postedOn: notice.postedOn, hasFile: notice.pdfFileId !== null,
      serviceOfNotice: { route: notice.service.route, ground: notice.service.ground, statement: notice.service.statement, servedOn: served ? counted(served.on) : null, remedyEnds: served ? counted(served.remedyEnds) : null },
      objection: notice.service.objection ?? null,
      amountCents: notice.written?.amountCents ?? null, firstAmountCents: notice.written?.firstAmountCents ?? null, subject: notice.written?.subject ?? null, paragraphs: [...(notice.written?.paragraphs ?? [])], remedy: notice.written?.remedy ?? null,
    },
    deadlines: deadlines.map(({ label, ends, source, isDeemedApproval, daysLeft }) => ({ name: label.de, ends: counted(ends), source, isDeemedApproval, workingDaysLeft: daysLeft })),
    history: history.map(({ kind, at, actor, note }) => ({ kind, at: at.toISOString(), actor: actor ?? null, note: note ?? null })),
  };
}
