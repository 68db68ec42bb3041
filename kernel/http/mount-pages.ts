import { Readable } from 'node:stream';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { withQuery } from '@allmende/tenancy';
import type { House } from '@allmende/house';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConfirmationPort } from './confirmation-port.ts';
import { checkForm, formToken } from './csrf.ts';
import type { AnyPage } from './define-page.ts';
import { fits, fromText } from './check-input.ts';
import { PUZZLE_BITS, readGuard, stampForm } from './form-guard.ts';
import { readFlash, setFlash } from './flash-cookie.ts';
import { sendable } from './file-content.ts';
import type { FrameInput } from './frame.ts';
import { pageBytes } from './page-bytes.ts';
import type { PageRequest, Where } from './page-request.ts';
import type { PageResult } from './page-result.ts';
import { secondsToWait, type RateLimit } from './rate-limit.ts';
import { receiveUpload, type UploadLimits } from './receive-upload.ts';
import type { EventStreams } from './server-events.ts';
import { scriptNonceOf } from './script-nonce.ts';
import { formCookie, isSecure, languageAsked, openScope, type RequestScope } from './request-scope.ts';
import { sessionCookieName, type SessionPort } from './session-port.ts';
import { submittedForm } from './submitted-form.ts';

type Mount = { readonly house: House; readonly sessions: SessionPort; readonly frame: (input: FrameInput) => string; readonly limit: (key: string, limit: RateLimit) => void; readonly streams: EventStreams; readonly confirmation?: ConfirmationPort | undefined };

/** Mounts the pages of all rooms. */
export function mountPages(app: FastifyInstance, mount: Mount, pages: readonly AnyPage[]): void {
  for (const page of pages) {
    app.route({
      method: page.method,
      url: page.path,
      config: { area: page.area, ...(page.uploads === undefined ? {} : { uploads: page.uploads }) },
      handler: (request, reply) => answer(mount, page, request, reply),
    });
  }
}

async function answer(mount: Mount, page: AnyPage, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { house } = mount;
  refuseWrongHost(house, page, request);
  if (page.rateLimit) mount.limit(`${page.method} ${page.path} ${request.ip}`, page.rateLimit);
  const scope = await openScope(house, mount.sessions, request, reply, page.access, 'page', page.speaksAll);
  if (page.params && !fits(page.params, pickKnown(page.params, request.params))) throw new NotFound();
  const form = page.uploads !== undefined && request.body instanceof Readable ? await receivedForm(request, page.uploads) : submittedForm(request.body);
  if (page.method === 'POST') {
    checkForm({
      secret: house.config.secret, cookieValue: formCookie(house, scope, request), token: form.text('_csrf'),
      secFetchSite: headerOf(request, 'sec-fetch-site'), origin: request.headers.origin, host: request.host,
    });
  }
  const confirmed = await confirm(mount, page, scope, request, reply, form);
  const asked = pageRequest(mount, page, confirmed.scope, request, reply, form);
  const result = confirmed.instead ?? (await page.handle(asked as PageRequest<never, never>));
  return send(mount, page, confirmed.scope, asked, result, request, reply);
}

// Who has not shown lately who they are is asked before a sensitive act; the form goes along and is carried out with the answer.
async function confirm(mount: Mount, page: AnyPage, scope: RequestScope, request: FastifyRequest, reply: FastifyReply, form: ReturnType<typeof submittedForm>): Promise<{ readonly scope: RequestScope; readonly instead?: PageResult }> {
  const { house, confirmation } = mount;
  const token = scope.sessionToken;
  if (token === undefined || (scope.actor.kind !== 'staff' && scope.actor.kind !== 'supplier') || !confirmation?.isSensitive(`${page.method} ${page.path}`) || (await confirmation.isFresh(token))) return { scope };
  if (page.method === 'GET') return { scope, instead: { kind: 'redirect', location: withQuery(house.urlFor.public('account', 'confirm'), { next: request.url }) } };
  const ctx = { ...house, actor: scope.actor, locale: scope.locale, tenant: scope.authority?.tenant ?? PLATFORM_TENANT };
  const answered = await confirmation.confirm({ ctx, form, sessionToken: token, csrf: formToken(house.config.secret, token), locale: scope.locale, urlFor: house.urlFor, remoteAddress: request.ip });
  if (answered.outcome === 'ask') return { scope, instead: { kind: 'view', view: answered.view, status: 403 } };
  if (answered.newToken === undefined) return { scope };
  reply.setCookie(sessionCookieName(isSecure(house)), answered.newToken, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(house) });
  return { scope: { ...scope, sessionToken: answered.newToken } };
}

async function receivedForm(request: FastifyRequest, limits: UploadLimits): Promise<ReturnType<typeof submittedForm>> {
  const { fields, files, hasTooManyFiles } = await receiveUpload(request.body as Readable, request.headers, limits);
  return submittedForm(fields, files, hasTooManyFiles);
}

