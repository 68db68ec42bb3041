import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { askOffice } from '../../actions/ask-office.ts';
import { giveStatement } from '../../actions/give-statement.ts';
import { listStatementRequests } from '../../actions/list-statement-requests.ts';
import { openStatementRequest } from '../../actions/open-statement-request.ts';
import { readShownEvidence } from '../../actions/read-shown-evidence.ts';
import { withdrawRequest } from '../../actions/withdraw-request.ts';
import type { StatementRequest } from '../../domain/participation.ts';
import { decideCases, giveStatements } from '../../domain/permissions.ts';
import { AuthorityCaseParams, AuthorityParams, VersionSchema } from './cases.schema.ts';

const Uuid = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date' });
const strict = { additionalProperties: false } as const;
const RequestParams = Type.Object({ authority: Type.String(), request: Uuid });
const Request = Type.Object({ id: Uuid, from: Type.String(), reference: Type.String(), service: Type.String(), dueOn: Day, askedAt: Type.String({ format: 'date-time' }), state: Type.String({ description: '`asked`, `answered` or `withdrawn`' }) });
const Row = Type.Object({ label: Type.String(), value: Type.Union([Type.String(), Type.Null()]) });
const AskBody = Type.Object({
  version: Type.Integer({ minimum: 1 }), office: Type.String({ format: 'uuid', description: 'Id of the authority in the register; the own one for another office in the same house' }), question: Type.String({ maxLength: 5_000 }), dueOn: Day,
  parts: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 500, description: '`page-0`, `page-1` … in the order of the application, `results`, `evidence-<id>`' }),
}, strict);

export const askOfficeApi = defineApi({
  method: 'POST', path: '/authorities/:authority/cases/:case/statement-requests', tag: 'cases', operationId: 'askOffice', access: decideCases, params: AuthorityCaseParams, body: AskBody, status: 201, response: Type.Object({ version: Type.Integer(), request: Uuid }),
  summary: 'Ask another office for a statement, with the parts of the case that it may see',
  handle: ({ ctx, params, body }) => askOffice(ctx, { case: params.case, ...body }),
});

export const withdrawRequestApi = defineApi({
  method: 'POST', path: '/authorities/:authority/cases/:case/statement-requests/:request/withdrawals', tag: 'cases', operationId: 'withdrawStatementRequest', access: decideCases, params: Type.Object({ authority: Type.String(), case: Uuid, request: Uuid }), body: Type.Object({ version: Type.Integer({ minimum: 1 }) }, strict), response: VersionSchema,
  summary: 'Take a request for a statement back',
  handle: ({ ctx, params, body }) => withdrawRequest(ctx, { case: params.case, request: params.request, version: body.version }),
});

export const listStatementRequestsApi = defineApi({
  method: 'GET', path: '/authorities/:authority/statement-requests', tag: 'cases', operationId: 'listStatementRequests', access: giveStatements, params: AuthorityParams, response: Type.Object({ requests: Type.Array(Request) }),
  summary: 'What other offices ask this authority for, open ones first',
  handle: async ({ ctx }) => ({ requests: (await listStatementRequests(ctx)).map(shown) }),
});

export const openStatementRequestApi = defineApi({
  method: 'GET', path: '/authorities/:authority/statement-requests/:request', tag: 'cases', operationId: 'openStatementRequest', access: giveStatements, params: RequestParams,
  response: Type.Object({
    request: Request, question: Type.String(), pages: Type.Array(Type.Object({ title: Type.String(), rows: Type.Array(Row) })), results: Type.Array(Row), evidence: Type.Array(Type.Object({ id: Uuid, label: Type.String() })), statement: Type.Union([Type.String(), Type.Null()]),
  }),
  summary: 'A request with the parts of the case that were chosen, and nothing else of it',
  async handle({ ctx, params }) {
    const { request, question, parts, statement } = await openStatementRequest(ctx, params);
    const row = ({ label, value }: { label: string; value: string | undefined }) => ({ label, value: value ?? null });
    return { request: shown(request), question, pages: parts.pages.map(({ title, rows }) => ({ title, rows: rows.map(row) })), results: parts.results.map(row), evidence: parts.evidence.map(({ id, label }) => ({ id, label: label.de })), statement: statement ?? null };
  },
});

export const readShownEvidenceApi = defineApi({
  method: 'GET', path: '/authorities/:authority/statement-requests/:request/evidence/:evidence', tag: 'cases', operationId: 'readShownEvidence', access: giveStatements, params: Type.Object({ authority: Type.String(), request: Uuid, evidence: Uuid }), file: 'application/octet-stream',
  summary: 'A document that was shown with a request',
  async handle({ ctx, params }) {
    const { bytes, contentType, name } = await readShownEvidence(ctx, params);
    return { bytes, contentType, name };
  },
});

export const giveStatementApi = defineApi({
  method: 'POST', path: '/authorities/:authority/statement-requests/:request/statements', tag: 'cases', operationId: 'giveStatement', access: giveStatements, params: RequestParams, body: Type.Object({ statement: Type.String({ maxLength: 20_000 }) }, strict), status: 204,
  summary: 'Give the statement that was asked for; it comes back to the case',
  async handle({ ctx, params, body }) {
    await giveStatement(ctx, { request: params.request, statement: body.statement });
    return undefined;
  },
});

function shown({ id, fromName, reference, serviceName, dueOn, askedAt, state }: StatementRequest) {
  return { id, from: fromName, reference, service: serviceName.de, dueOn, askedAt: askedAt.toISOString(), state };
}
