import type { Cookies } from '@allmende/http';
import type { House } from '@allmende/house';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import { endSession } from '../actions/end-session.ts';
import type { SignedIn } from '../actions/begin-session.ts';
import { ownAddress } from '../domain/own-address.ts';
import { landingOf } from './landing.ts';
import { keepSession, sessionToken } from './session-cookie.ts';

/** The cookie of a browser in which somebody signed in before. */
export const KNOWN_BROWSER = 'allmende-known-browser';
/** The cookie between password and second factor. */
export const SIGN_IN_STEP = 'allmende-sign-in-step';

type Request = { readonly ctx: House; readonly cookies: Cookies; readonly query: { readonly next?: string | undefined }; readonly urlFor: UrlFor };

/** Gives the browser of somebody who signed in the new session in place of any former one, and says where they go on: to a new password or a second factor where one is due. */
export async function enterPlatform(request: Request, { token, account, browserMark }: SignedIn): Promise<string> {
  const former = sessionToken(request);
  if (former !== undefined) await endSession(request.ctx, former);
  keepSession(request, token);
  request.cookies.set(KNOWN_BROWSER, browserMark, { path: '/sign-in', maxAgeSeconds: 180 * 86_400 });
  request.cookies.clear(SIGN_IN_STEP, { path: '/sign-in' });
  const next = ownAddress(request.query.next);
  if (account.mustChange) return withQuery(request.urlFor.public('account', 'password'), { next });
  if (account.mustEnrol) return withQuery(request.urlFor.public('account', 'factors'), { next });
  return next ?? (account.isSupplier ? request.urlFor.supplier() : landingOf(request.ctx, account.grants));
}
