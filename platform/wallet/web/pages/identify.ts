import { InvalidInput, NotFound } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, sendEvents, show, type PageRequest, type PageResult } from '@allmende/http';
import encodeQR from 'qr';
import { Type } from 'typebox';
import { linksOfPresentation } from '../../actions/links-of-presentation.ts';
import { confirmByNumber, confirmByReturn, isReturnCode, lookAtPresentation, type BrowserKey } from '../../actions/look-at-presentation.ts';
import { numberOf } from '../../actions/receive-response.ts';
import { watchPresentation } from '../../actions/watch-presentation.ts';
import { walletCookieName } from '../../domain/wallet-cookie.ts';
import { identifyNumberView, identifyView } from './identify.view.ts';

const path = '/:place/identify/:tenant/:presentation';
const params = Type.Object({ tenant: Type.String({ format: 'uuid' }), presentation: Type.String({ format: 'uuid' }) });
type Asked = Omit<PageRequest, 'params' | 'query'> & { readonly params: { readonly tenant: string; readonly presentation: string } };

/** Waits for a wallet: link and QR code, then the number of the other device, then on. */
export const identifyPage = definePage({
  method: 'GET', path, access: 'anyone', params, rateLimit: { max: 240, windowMs: 60_000 },
  async handle(request) {
    return standing(request, '');
  },
});

/** Takes the number that the other device shows. */
export const confirmIdentifyPage = definePage({
  method: 'POST', path, access: 'anyone', params, rateLimit: { max: 20, windowMs: 60_000 },
  async handle(request) {
    const key = keyOf(request);
    const typed = request.form.text('number');
    const problem = (message: { de: string; en: string }) => standing(request, typed, new InvalidInput([{ pointer: '/number', code: 'wrong', message: message[request.locale] }]));
    if (!/^\s*(?:\d\s*){6}$/u.test(typed)) return problem({ de: 'Geben Sie die sechs Ziffern ein, die Ihr anderes Gerät zeigt.', en: 'Enter the six digits that your other device shows.' });
    if (await confirmByNumber(request.ctx, { ...key, number: typed })) return redirect(own(request));
    return problem({ de: 'Diese Zahl passt nicht. Vergleichen Sie sie mit der Zahl auf Ihrem anderen Gerät.', en: 'This number does not fit. Compare it with the number on your other device.' });
  },
});

/** Where the wallet leads back to: on the same device straight on, on another it shows the number. */
export const returnFromWalletPage = definePage({
  method: 'GET', path: `${path}/return`, access: 'anyone', params, query: Type.Object({ code: Type.String({ pattern: '^[\\w-]{32}$' }) }), rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const { code } = request.query;
    const { tenant, presentation: id } = request.params;
    const browserSecret = request.cookies.get(walletCookieName(id));
    if (browserSecret !== undefined) {
      await confirmByReturn(request.ctx, { tenant, id, browserSecret, code: code ?? '' });
      return redirect(own(request));
    }
    if (code === undefined || !(await isReturnCode(request.ctx, { tenant, id, code }))) throw new NotFound();
    return show(identifyNumberView({ number: numberOf(code) }, request.locale));
  },
});

/** Tells the waiting page that something came. */
export const identifyEventsPage = definePage({
  method: 'GET', path: `${path}/events`, access: 'anyone', params,
  async handle(request) {
    const key = keyOf(request);
    await lookAtPresentation(request.ctx, key);
    return sendEvents(async function* (signal) {
      for await (const state of watchPresentation(request.ctx, key, signal)) yield { name: 'over', data: { state } };
    });
  },
});

async function standing(request: Asked, typed: string, problem?: InvalidInput): Promise<PageResult> {
  const key = keyOf(request);
  const { state, refusal, request: asked } = await lookAtPresentation(request.ctx, key);
  if (state === 'confirmed') return redirect(asked.next);
  const links = state === 'waiting' ? await linksOfPresentation(request.ctx, key) : undefined;
  return show(identifyView({
    state, refusal, asked: asked.asked, verifier: asked.verifier, csrf: request.csrf, typed, errors: formErrors(problem?.fields ?? []), again: asked.next.replace(/\/wallet\/[^/]+\/[^/]+$/u, ''),
    self: own(request), events: `${own(request)}/events`, links: links && { ...links, cells: encodeQR(links.wallet, 'raw', { border: 1, ecc: 'low' }).slice(1, -1).map((row) => row.slice(1, -1)) },
  }, request.locale));
}

function keyOf(request: Asked): BrowserKey {
  const browserSecret = request.cookies.get(walletCookieName(request.params.presentation));
  if (browserSecret === undefined) throw new NotFound();
  return { tenant: request.params.tenant, id: request.params.presentation, browserSecret };
}

function own(request: Asked): string {
  return request.urlFor.place(request.place.slug, 'identify', request.params.tenant, request.params.presentation);
}
