import { may, SignInNeeded } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { DomainError, NotFound } from '@allmende/errors';
import { definePage, redirect, sessionCookieName, show, type AnyPage, type PageRequest } from '@allmende/http';
import { confirmPerson, endSession, ownAddress } from '@allmende/identity';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { listOwnProviders } from '../../actions/own-provider.ts';
import { OUTWARD_MS, returnFromOutside, signInOutside } from '../../actions/sign-in-outside.ts';
import { ProviderFailed } from '../../domain/errors.ts';
import { manageSignIn } from '../../domain/permissions.ts';
import { authoritiesView, confirmedView, overView, refusedView, trialView } from './sign-in-outside.view.ts';

const COOKIE = 'allmende-own-sign-in';
const path = '/sign-in/with';
const params = Type.Object({ provider: Type.String({ format: 'uuid' }) });
const next = Type.Optional(Type.String({ maxLength: 2000 }));
const rateLimit = { max: 120, windowMs: 60_000 };

function redirectUri(request: Pick<PageRequest<{ provider: string }, object>, 'ctx' | 'params'>): string {
  return `${request.ctx.config.publicAddress}${path}/${request.params.provider}/back`;
}

/** Signing in with the account of one's authority. */
export const signInOutsidePages: readonly AnyPage[] = [
  definePage({
    method: 'GET', path, access: 'anyone', query: Type.Object({ next }),
    handle: async (request) => show(authoritiesView({ authorities: await listOwnProviders(request.ctx), next: ownAddress(request.query.next) }, request)),
  }),
  definePage({
    method: 'GET', path: `${path}/:provider`, access: 'anyone', params, query: Type.Object({ next, trial: Type.Optional(Type.Literal('yes')), confirm: Type.Optional(Type.Literal('yes')) }), rateLimit,
    async handle(request) {
      const isTrial = request.query.trial === 'yes';
      try {
        const { address, kept } = await signInOutside(request.ctx, { tenant: tenantId(request.params.provider), redirectUri: redirectUri(request), next: ownAddress(request.query.next), isTrial, confirm: request.query.confirm === 'yes' });
        request.cookies.set(COOKIE, kept, { path, maxAgeSeconds: OUTWARD_MS / 1000 });
        return redirect(address);
      } catch (error) {
        if (!(error instanceof ProviderFailed)) throw error;
        return show(refusedView({ error, reason: isTrial ? error.reason : undefined }, request), { status: 503 });
      }
    },
  }),
  definePage({
    method: 'GET', path: `${path}/:provider/back`, access: 'anyone', params, rateLimit,
    async handle(request) {
      const tenant = tenantId(request.params.provider);
      const came = new URL(request.url, request.ctx.config.publicAddress);
      const kept = request.cookies.get(COOKIE);
      request.cookies.clear(COOKIE, { path });
      const name = sessionCookieName(request.ctx.config.publicAddress.startsWith('https:'));
      const former = request.cookies.get(name);
      try {
        const outcome = await returnFromOutside(request.ctx, { tenant, came, kept, sessionToken: former });
        if ('trial' in outcome) return show(trialView(outcome.trial, request));
        if ('confirmed' in outcome) {
          // Without a place to go on to, a form waits in another window and takes the confirmation itself.
          if (outcome.next === undefined) return show(confirmedView(request));
          request.cookies.set(name, await confirmPerson(request.ctx, { token: former ?? '', shown: { vouched: true } }));
          return redirect(outcome.next);
        }
        if (former !== undefined) await endSession(request.ctx, former);
        request.cookies.set(name, outcome.signedIn.token);
        const [authority] = await request.ctx.directory.namesOf([tenant]);
        return redirect(outcome.next ?? (authority ? request.urlFor.office(authority.slug) : request.urlFor.public('account')));
      } catch (error) {
        if (error instanceof NotFound) return show(overView(request), { status: 400 });
        if (!(error instanceof DomainError) || error instanceof SignInNeeded) throw error;
        // The exact word is for those who can mend it.
        const reason = error instanceof ProviderFailed && may(request.actor, manageSignIn, tenant) ? error.reason : undefined;
        if (error instanceof ProviderFailed) request.ctx.log.warn({ tenant, reason: error.reason }, 'a sign-in at the provider of an authority failed');
        return show(refusedView({ error, reason }, request), { status: error.kind === 'unavailable' ? 503 : 403 });
      }
    },
  }),
];

/** The address at which a trial begins. */
export function trialAddress(tenant: string): string {
  return withQuery(`${path}/${tenant}`, { trial: 'yes' });
}
