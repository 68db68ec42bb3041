import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { withQuery } from '@allmende/tenancy';
import { Type, type Static } from 'typebox';
import { finishSignIn } from '../../actions/finish-sign-in.ts';
import { secondStep } from '../../actions/second-step.ts';
import { CodeNotNow, CodeRefused, PasskeyRefused, SignInPaused, SignInRefused, SignInStepOver } from '../../domain/errors.ts';
import { ownAddress } from '../../domain/own-address.ts';
import { enterPlatform, SIGN_IN_STEP } from '../enter-platform.ts';
import { passkeyAsked } from '../passkey-part.ts';
import { secondStepView, type StepProblem } from './second-step.view.ts';

const path = '/sign-in/second';
const query = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) });

type Request = PageRequest<unknown, Static<typeof query>>;

export const secondStepPage = definePage({ method: 'GET', path, access: 'anyone', query, handle: (request) => shown(request) });

export const submitSecondStep = definePage({
  method: 'POST',
  path,
  access: 'anyone',
  query,
  rateLimit: { max: 120, windowMs: 60_000 },
  async handle(request) {
    const { form } = request;
    const credential = form.text('credential');
    try {
      const shownNow = credential === '' ? { code: form.text('code'), remoteAddress: request.remoteAddress } : { credential, purpose: 'sign-in' as const, browser: request.csrf };
      return redirect(await enterPlatform(request, await finishSignIn(request.ctx, { step: request.cookies.get(SIGN_IN_STEP) ?? '', shown: shownNow })));
    } catch (error) {
      if (error instanceof SignInPaused) return shown(request, { kind: 'paused', seconds: error.retryAfterSeconds });
      if (error instanceof CodeRefused) return shown(request, { kind: 'code' });
      if (error instanceof CodeNotNow) return shown(request, { kind: 'code-not-now' });
      if (error instanceof PasskeyRefused) return shown(request, { kind: 'passkey' });
      if (error instanceof SignInStepOver || error instanceof SignInRefused) return startAgain(request);
      throw error;
    }
  },
});

async function shown(request: Request, problem?: StepProblem): Promise<PageResult> {
  const { ctx, locale, csrf } = request;
  try {
    const { passkeys } = await secondStep(ctx, request.cookies.get(SIGN_IN_STEP) ?? '');
    const passkey = passkeys.length === 0 ? undefined : passkeyAsked({ house: ctx, csrf, locale }, { purpose: 'sign-in', known: passkeys });
    return show(secondStepView({ locale, csrf, passkey, problem }), { status: problem === undefined ? 200 : problem.kind === 'paused' ? 429 : 422 });
  } catch (error) {
    if (error instanceof SignInStepOver) return startAgain(request);
    throw error;
  }
}

function startAgain(request: Request): PageResult {
  request.cookies.clear(SIGN_IN_STEP, { path: '/sign-in' });
  const title = request.locale === 'de' ? 'Die Zeit für die Anmeldung ist um. Bitte beginnen Sie noch einmal.' : 'The time for signing in is over. Please begin again.';
  return redirect(withQuery(request.urlFor.public('sign-in'), { next: ownAddress(request.query.next) }), { flash: { kind: 'warning', title } });
}
