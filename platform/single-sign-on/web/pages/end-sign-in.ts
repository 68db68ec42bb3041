import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { definePage, redirect } from '@allmende/http';
import { endOwnSignIn } from '../../actions/own-sign-ins.ts';

/** Ends the own sign-in at one app; the account page lists them. */
export const endSignInPage = definePage({
  method: 'POST', path: '/account/end-app', access: 'signed-in',
  async handle(request) {
    const instance = request.form.text('app');
    if (!isUuid(instance)) throw new NotFound();
    await endOwnSignIn(request.ctx, { instance });
    return redirect(request.urlFor.public('account'), { flash: { kind: 'success', title: request.locale === 'de' ? 'Sie sind bei der Anwendung abgemeldet.' : 'You are signed out of the app.' } });
  },
});
