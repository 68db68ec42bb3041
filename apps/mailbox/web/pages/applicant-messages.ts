import { newId } from '@allmende/database';
import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, sendFile, show, type PageRequest } from '@allmende/http';
import { findApplicationBySecret, givenForStatus } from '@allmende/online-services';
import { Type } from 'typebox';
import { confirmContact, readContact, removeContact, setContact } from '../../actions/applicant-contact.ts';
import { readAsApplicant, writeAsApplicant } from '../../actions/applicant-messages.ts';
import type { MailboxPorts } from '../../actions/mailbox-ports.ts';
import { openAttachmentAsApplicant } from '../../actions/open-attachment.ts';
import { MESSAGE_UPLOADS } from '../message-form.ts';
import { canSendMails } from '../can-send-mails.ts';
import { applicantMessagesView, confirmContactView, sentWords } from './applicant-messages.view.ts';

type Asked = Omit<PageRequest, 'params' | 'query'>;
type Typed = { readonly text: string; readonly email: string; readonly problems: readonly FieldProblem[] };

const NOTHING: Typed = { text: '', email: '', problems: [] };
const often = { max: 120, windowMs: 60_000 } as const;
const KeyParams = Type.Object({ key: Type.String({ maxLength: 200 }) });

/** Pages on which whoever holds reference and secret writes with the office. Without them everything is the 404 of a missing page, but for the link in the e-mail, which carries its own key. */
export function createApplicantPages(ports: MailboxPorts) {
  return [
    definePage({ method: 'GET', path: '/:place/status/messages', access: 'anyone', speaksAll: true, handle: (request) => showMessages(request, NOTHING) }),
    definePage({
      method: 'POST', path: '/:place/status/messages', access: 'anyone', speaksAll: true, uploads: MESSAGE_UPLOADS, rateLimit: { max: 20, windowMs: 60_000 },
      async handle(request) {
        const { ctx, form, language } = request;
        const of = await conversationOf(request);
        const text = form.text('text');
        try {
          await writeAsApplicant(ctx, ports, of, { id: form.text('message'), text, files: form.files('files'), hasTooManyFiles: form.hasTooManyFiles, language });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return showMessages(request, { ...NOTHING, text, problems: error.fields });
        }
        return redirect(pageOf(request), { flash: { kind: 'success', title: sentWords(language) } });
      },
    }),
    definePage({
      method: 'POST', path: '/:place/status/notices', access: 'anyone', speaksAll: true, rateLimit: { max: 5, windowMs: 60_000 },
      async handle(request) {
        const { ctx, form, language } = request;
        const of = await conversationOf(request);
        const email = form.text('email');
        try {
          if (form.text('act') === 'stop') await removeContact(ctx, of);
          else if (canSendMails(ctx.config)) await setContact(ctx, of, { email, language });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return showMessages(request, { ...NOTHING, email: email.slice(0, 300), problems: error.fields });
        }
        return redirect(pageOf(request));
      },
    }),
    definePage({
      method: 'GET', path: '/:place/status/messages/:attachment', access: 'anyone', params: Type.Object({ attachment: Type.String({ format: 'uuid' }) }), rateLimit: often,
      async handle(request) {
        return sendFile({ ...await openAttachmentAsApplicant(request.ctx, await conversationOf(request), request.params), isForeign: true });
      },
    }),
    definePage({
      method: 'GET', path: '/:place/status/notices/:key', access: 'anyone', speaksAll: true, params: KeyParams, rateLimit: { max: 30, windowMs: 60_000 },
      handle: async (request) => show(confirmContactView({ csrf: request.csrf, isDone: false, ...wayOf(request) }, request.language)),
    }),
    definePage({
      method: 'POST', path: '/:place/status/notices/:key', access: 'anyone', speaksAll: true, params: KeyParams, rateLimit: { max: 30, windowMs: 60_000 },
      async handle(request) {
        await confirmContact(request.ctx, request.params);
        return show(confirmContactView({ csrf: request.csrf, isDone: true, ...wayOf(request) }, request.language));
      },
    }),
  ];

  async function showMessages(request: Asked, typed: Typed) {
    const { ctx, csrf, language, urlFor, place } = request;
    const of = await conversationOf(request);
    const messages = await readAsApplicant(ctx, ports, of);
    const href = (...more: string[]) => urlFor.place(place.slug, 'status', ...more);
    return show(applicantMessagesView({
      messages, contact: await readContact(ctx, of), mayOrderMails: canSendMails(ctx.config), csrf, id: newId(), ...typed, ...wayOf(request), pageHref: href('messages'), fileHref: (id) => href('messages', id), contactHref: href('notices'),
    }, language));
  }
}

async function conversationOf(request: Asked) {
  const given = givenForStatus(request);
  if (!given) throw new NotFound();
  return findApplicationBySecret(request.ctx, given);
}

function wayOf({ place, urlFor }: Asked) {
  return { place: { name: place.name, href: urlFor.place(place.slug) }, statusHref: urlFor.place(place.slug, 'status') };
}

function pageOf({ place, urlFor }: Asked): string {
  return urlFor.place(place.slug, 'status', 'messages');
}
