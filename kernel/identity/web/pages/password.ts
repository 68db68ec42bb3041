import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show } from '@allmende/http';
import { Type } from 'typebox';
import { changePassword } from '../../actions/change-password.ts';
import { ownAccount } from '../../actions/own-account.ts';
import { SignInPaused } from '../../domain/errors.ts';
import { ownAddress } from '../../domain/own-address.ts';
import { landingOf } from '../landing.ts';
import { keepSession } from '../session-cookie.ts';
import { passwordView } from './password.view.ts';

const query = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) });

export const passwordPage = definePage({
  method: 'GET',
  path: '/account/password',
  access: 'signed-in',
  query,
  async handle(request) {
    return show(passwordView(request));
  },
});

export const submitPassword = definePage({
  method: 'POST',
  path: '/account/password',
  access: 'signed-in',
  query,
  rateLimit: { max: 30, windowMs: 60_000 },
  async handle(request) {
    const { form, ctx, locale, urlFor } = request;
    const repeatProblem: FieldProblem = { pointer: '/repeat', code: 'repeat', message: 'Die beiden neuen Passwörter sind verschieden.' };
    try {
      if (form.text('password') !== form.text('repeat')) throw new InvalidInput([repeatProblem]);
      const { mustChange, grants } = await ownAccount(ctx);
      const session = await changePassword(ctx, { current: form.text('current'), password: form.text('password'), remoteAddress: request.remoteAddress });
      keepSession(request, session.token);
      const location = mustChange ? (ownAddress(request.query.next) ?? (await landingOf(ctx, grants))) : urlFor.public('account');
      return redirect(location, { flash: { kind: 'success', title: locale === 'de' ? 'Ihr Passwort ist geändert.' : 'Your password is changed.' } });
    } catch (error) {
      if (error instanceof InvalidInput) return show(passwordView({ locale, urlFor, csrf: request.csrf, problems: error.fields }));
      if (!(error instanceof SignInPaused)) throw error;
      return show(passwordView({ locale, urlFor, csrf: request.csrf, problems: [{ pointer: '/current', code: 'paused', message: error.message }] }), { status: 429 });
    }
  },
});