function refuseWrongHost(house: House, page: AnyPage, request: FastifyRequest): void {
  if (page.area !== 'office' && page.area !== 'operator' && page.area !== 'supplier') return;
  const address = house.config.areaAddress[page.area];
  if (address !== house.config.publicAddress && new URL(address).host !== request.host) throw new NotFound();
}

function pickKnown(schema: { readonly properties: object }, values: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values as Record<string, unknown>).filter(([key]) => key in schema.properties));
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function queryOf(page: AnyPage, request: FastifyRequest): unknown {
  if (!page.query) return request.query;
  const known = pickKnown(page.query, request.query);
  // Most addresses have no query, and the search for what it could mean costs more than the rest of the reading.
  if (Object.keys(known).length === 0) return known;
  const query = fromText(page.query, known) as Record<string, unknown>;
  if (fits(page.query, query)) return query;
  return Object.fromEntries(Object.entries(query).filter(([key, value]) => {
    const property = page.query?.properties[key];
    return property !== undefined && fits(property, value);
  }));
}

function pageRequest({ house, limit }: Mount, page: AnyPage, scope: RequestScope, request: FastifyRequest, reply: FastifyReply, form: ReturnType<typeof submittedForm>): PageRequest {
  const { actor, locale, language, authority, place } = scope;
  const guardKey = () => ({ secret: house.config.secret, page: request.url.split('?')[0] ?? '', browser: formCookie(house, scope, request, reply) ?? '' });
  return {
    ctx: { ...house, actor, locale, tenant: authority?.tenant ?? PLATFORM_TENANT },
    actor,
    params: request.params as Record<string, string>,
    query: queryOf(page, request) as Record<string, string | undefined>,
    form,
    locale,
    language,
    languageAsked: languageAsked(request) !== undefined,
    get csrf() { return formToken(house.config.secret, formCookie(house, scope, request, reply) ?? ''); },
    url: request.url,
    urlFor: house.urlFor,
    get authority() { return given(authority, page, ':authority'); },
    get place() { return given(place, page, ':place'); },
    get where(): Where { return place ? { kind: 'place', place } : { kind: 'authority', authority: given(authority, page, ':where') }; },
    cookies: {
      get: (name) => request.cookies[name],
      set: (name, value, options) => {
        reply.setCookie(name, value, { path: options?.path ?? '/', httpOnly: true, sameSite: 'lax', secure: isSecure(house), ...(options?.maxAgeSeconds === undefined ? {} : { maxAge: options.maxAgeSeconds }) });
      },
      clear: (name, options) => { reply.clearCookie(name, { path: options?.path ?? '/', httpOnly: true, sameSite: 'lax', secure: isSecure(house) }); },
    },
    guard: {
      get stamp() { return stampForm(guardKey(), house.clock.now()); },
      bits: PUZZLE_BITS,
      get sent() { return readGuard(guardKey(), { stamp: form.text('_stamp'), solution: form.text('_puzzle') }, house.clock.now()); },
    },
    limit: (name, rate) => secondsToWait(limit, `${name} ${request.ip}`, rate),
    remoteAddress: request.ip,
  };
}

function given<Value>(value: Value | undefined, page: AnyPage, name: string): Value {
  if (value === undefined) throw new TypeError(`${page.path} has no ${name}`);
  return value;
}

function send(mount: Mount, page: AnyPage, scope: RequestScope, asked: PageRequest, result: PageResult, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (result.kind === 'redirect') {
    if (result.flash) setFlash(mount.house, reply, result.flash);
    return reply.redirect(result.location, 303);
  }
  if (result.kind === 'file') {
    const name = result.name.replaceAll(/[^\w.-]/gu, '_');
    if (result.isForeign) reply.header('content-security-policy', "sandbox; default-src 'none'; img-src 'self'");
    if (result.sizeBytes !== undefined) reply.header('content-length', result.sizeBytes);
    return reply.header('content-type', result.contentType).header('content-disposition', `${result.inline ? 'inline' : 'attachment'}; filename="${name}"`).send(sendable(result.bytes));
  }
  if (result.kind === 'events') return mount.streams.send(reply, scope.sessionToken ?? request.ip, result.source);
  const body = mount.frame({
    view: result.view, scriptNonce: scriptNonceOf(request), area: page.area, locale: scope.language, speaksAll: page.speaksAll, path: request.url, actor: scope.actor, authority: scope.authority, place: scope.place,
    csrf: scope.actor.kind === 'staff' || scope.actor.kind === 'supplier' ? asked.csrf : undefined,
    flash: readFlash(mount.house, request, reply),
  });
  if (result.view.camera) reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=()');
  if (result.retryAfterSeconds !== undefined) reply.header('retry-after', String(result.retryAfterSeconds));
  if (result.goOnTo !== undefined) reply.header('refresh', `0; url=${new URL(result.goOnTo).href}`);
  return reply.code(result.status).header('content-type', 'text/html; charset=utf-8').send(pageBytes(body));
}
