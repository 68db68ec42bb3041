import { definePage, redirect } from '@allmende/http';
import { endSession } from '../../actions/end-session.ts';
import { forgetSession, sessionToken } from '../session-cookie.ts';

export const signOut = definePage({
  method: 'POST',
  path: '/sign-out',
  access: 'anyone',
  async handle(request) {
    const token = sessionToken(request);
    if (token !== undefined) await endSession(request.ctx, token);
    forgetSession(request);
    const body = request.locale === 'de' ? 'Sie sind abgemeldet.' : 'You are signed out.';
    return redirect(request.urlFor.public(), { flash: { kind: 'success', title: body } });
  },
});
