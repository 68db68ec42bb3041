import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage } from '@allmende/http';
import { endOwnSession } from '../../actions/end-own-session.ts';
import { endOtherSessions } from '../../actions/end-other-sessions.ts';
import { ownAccount } from '../../actions/own-account.ts';
import { needsSecondFactor } from '../../domain/second-factor.ts';
import type { AppsPort } from '../apps-port.ts';
import { servicesNamed, type ServicesPort } from '../people-area.ts';
import { sessionToken } from '../session-cookie.ts';
import { accountView } from './account.view.ts';

/** The own account; limited roles are called by the names that the authority has for its services. With `appsOf` staff see at which apps they are signed in, and end that at `POST /account/end-app` of the room that knows. */
export function createAccountPage(servicesOf: ServicesPort, appsOf: AppsPort | undefined): AnyPage {
  return definePage({
    method: 'GET',
    path: '/account',
    access: 'signed-in',
    async handle(request) {
      const account = await ownAccount(request.ctx, sessionToken(request));
      const authorities = await request.ctx.directory.namesOf([...new Set(account.grants.map((grant) => grant.tenant))]);
      const mustEnrol = needsSecondFactor(request.ctx.config) && !account.hasSecondFactor;
      const services = await servicesNamed(request.ctx, servicesOf, { authorities, grants: account.grants });
      const apps = request.actor.kind === 'staff' ? await appsOf?.(request.ctx) : undefined;
      return show(accountView({ account, authorities, services, apps, mustEnrol, locale: request.locale, csrf: request.csrf, urlFor: request.urlFor }));
    },
  });
}

export const submitEndSessions = definePage({
  method: 'POST',
  path: '/account/end-sessions',
  access: 'signed-in',
  async handle(request) {
    const one = request.form.text('session');
    if (one !== '') {
      if (!isUuid(one)) throw new NotFound();
      await endOwnSession(request.ctx, { sessionId: one });
      return redirect(request.urlFor.public('account'), { flash: { kind: 'success', title: request.locale === 'de' ? 'Das Gerät ist abgemeldet.' : 'The device is signed out.' } });
    }
    const ended = await endOtherSessions(request.ctx, sessionToken(request) ?? '');
    const title = request.locale === 'de' ? `Abgemeldete Geräte: ${ended}` : `Devices signed out: ${ended}`;
    return redirect(request.urlFor.public('account'), { flash: { kind: 'success', title } });
  },
});
