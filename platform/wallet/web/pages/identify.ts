import { citizenToken, giveCitizenCookie } from '@allmende/citizen-accounts';
import { InvalidInput, NotFound } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, sendEvents, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { withQuery } from '@allmende/tenancy';
import encodeQR from 'qr';
import { Type } from 'typebox';
import { finishPresentation } from '../../actions/finish-presentation.ts';
import { isWalletSetUp } from '../../actions/is-wallet-offered.ts';
import { linksOfPresentation } from '../../actions/links-of-presentation.ts';
import { confirmByNumber, confirmByReturn, isReturnCode, lookAtPresentation, readPerson, type BrowserKey } from '../../actions/look-at-presentation.ts';
import { numberOf } from '../../actions/receive-response.ts';
import { startPresentation } from '../../actions/start-presentation.ts';
import { watchPresentation } from '../../actions/watch-presentation.ts';
import { isOwnPage } from '../../domain/own-page.ts';
import { PERSON_ATTRIBUTES, type PersonAttribute } from '../../domain/pid.ts';
import { WALLET_COOKIE_SECONDS, walletCookieName } from '../../domain/wallet-cookie.ts';
import type { WalletPorts } from '../wallet-ports.ts';
import { identifyNumberView, identifyPersonView, identifyStartView, identifyView } from './identify.view.ts';

