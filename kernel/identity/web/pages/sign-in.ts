import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { withQuery } from '@allmende/tenancy';
import { Type, type Static } from 'typebox';
import { signInWithPasskey } from '../../actions/finish-sign-in.ts';
import type { SignedIn } from '../../actions/begin-session.ts';
import { signIn } from '../../actions/sign-in.ts';
import { OneTimePasswordExpired, PasskeyRefused, SecondFactorNeeded, SignInPaused, SignInRefused } from '../../domain/errors.ts';
import { ownAddress } from '../../domain/own-address.ts';
import { enterPlatform, KNOWN_BROWSER, SIGN_IN_STEP } from '../enter-platform.ts';
import { landingOf } from '../landing.ts';
import { passkeyAsked } from '../passkey-part.ts';
import { signInView, type SignInProblem } from './sign-in.view.ts';

const query = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) });

type Request = PageRequest<unknown, Static<typeof query>>;

export const signInPage = definePage({
  method: 'GET',
  path: '/sign-in',
  access: 'anyone',
  query,
  async handle(request) {
    if (request.actor.kind === 'staff' && request.actor.grants.length > 0) return redirect(ownAddress(request.query.next) ?? (await landingOf(request.ctx, request.actor.grants)));
    if (request.actor.kind === 'supplier') return redirect(ownAddress(request.query.next) ?? request.urlFor.supplier());
    return shown(request, {});
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
    return entered(request, email, () => signIn(request.ctx, { email, password: request.form.text('password'), remoteAddress: request.remoteAddress, browserMark: request.cookies.get(KNOWN_BROWSER) }));
  },
});

export const submitPasskey = definePage({
  method: 'POST',
  path: '/sign-in/passkey',
  access: 'anyone',
  query,
  rateLimit: { max: 240, windowMs: 60_000 },
  async handle(request) {
    return entered(request, '', () => signInWithPasskey(request.ctx, { credential: request.form.text('credential'), purpose: 'sign-in', browser: request.csrf }));
  },
});

async function entered(request: Request, email: string, enter: () => Promise<SignedIn>): Promise<PageResult> {
  try {
    return redirect(await enterPlatform(request, await enter()));
  } catch (error) {
    if (error instanceof SecondFactorNeeded) {
      request.cookies.set(SIGN_IN_STEP, error.step, { path: '/sign-in', maxAgeSeconds: 600 });
      return redirect(withQuery(request.urlFor.public('sign-in', 'second'), { next: ownAddress(request.query.next) }));
    }
    const problem = problemOf(error);
    return shown(request, { email, problem });
  }
}

function shown(request: Request, typed: { readonly email?: string; readonly problem?: SignInProblem }): PageResult {
  const { locale, csrf, urlFor, ctx } = request;
  const next = ownAddress(request.query.next);
  return show(signInView({ locale, csrf, ...typed, action: withQuery(urlFor.public('sign-in'), { next }), authorities: withQuery(urlFor.public('sign-in', 'with'), { next }), passkeyAction: withQuery(urlFor.public('sign-in', 'passkey'), { next }), passkey: passkeyAsked({ house: ctx, csrf, locale }, { purpose: 'sign-in' }) }), { status: typed.problem === undefined ? 200 : typed.problem.kind === 'paused' ? 429 : 422 });
}

function problemOf(error: unknown): SignInProblem {
  if (error instanceof SignInRefused) return { kind: 'wrong' };
  if (error instanceof PasskeyRefused) return { kind: 'passkey' };
  if (error instanceof OneTimePasswordExpired) return { kind: 'expired' };
  if (error instanceof SignInPaused) return { kind: 'paused', seconds: error.retryAfterSeconds };
  throw error;
}
