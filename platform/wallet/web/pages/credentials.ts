import { may } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import { changeCredentialStatus, listGivenCredentials } from '../../actions/change-status.ts';
import { rotateIssuerKey } from '../../actions/rotate-issuer-key.ts';
import { manageCredentials, seeCredentials } from '../../domain/permissions.ts';
import { credentialsView } from './credentials.view.ts';

const path = '/:authority/office/credentials';
type Asked = Omit<PageRequest, 'params' | 'query'>;

/** What the authority gave out. */
export const credentialsPage = definePage({
  method: 'GET', path, access: seeCredentials,
  async handle(request) {
    return show(await view(request));
  },
});

/** Withdraws, suspends or restores one. */
export const changeCredentialPost = definePage({
  method: 'POST', path: `${path}/:credential`, access: manageCredentials, params: Type.Object({ credential: Type.String({ format: 'uuid' }) }),
  async handle(request) {
    const status = request.form.text('status');
    const reason = request.form.text('reason');
    try {
      if (status !== 'valid' && status !== 'suspended' && status !== 'revoked') throw new InvalidInput([{ pointer: '/status', code: 'unknown', message: 'Wählen Sie aus, was gelten soll.' }]);
      await changeCredentialStatus(request.ctx, { credential: request.params.credential, status, reason });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return show(await view(request, { credential: request.params.credential, reason, problem: error }));
    }
    return redirect(request.urlFor.office(request.authority.slug, 'credentials'), { flash: { kind: 'success', title: request.locale === 'en' ? 'Changed. It counts at once.' : 'Geändert. Es gilt sofort.' } });
  },
});

/** Signs with a new key from now on. */
export const rotateKeyPost = definePage({
  method: 'POST', path: `${path}/key`, access: manageCredentials,
  async handle(request) {
    await rotateIssuerKey(request.ctx);
    return redirect(request.urlFor.office(request.authority.slug, 'credentials'), { flash: { kind: 'success', title: request.locale === 'en' ? 'New certificates are signed with a new key.' : 'Neue Bescheinigungen werden mit einem neuen Schlüssel unterschrieben.' } });
  },
});

async function view(request: Asked, failed?: { readonly credential: string; readonly reason: string; readonly problem: InvalidInput }) {
  return credentialsView({
    given: await listGivenCredentials(request.ctx), csrf: request.csrf, mayManage: may(request.actor, manageCredentials, request.ctx.tenant), failed: failed && { credential: failed.credential, reason: failed.reason, errors: formErrors(failed.problem.fields, request.locale) },
    to: (...segments) => request.urlFor.office(request.authority.slug, 'credentials', ...segments), now: request.ctx.clock.now(),
  }, request.locale);
}
