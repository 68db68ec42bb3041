import { NotFound } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { deleteAccount } from '../../actions/delete-account.ts';
import type { Citizen } from '../../actions/find-citizen.ts';
import { endCitizenSession, ownAccount } from '../../actions/own-account.ts';
import { citizenOf, forgetCitizenCookie } from '../citizen-cookie.ts';
import { identifyAddress } from '../identify-address.ts';
import type { IdentityPorts } from '../identity-ports.ts';
import { deleteAccountView, leftAccountView, myAccountView } from './my-account.view.ts';

const path = '/:authority/my-account';
type Asked = Omit<PageRequest, 'params' | 'query'>;

/** The account of a citizen with an authority: what is known, what it was used for, sessions, and the way out. Whoever is not signed in is led to it. */
export function myAccountPages(ports: IdentityPorts): readonly AnyPage[] {
  return [
    definePage({ method: 'GET', path, access: 'anyone', speaksAll: true, handle: (request) => asCitizen(request, async (citizen) => {
      const { ctx, authority, urlFor, locale, language } = request;
      const account = await ownAccount(ctx, citizen);
      const ids = [...new Set(account.uses.flatMap(({ service }) => service ?? []))];
      const names = await Promise.all(ids.map(async (service) => [service, (await ports.purposeOf(ctx, { tenant: citizen.tenant, service, locale }))?.name ?? service] as const));
      const at = (page: string) => urlFor.place(authority.slug, 'my-account', page);
      return show(myAccountView({ account, authority: authority.name, csrf: request.csrf, serviceNames: new Map(names), deleteHref: at('delete'), signOutAction: at('sign-out'), links: (ports.ownPages ?? []).map(({ segments, label }) => ({ href: urlFor.place(authority.slug, 'my-account', ...segments), label: label[language] ?? label.de })) }, language));
    }) }),
    definePage({ method: 'POST', path, access: 'anyone', speaksAll: true, rateLimit: { max: 60, windowMs: 60_000 }, handle: (request) => asCitizen(request, async (citizen) => {
      const session = request.form.text('session');
      if (!/^[0-9a-f-]{36}$/u.test(session)) throw new NotFound();
      await endCitizenSession(request.ctx, citizen, session);
      if (session !== citizen.session) return redirect(request.urlFor.place(request.authority.slug, 'my-account'));
      return left(request, false);
    }) }),
    definePage({ method: 'POST', path: `${path}/sign-out`, access: 'anyone', speaksAll: true, async handle(request) {
      const citizen = await citizenOf(request, request.authority.tenant);
      if (citizen) await endCitizenSession(request.ctx, citizen, citizen.session);
      return left(request, false);
    } }),
    definePage({ method: 'GET', path: `${path}/delete`, access: 'anyone', speaksAll: true, handle: (request) => asCitizen(request, async () => (
      show(deleteAccountView({ authority: request.authority.name, csrf: request.csrf, backHref: request.urlFor.place(request.authority.slug, 'my-account') }, request.language))
    )) }),
    definePage({ method: 'POST', path: `${path}/delete`, access: 'anyone', speaksAll: true, rateLimit: { max: 10, windowMs: 60_000 }, handle: (request) => asCitizen(request, async (citizen) => {
      await deleteAccount(request.ctx, citizen);
      return left(request, true);
    }) }),
    definePage({ method: 'GET', path: `${path}/left`, access: 'anyone', speaksAll: true, query: Type.Object({ deleted: Type.Optional(Type.Literal('1')) }), async handle(request) {
      const { urlFor, authority } = request;
      return show(leftAccountView({ isDeleted: request.query.deleted === '1', homeHref: urlFor.place(authority.slug), signInHref: signInHref(request) }, request.language));
    } }),
  ];
}

async function asCitizen(request: Asked, handle: (citizen: Citizen) => Promise<PageResult>): Promise<PageResult> {
  const citizen = await citizenOf(request, request.authority.tenant);
  return citizen ? handle(citizen) : redirect(signInHref(request));
}

function left(request: Asked, isDeleted: boolean): PageResult {
  forgetCitizenCookie(request, request.authority.tenant);
  const address = request.urlFor.place(request.authority.slug, 'my-account', 'left');
  return redirect(isDeleted ? `${address}?deleted=1` : address);
}

function signInHref({ urlFor, authority }: Pick<Asked, 'urlFor' | 'authority'>): string {
  return identifyAddress(urlFor, authority.slug, { level: 'basic', next: urlFor.place(authority.slug, 'my-account') });
}
