import { NotFound } from '@allmende/errors';
import { defineApi, type ApiRequest } from '@allmende/http';
import { findApplicationBySecret } from '@allmende/online-services';
import { refusalText } from '@allmende/uploads';
import { Type, type Static } from 'typebox';
import { readContact, removeContact, setContact } from '../../actions/applicant-contact.ts';
import { readAsApplicant, writeAsApplicant } from '../../actions/applicant-messages.ts';
import { readCaseMessages, writeCaseMessage } from '../../actions/case-messages.ts';
import type { MailboxPorts } from '../../actions/mailbox-ports.ts';
import { openAttachmentAsApplicant, openCaseAttachment } from '../../actions/open-attachment.ts';
import type { Message } from '../../domain/message.ts';
import { readMessages, writeMessages } from '../../domain/permissions.ts';
import { canSendMails } from '../can-send-mails.ts';
import { ContactBody, ContactSchema, MessageBody, MessagesSchema, SentSchema } from './messages.schema.ts';

const tag = 'mailbox';
const Uuid = Type.String({ format: 'uuid' });
const REFERENCE = { reference: Type.String({ maxLength: 100 }) } as const;
const CASE = { authority: Type.String(), case: Uuid } as const;
const CODE_HEADER = { 'allmende-secret': 'The access code from the confirmation' };
const few = { max: 20, windowMs: 60_000 } as const;
const often = { max: 120, windowMs: 60_000 } as const;

/** Messages for programs: of applicants by reference and access code, of offices by case. Files come by the pages only. */
export function createMessagesApi(ports: MailboxPorts) {
  return [
    defineApi({
      method: 'GET', path: '/applications/:reference/messages', tag, operationId: 'listApplicationMessages', access: 'anyone', params: Type.Object(REFERENCE), headers: CODE_HEADER, response: MessagesSchema, rateLimit: { max: 60, windowMs: 60_000 },
      summary: 'The messages about an application, for whoever holds reference and access code; what the office wrote counts as read',
      handle: async (request) => shown(await readAsApplicant(request.ctx, ports, await applicationOf(request)), request),
    }),
    defineApi({
      method: 'POST', path: '/applications/:reference/messages', tag, operationId: 'writeApplicationMessage', access: 'anyone', params: Type.Object(REFERENCE), headers: CODE_HEADER, body: MessageBody, status: 201, response: SentSchema, rateLimit: few,
      summary: 'Write to the office that works on an application',
      handle: async (request) => writeAsApplicant(request.ctx, ports, await applicationOf(request), { ...request.body, files: [], hasTooManyFiles: false, language: request.ctx.locale }),
    }),
    defineApi({
      method: 'GET', path: '/applications/:reference/messages/attachments/:attachment', tag, operationId: 'readApplicationAttachment', access: 'anyone', params: Type.Object({ ...REFERENCE, attachment: Uuid }), headers: CODE_HEADER, file: 'application/octet-stream', rateLimit: often,
      summary: 'A file that came with a message and was found clean',
      handle: async (request) => openAttachmentAsApplicant(request.ctx, await applicationOf(request), request.params),
    }),
    defineApi({
      method: 'GET', path: '/applications/:reference/contact', tag, operationId: 'getApplicationContact', access: 'anyone', params: Type.Object(REFERENCE), headers: CODE_HEADER, response: ContactSchema, rateLimit: { max: 60, windowMs: 60_000 },
      summary: 'Where the applicant hears of news by e-mail, for whoever holds reference and access code',
      async handle(request) {
        const contact = await readContact(request.ctx, await applicationOf(request));
        return { email: contact?.email ?? null, state: contact?.state ?? null };
      },
    }),
    defineApi({
      method: 'PUT', path: '/applications/:reference/contact', tag, operationId: 'setApplicationContact', access: 'anyone', params: Type.Object(REFERENCE), headers: CODE_HEADER, body: ContactBody, status: 202, response: ContactSchema, rateLimit: { max: 5, windowMs: 60_000 },
      summary: 'Hear of news by e-mail, without content; the address gets one e-mail first and counts only after its reader has confirmed it. 404 where no e-mails leave',
      async handle(request) {
        const of = await applicationOf(request);
        if (!canSendMails(request.ctx.config)) throw new NotFound();
        await setContact(request.ctx, of, { email: request.body.email, language: request.ctx.locale });
        return { email: request.body.email.trim(), state: 'waits-for-confirmation' as const };
      },
    }),
    defineApi({
      method: 'DELETE', path: '/applications/:reference/contact', tag, operationId: 'removeApplicationContact', access: 'anyone', params: Type.Object(REFERENCE), headers: CODE_HEADER, status: 204, rateLimit: few,
      summary: 'Hear of news by e-mail no longer; repeating it changes nothing',
      async handle(request) {
        await removeContact(request.ctx, await applicationOf(request));
        return undefined;
      },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/cases/:case/messages', tag, operationId: 'listCaseMessages', access: readMessages, params: Type.Object(CASE), response: MessagesSchema,
      summary: 'The messages of a case; what the applicant wrote counts as read',
      async handle(request) {
        const { messages } = await readCaseMessages(request.ctx, { case: request.params.case });
        if (messages === undefined) throw new NotFound();
        return shown(messages, request);
      },
    }),
    defineApi({
      method: 'POST', path: '/authorities/:authority/cases/:case/messages', tag, operationId: 'writeCaseMessage', access: writeMessages, params: Type.Object(CASE), body: MessageBody, status: 201, response: SentSchema,
      summary: 'Write to the applicant of a case',
      handle: ({ ctx, params, body }) => writeCaseMessage(ctx, { case: params.case, typed: { ...body, files: [], hasTooManyFiles: false, language: ctx.locale } }),
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/cases/:case/messages/attachments/:attachment', tag, operationId: 'readCaseAttachment', access: readMessages, params: Type.Object({ ...CASE, attachment: Uuid }), file: 'application/octet-stream',
      summary: 'A file that came with a message of a case and was found clean',
      handle: ({ ctx, params }) => openCaseAttachment(ctx, params),
    }),
  ];
}

async function applicationOf(request: Pick<ApiRequest<{ reference: string }, unknown, unknown>, 'ctx' | 'params' | 'header'>) {
  const secret = request.header('allmende-secret') ?? '';
  if (secret === '') throw new NotFound();
  return findApplicationBySecret(request.ctx, { reference: request.params.reference, secret });
}

function shown(messages: readonly Message[], { ctx: { locale } }: Pick<ApiRequest<unknown, unknown, unknown>, 'ctx'>): Static<typeof MessagesSchema> {
  return {
    messages: messages.map(({ id, from, author, at, readAt, text, attachments }) => ({
      id, from, author: author ?? null, at: at.toISOString(), readAt: readAt?.toISOString() ?? null, text,
      attachments: attachments.map((file) => ({ id: file.id, name: file.name, state: file.state === 'received' ? 'checking' as const : file.state, reason: file.refusal === undefined ? null : refusalText(file.refusal, locale), sizeBytes: file.sizeBytes })),
    })),
  };
}
