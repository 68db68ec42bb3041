import { definePage, redirect, show } from '@allmende/http';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { endSession } from '../../actions/end-session.ts';
import { signIn } from '../../actions/sign-in.ts';
import { OneTimePasswordExpired, SignInPaused, SignInRefused } from '../../domain/errors.ts';
import { ownAddress } from '../../domain/own-address.ts';
import { landingOf } from '../landing.ts';
import { keepSession, sessionToken } from '../session-cookie.ts';
import { signInView, type SignInProblem } from './sign-in.view.ts';

const MARK = 'allmende-known-browser';
const query = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) });

export const signInPage = definePage({
  method: 'GET',
  path: '/sign-in',
  access: 'anyone',
  query,
  async handle(request) {
    if (request.actor.kind === 'staff' && request.actor.grants.length > 0) return redirect(ownAddress(request.query.next) ?? (await landingOf(request.ctx, request.actor.grants)));
    return show(signInView(request));
  },
});

export const submitSignIn = definePage({
  method: 'POST',
  path: '/sign-in',
  access: 'anyone',
  query,
  // Many people of one town hall share an address at eight in the morning; guessing is slowed down by the action.
  rateLimit: { max: 120, windowMs: 60_000 },
  async handle(request) {
    const email = request.form.text('email');
    const next = ownAddress(request.query.next);
    try {
      const { token, account, browserMark } = await signIn(request.ctx, { email, password: request.form.text('password'), remoteAddress: request.remoteAddress, browserMark: request.cookies.get(MARK) });
      const former = sessionToken(request);
      if (former !== undefined) await endSession(request.ctx, former);
      keepSession(request, token);
      request.cookies.set(MARK, browserMark, { path: '/sign-in', maxAgeSeconds: 180 * 86_400 });
      if (account.mustChange) return redirect(withQuery(request.urlFor.public('account', 'password'), { next }));
      return redirect(next ?? (await landingOf(request.ctx, account.grants)));
    } catch (error) {
      const problem = problemOf(error);
      return show(signInView({ locale: request.locale, csrf: request.csrf, email, problem }), { status: problem.kind === 'paused' ? 429 : 422 });
    }
  },
});

function problemOf(error: unknown): SignInProblem {
  if (error instanceof SignInRefused) return { kind: 'wrong' };
  if (error instanceof OneTimePasswordExpired) return { kind: 'expired' };
  if (error instanceof SignInPaused) return { kind: 'paused', seconds: error.retryAfterSeconds };
  throw error;
}
