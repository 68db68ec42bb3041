import { definePage, redirect, show } from '@allmende/http';
import { endOtherSessions } from '../../actions/end-other-sessions.ts';
import { ownAccount } from '../../actions/own-account.ts';
import { sessionToken } from '../session-cookie.ts';
import { accountView } from './account.view.ts';

export const accountPage = definePage({
  method: 'GET',
  path: '/account',
  access: 'signed-in',
  async handle(request) {
    const account = await ownAccount(request.ctx, sessionToken(request));
    const authorities = await request.ctx.directory.namesOf([...new Set(account.grants.map((grant) => grant.tenant))]);
    return show(accountView({ account, authorities, locale: request.locale, csrf: request.csrf, urlFor: request.urlFor }));
  },
});

export const submitEndSessions = definePage({
  method: 'POST',
  path: '/account/end-sessions',
  access: 'signed-in',
  async handle(request) {
    const ended = await endOtherSessions(request.ctx, sessionToken(request) ?? '');
    const title = request.locale === 'de' ? `Abgemeldete Geräte: ${ended}` : `Devices signed out: ${ended}`;
    return redirect(request.urlFor.public('account'), { flash: { kind: 'success', title } });
  },
});
