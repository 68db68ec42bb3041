import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { acknowledgeNews } from '../../actions/acknowledge-news.ts';
import { prepareRequest } from '../../actions/prepare-request.ts';
import { requestDocuments } from '../../actions/request-documents.ts';
import { decideCases } from '../../domain/permissions.ts';
import { AuthorityCaseParams, VersionSchema } from './cases.schema.ts';

const tag = 'cases';
const CASE = '/authorities/:authority/cases/:case';
const Day = Type.String({ format: 'date' });
const Version = Type.Integer({ minimum: 1, description: 'The version that the caller has seen; an older one is refused with 409' });
const strict = { additionalProperties: false } as const;
const Key = Type.String({ minLength: 1, maxLength: 120 });

const PreparedSchema = Type.Object({
  version: Type.Integer(), dueOn: Day, text: Type.String({ description: 'German, ready to be sent' }),
  choices: Type.Array(Type.Object({ key: Key, label: Type.String(), isRequired: Type.Boolean(), status: Type.String(), isProposed: Type.Boolean() })),
});

export const prepareRequestApi = defineApi({
  method: 'GET', path: `${CASE}/document-requests/draft`, tag, operationId: 'prepareDocumentRequest', access: decideCases, params: AuthorityCaseParams, response: PreparedSchema,
  summary: 'The ready letter for everything that is missing, from the texts of the service; changes nothing',
  async handle({ ctx, params }) {
    const { file, dueOn, text, choices } = await prepareRequest(ctx, { case: params.case });
    return { version: file.version, dueOn, text, choices: choices.map(({ key, label, isRequired, status, isProposed }) => ({ key, label: label[ctx.locale] ?? label.de, isRequired, status, isProposed })) };
  },
});

export const requestDocumentsApi = defineApi({
  method: 'POST', path: `${CASE}/document-requests`, tag, operationId: 'requestDocuments', access: decideCases, params: AuthorityCaseParams, status: 201, response: VersionSchema,
  body: Type.Object({ version: Version, asked: Type.Array(Key, { maxItems: 200 }), text: Type.String({ maxLength: 10_000 }), dueOn: Day }, strict),
  summary: 'Ask the applicant for documents; the case waits, and the applicant finds a task on the status page',
  handle: ({ ctx, params, body }) => requestDocuments(ctx, { case: params.case, ...body }),
});

export const acknowledgeNewsApi = defineApi({
  method: 'POST', path: `${CASE}/acknowledgements`, tag, operationId: 'acknowledgeNews', access: decideCases, params: AuthorityCaseParams, body: Type.Object({ version: Version }, strict), response: VersionSchema,
  summary: 'Say that somebody has seen what came from the applicant; the case leaves the top of the inbox',
  handle: ({ ctx, params, body }) => acknowledgeNews(ctx, { case: params.case, version: body.version }),
});