const start = '/:authority/identify/wallet';
const path = `${start}/:presentation`;
const params = Type.Object({ presentation: Type.String({ format: 'uuid' }) });
const query = Type.Object({ service: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' })), next: Type.Optional(Type.String({ maxLength: 300 })) });
type AskedToStart = Omit<PageRequest, 'params' | 'query'> & { readonly query: { readonly service?: string; readonly next?: string } };
type Asked = Omit<PageRequest, 'params' | 'query'> & { readonly params: { readonly presentation: string } };

const NO_SERVICE = 'account';

/** The pages on which somebody proves who they are by wallet: what is asked, waiting for the wallet, what was shown. */
export function identifyPages(ports: WalletPorts): readonly AnyPage[] {
  return [
    definePage({
      method: 'GET', path: start, access: 'anyone', speaksAll: true, query,
      async handle(request) {
        const { asked, name } = await wished(request, ports);
        return show(identifyStartView({ asked, service: name, verifier: request.authority.name, csrf: request.csrf }, request.language));
      },
    }),
    definePage({
      method: 'POST', path: start, access: 'anyone', speaksAll: true, query, rateLimit: { max: 30, windowMs: 60_000 },
      async handle(request) {
        const { urlFor, authority } = request;
        const { asked, service, next } = await wished(request, ports);
        const own = (id: string) => urlFor.place(authority.slug, 'identify', 'wallet', id);
        const again = withQuery(urlFor.place(authority.slug, 'identify', 'wallet'), { service: service === NO_SERVICE ? undefined : service, next });
        const begun = await startPresentation(request.ctx, { purpose: service, verifier: authority.name, asked, pageOf: own, next, again });
        request.cookies.set(walletCookieName(begun.id), begun.browserSecret, { path: own(begun.id), maxAgeSeconds: WALLET_COOKIE_SECONDS });
        return redirect(own(begun.id));
      },
    }),
    definePage({ method: 'GET', path, access: 'anyone', speaksAll: true, params, rateLimit: { max: 240, windowMs: 60_000 }, handle: (request) => standing(request, '') }),
    definePage({ method: 'POST', path, access: 'anyone', speaksAll: true, params, rateLimit: { max: 20, windowMs: 60_000 }, handle: takeNumber }),
    definePage({
      method: 'POST', path: `${path}/done`, access: 'anyone', speaksAll: true, params, rateLimit: { max: 20, windowMs: 60_000 },
      async handle(request) {
        const key = keyOf(request);
        const { purpose, request: asked } = await lookAtPresentation(request.ctx, key);
        const { ctx, authority: { tenant } } = request;
        giveCitizenCookie(request, await finishPresentation(ctx, { ...key, service: purpose === NO_SERVICE ? undefined : purpose, before: citizenToken(request, tenant) }));
        request.cookies.clear(walletCookieName(key.id), { path: own(request) });
        return redirect(asked.next);
      },
    }),
    definePage({ method: 'GET', path: `${path}/return`, access: 'anyone', speaksAll: true, params, query: Type.Object({ code: Type.Optional(Type.String({ pattern: '^[\\w-]{32}$' })) }), rateLimit: { max: 60, windowMs: 60_000 }, handle: comeBack }),
    definePage({
      method: 'GET', path: `${path}/events`, access: 'anyone', speaksAll: true, params,
      async handle(request) {
        const key = keyOf(request);
        await lookAtPresentation(request.ctx, key);
        return sendEvents(async function* (signal) {
          for await (const state of watchPresentation(request.ctx, key, signal)) yield { name: 'over', data: { state } };
        });
      },
    }),
  ];
}

async function wished(request: AskedToStart, ports: WalletPorts): Promise<{ readonly asked: readonly PersonAttribute[]; readonly service: string; readonly name: string | undefined; readonly next: string }> {
  if (!isWalletSetUp(request.ctx)) throw new NotFound();
  const { service, next } = request.query;
  const { authority, ctx, locale, urlFor } = request;
  const purpose = service === undefined ? undefined : await ports.purposeOf(ctx, { tenant: authority.tenant, service, locale });
  // Only what the service fills in is asked for, and at least a name.
  const wanted = PERSON_ATTRIBUTES.filter((name) => name === 'givenName' || name === 'familyName' || purpose?.attributes.includes(name));
  return { asked: wanted, service: purpose && service !== undefined ? service : NO_SERVICE, name: purpose?.name, next: next !== undefined && isOwnPage(next) ? next : urlFor.place(authority.slug, 'my-account') };
}

async function takeNumber(request: Asked): Promise<PageResult> {
  const key = keyOf(request);
  const typed = request.form.text('number');
  const problem = (message: { de: string; en: string }) => standing(request, typed, new InvalidInput([{ pointer: '/number', code: 'wrong', message: message[request.locale] }]));
  if (!/^\s*(?:\d\s*){6}$/u.test(typed)) return problem({ de: 'Geben Sie die sechs Ziffern ein, die Ihr anderes Gerät zeigt.', en: 'Enter the six digits that your other device shows.' });
  if (await confirmByNumber(request.ctx, { ...key, number: typed })) return redirect(own(request));
  return problem({ de: 'Diese Zahl passt nicht. Vergleichen Sie sie mit der Zahl auf Ihrem anderen Gerät.', en: 'This number does not fit. Compare it with the number on your other device.' });
}

/** Where the wallet leads back to: on the same device straight on, on another it shows the number. */
async function comeBack(request: Asked & { readonly query: { readonly code?: string } }): Promise<PageResult> {
  const { code = '' } = request.query;
  const address = { tenant: request.authority.tenant, id: request.params.presentation };
  const browserSecret = request.cookies.get(walletCookieName(address.id));
  if (browserSecret !== undefined) {
    await confirmByReturn(request.ctx, { ...address, browserSecret, code });
    return redirect(own(request));
  }
  if (!(await isReturnCode(request.ctx, { ...address, code }))) throw new NotFound();
  return show(identifyNumberView({ number: numberOf(code) }, request.language));
}

async function standing(request: Asked, typed: string, problem?: InvalidInput): Promise<PageResult> {
  const key = keyOf(request);
  const { state, refusal, request: asked } = await lookAtPresentation(request.ctx, key);
  if (state === 'confirmed') return show(identifyPersonView({ person: await readPerson(request.ctx, key), verifier: asked.verifier, csrf: request.csrf, action: `${own(request)}/done`, again: asked.again }, request.language));
  const links = state === 'waiting' ? await linksOfPresentation(request.ctx, key) : undefined;
  return show(identifyView({
    state, refusal, asked: asked.asked, verifier: asked.verifier, csrf: request.csrf, typed, errors: formErrors(problem?.fields ?? [], request.language), again: asked.again, self: own(request), events: `${own(request)}/events`,
    links: links && { ...links, cells: encodeQR(links.wallet, 'raw', { border: 1, ecc: 'low' }).slice(1, -1).map((row) => row.slice(1, -1)) },
  }, request.language));
}

function keyOf(request: Asked): BrowserKey {
  const browserSecret = request.cookies.get(walletCookieName(request.params.presentation));
  if (browserSecret === undefined) throw new NotFound();
  return { tenant: request.authority.tenant, id: request.params.presentation, browserSecret };
}

function own(request: Asked): string {
  return request.urlFor.place(request.authority.slug, 'identify', 'wallet', request.params.presentation);
}
