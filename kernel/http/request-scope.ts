import { randomBytes } from 'node:crypto';
import { ANONYMOUS, requirePermission, SignInNeeded, type Actor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { isLanguage, localeFor, type Language, type Locale } from '@allmende/i18n';
import type { AuthorityRef, PlaceRef } from '@allmende/tenancy';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from './define-page.ts';
import { hasNulByte } from './nul-bytes.ts';
import { sessionCookieName, type SessionPort } from './session-port.ts';

/** What every request of a kind shares: who, where, in which language. Built once per request. */
export type RequestScope = {
  readonly actor: Actor;
  readonly locale: Locale;
  readonly language: Language;
  readonly authority: AuthorityRef | undefined;
  readonly place: PlaceRef | undefined;
  readonly sessionToken: string | undefined;
};

const authorities = new WeakMap<FastifyRequest, string>();

/** The authority that a request's address named, as far as it got; for counting. */
export function authorityOf(request: FastifyRequest): string | undefined {
  return authorities.get(request);
}

/** Finds out who asks, in which language, and which authority or place the address names; throws NotFound for unknown slugs and applies the page's access. */
export async function openScope(house: House, sessions: SessionPort, request: FastifyRequest, reply: FastifyReply, access: Access, kind: 'page' | 'api', speaksAll = false): Promise<RequestScope> {
  if (hasNulByte(request.params) || (kind === 'page' && hasNulByte(request.query))) throw new NotFound();
  const sessionToken = kind === 'api' ? bearerToken(request) : request.cookies[sessionCookieName(isSecure(house))];
  const params = request.params as Record<string, string | undefined>;
  const [actor, { authority, place }] = await Promise.all([
    sessionToken === undefined ? ANONYMOUS : sessions.findActor(sessionToken).then((found) => found ?? ANONYMOUS),
    findNamed(house, params),
  ]);
  if (authority) authorities.set(request, authority.tenant);
  if (access === 'signed-in' && actor.kind !== 'staff' && actor.kind !== 'supplier') throw new SignInNeeded();
  if (access === 'supplier' && actor.kind !== 'supplier') throw actor.kind === 'anonymous' ? new SignInNeeded() : new NotFound();
  if (typeof access === 'object') requirePermission(actor, access, authority?.tenant ?? PLATFORM_TENANT);
  const chosen = chooseLanguage(house, request, reply);
  return { actor, authority, place, sessionToken: actor === ANONYMOUS ? undefined : sessionToken, locale: localeFor(chosen), language: speaksAll ? chosen : localeFor(chosen) };
}

// A town and its place share an address; only there does the place go first.
async function findNamed(house: House, params: Record<string, string | undefined>): Promise<Pick<RequestScope, 'authority' | 'place'>> {
  const { where } = params;
  const [authority, place] = await Promise.all([
    params['authority'] === undefined ? undefined : house.directory.findAuthorityBySlug(params['authority']),
    params['place'] === undefined && where === undefined ? undefined : house.directory.findPlaceBySlug(params['place'] ?? where ?? ''),
  ]);
  if ((params['authority'] !== undefined && !authority) || (params['place'] !== undefined && !place)) throw new NotFound();
  if (where === undefined || place) return { authority, place };
  const named = await house.directory.findAuthorityBySlug(where);
  if (!named) throw new NotFound();
  return { authority: named, place: undefined };
}

/** Whether people reach the platform by https. */
export function isSecure(house: House): boolean {
  return house.config.publicAddress.startsWith('https:');
}

/** The value that form tokens are tied to: the session, or a random cookie for everybody else, set when it is first needed. */
export function formCookie(house: House, scope: Pick<RequestScope, 'sessionToken'>, request: FastifyRequest, reply?: FastifyReply): string | undefined {
  if (scope.sessionToken !== undefined) return scope.sessionToken;
  const name = isSecure(house) ? '__Host-allmende-visit' : 'allmende-visit';
  const given = request.cookies[name];
  if (given !== undefined && /^[\w-]{20,64}$/u.test(given)) return given;
  if (!reply) return undefined;
  const fresh = randomBytes(18).toString('base64url');
  reply.setCookie(name, fresh, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(house) });
  request.cookies[name] = fresh;
  return fresh;
}

function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]{20,200})$/u.exec(request.headers.authorization ?? '')?.[1];
}

function chooseLanguage(house: House, request: FastifyRequest, reply: FastifyReply): Language {
  const asked = languageAsked(request) ?? (request.query as Record<string, unknown>)['lang'];
  if (isLanguage(asked)) {
    reply.setCookie('lang', asked, { path: '/', sameSite: 'lax', httpOnly: true, secure: isSecure(house), maxAge: 31_536_000 });
    return asked;
  }
  return keptLanguage(request);
}

/** The language that a button of the form asked for. */
export function languageAsked(request: FastifyRequest): Language | undefined {
  const { body } = request;
  const asked: unknown = typeof body === 'object' && body !== null && '_language' in body ? body._language : undefined;
  return isLanguage(asked) ? asked : undefined;
}

/** The language that the browser was told last. */
export function keptLanguage(request: FastifyRequest): Language {
  const kept = request.cookies?.['lang'];
  return isLanguage(kept) ? kept : 'de';
}
