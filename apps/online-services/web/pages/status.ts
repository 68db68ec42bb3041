import { NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, sendFile, show, type PageRequest, type PageResult } from '@allmende/http';
import { formErrors } from '@allmende/html';
import type { House } from '@allmende/house';
import { Type } from 'typebox';
import { viewEvidence } from '../../actions/evidence-holder.ts';
import { listEarnedCredentials } from '../../actions/offer-credential.ts';
import { findApplicationBySecret, readApplicationDocument, readReceiptFile, statusOf } from '../../actions/read-receipt.ts';
import { applicationTimeline, whoActs } from '../../domain/application-timeline.ts';
import { completeness } from '../../domain/completeness.ts';
import { completenessReport } from '../../domain/completeness-report.ts';
import { evidenceLabel } from '../../domain/evidence-label.ts';
import type { StatusPorts } from '../../domain/status-ports.ts';
import { completenessPart } from '../completeness-part.ts';
import { credentialPart } from '../credential-part.ts';
import { evidenceCards } from '../evidence-cards.ts';
import { spokenIn } from '../spoken-in.ts';
import { statusFormView, statusRefusal, statusView } from './status.view.ts';

const COOKIE = 'application-status';
const MINUTES = 30;
type Asked = Omit<PageRequest, 'params' | 'query'>;

/** Asks for reference and secret, or shows the state to a browser that has given them. */
export const createStatusPage = (ports: StatusPorts<House>) => definePage({
  method: 'GET', path: '/:place/status', access: 'anyone', speaksAll: true,
  async handle(request) {
    const given = givenIn(request);
    if (!given) return asked(request, { reference: '', problems: [] });
    try {
      return await showStatus(request, ports, given, []);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      request.cookies.clear(COOKIE, { path: request.urlFor.place(request.place.slug, 'status') });
      return asked(request, { reference: '', problems: [] });
    }
  },
});

/** Takes reference and secret, or forgets them again. */
export const openStatusPage = definePage({
  method: 'POST', path: '/:place/status', access: 'anyone', speaksAll: true, rateLimit: { max: 20, windowMs: 60_000 },
  async handle(request) {
    const path = request.urlFor.place(request.place.slug, 'status');
    if (request.form.has('close')) {
      request.cookies.clear(COOKIE, { path });
      return redirect(path);
    }
    const given = { reference: request.form.text('reference'), secret: request.form.text('secret') };
    try {
      await findApplicationBySecret(request.ctx, given);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      const message = statusRefusal(request.language);
      return asked(request, { reference: given.reference.slice(0, 100), problems: [{ pointer: '/reference', code: 'unknown', message }] });
    }
    rememberGiven(request, request.place.slug, given);
    return redirect(path);
  },
});

/** The confirmation as a PDF, for whoever has given reference and secret. */
export const statusReceiptPage = definePage({
  method: 'GET', path: '/:place/status/receipt.pdf', access: 'anyone', rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const given = givenIn(request);
    if (!given) throw new NotFound();
    return sendFile({ ...await readReceiptFile(request.ctx, await findApplicationBySecret(request.ctx, given)), inline: true });
  },
});

/** A courtesy copy of what the authority has issued. */
export const statusDocumentPage = definePage({
  method: 'GET', path: '/:place/status/documents/:file', access: 'anyone', params: Type.Object({ file: Type.String({ format: 'uuid' }) }), rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const given = givenIn(request);
    if (!given) throw new NotFound();
    const found = await findApplicationBySecret(request.ctx, given);
    return sendFile({ ...await readApplicationDocument(request.ctx, { ...found, file: request.params.file }), inline: true });
  },
});

/** The state of an application with its evidence. Throws NotFound when reference and secret do not fit. */
export async function showStatus(request: Asked, ports: StatusPorts<House>, given: { reference: string; secret: string }, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx, place, urlFor, csrf, language: locale } = request;
  const status = await statusOf(ctx, { ...given, language: locale });
  const earned = await listEarnedCredentials(ctx, given);
  const view = await viewEvidence(ctx, status);
  const texts = view.situation.service.texts(locale);
  const cards = evidenceCards(view, texts, locale, (id) => urlFor.place(place.slug, 'status', 'evidence', id));
  const here = urlFor.place(place.slug, 'status');
  const report = completenessReport(completeness(view.situation), view.items, view.sentOn);
  const missing = report.missing.flatMap((part) => (part.kind === 'evidence' && part.isRequired && part.status !== 'office' ? [{ due: part.by }] : []));
  const late = view.items.flatMap((item) => item.files.flatMap((file) => (file.isLate && (file.state === 'clean' || file.state === 'received') ? [{ label: evidenceLabel(item, texts), at: file.receivedAt }] : [])));
  const messages = await ports.messagesOf?.(ctx, status);
  return show(statusView({
    ...status, csrf, timeline: applicationTimeline({ ...status, late }), acts: whoActs({ ...status, missing }),
    messages: messages && { ...messages, href: urlFor.place(place.slug, 'status', 'messages') }, withdrawHref: status.withdrawnAt === null && status.state !== 'decided' ? urlFor.place(place.slug, 'status', 'withdraw') : undefined, receiptHref: urlFor.place(place.slug, 'status', 'receipt.pdf'), documentHref: (file) => urlFor.place(place.slug, 'status', 'documents', file), place: { name: place.name, href: urlFor.place(place.slug) },
    credentials: credentialPart({ types: earned.map(({ type }) => type), csrf, action: urlFor.place(place.slug, 'status', 'credential') }, locale),
    evidence: cards.length === 0 ? undefined : {
      part: { cards, spokenIn: spokenIn(texts), csrf, action: urlFor.place(place.slug, 'status', 'evidence'), pageHref: here, errors: formErrors(problems, spokenIn(texts)), canRemove: false },
      completeness: completenessPart(report, cards, texts, locale),
    },
  }, locale));
}

function asked(request: Asked, model: { reference: string; problems: Parameters<typeof formErrors>[0] & {} }) {
  const { place, urlFor, csrf, language: locale } = request;
  return show(statusFormView({ csrf, reference: model.reference, errors: formErrors(model.problems, locale), place: { name: place.name, href: urlFor.place(place.slug) } }, locale));
}

/** Lets this browser see the state of an application at a place for half an hour. */
export function rememberGiven(request: Pick<Asked, 'cookies' | 'urlFor'>, place: string, { reference, secret }: { readonly reference: string; readonly secret: string }): void {
  request.cookies.set(COOKIE, Buffer.from(JSON.stringify({ reference, secret })).toString('base64url'), { path: request.urlFor.place(place, 'status'), maxAgeSeconds: MINUTES * 60 });
}

/** Reference and secret that this browser has given; undefined when it has not. */
export function givenIn(request: Asked): { reference: string; secret: string } | undefined {
  try {
    const given = JSON.parse(Buffer.from(request.cookies.get(COOKIE) ?? '', 'base64url').toString('utf8')) as Partial<Record<'reference' | 'secret', unknown>> | null;
    return typeof given?.reference === 'string' && typeof given.secret === 'string' ? { reference: given.reference, secret: given.secret } : undefined;
  } catch {
    return undefined;
  }
}
