import { definePage, redirect, show, type AnyPage, type PageRequest } from '@allmende/http';
import { inLanguage } from '@allmende/i18n';
import { Type } from 'typebox';
import { beginSignIn, signInAddress } from '../../actions/begin-sign-in.ts';
import { finishSignIn } from '../../actions/finish-sign-in.ts';
import { identityProvider } from '../../actions/identity-provider.ts';
import { AnswerRefused } from '../../domain/errors.ts';
import { LEVELS, reaches, type Level } from '../../domain/level.ts';
import { ownPage } from '../../domain/own-page.ts';
import { citizenToken, giveCitizenCookie } from '../citizen-cookie.ts';
import { identifyAddress } from '../identify-address.ts';
import { forgetIdentifying, keepIdentifying, readIdentifying } from '../identify-cookie.ts';
import type { IdentityPorts, ServicePurpose } from '../identity-ports.ts';
import { failedView, goingView } from './identify-trip.view.ts';
import { identifyView } from './identify.view.ts';

const path = '/:authority/identify';
const query = Type.Object({ level: Type.Optional(Type.Enum([...LEVELS])), service: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' })), next: Type.Optional(Type.String({ maxLength: 300 })) });
type Asked = PageRequest<object, { level?: Level; service?: string; next?: string }>;

/** The pages on which somebody proves who they are: why and how, on the way to BundID, back again. */
export function identifyPages(ports: IdentityPorts): readonly AnyPage[] {
  return [
    definePage({ method: 'GET', path, access: 'anyone', speaksAll: true, query, handle: async (request) => shown(request, ports) }),
    definePage({
      method: 'POST', path, access: 'anyone', speaksAll: true, query, rateLimit: { max: 30, windowMs: 60_000 },
      async handle(request) {
        const { level, next, service } = wanted(request);
        const purpose = await purposeOf(request, ports);
        const known = purpose && service;
        // Only whoever agrees is asked for the address of their mailbox; without an agreement at the next sign-in it is forgotten.
        const mailbox = request.form.text('mailbox') === 'yes' && (await ports.reachesMailboxes?.(request.ctx, request.authority.tenant)) === true ? (['mailbox'] as const) : [];
        const begun = await beginSignIn(request.ctx, { authority: request.authority, level, next, service: known, attributes: [...new Set([...(purpose?.attributes ?? (['givenName', 'familyName'] as const)), ...mailbox])] });
        keepIdentifying(request, { mark: begun.mark, level, next, ...(known === undefined ? {} : { service: known }) });
        return redirect(request.urlFor.place(request.authority.slug, 'identify', 'go', begun.request));
      },
    }),
    definePage({
      method: 'GET', path: `${path}/go/:request`, access: 'anyone', speaksAll: true, params: Type.Object({ authority: Type.String(), request: Type.String({ pattern: '^_[0-9a-f]{32}$' }) }), rateLimit: { max: 60, windowMs: 60_000 },
      async handle(request) {
        const href = await signInAddress(request.ctx, { authority: request.authority, request: request.params.request, mark: readIdentifying(request)?.mark ?? '' });
        return show(goingView(href, request.language), { goOnTo: href });
      },
    }),
    definePage({
      method: 'GET', path: `${path}/done`, access: 'anyone', speaksAll: true, query: Type.Object({ ticket: Type.Optional(Type.String({ maxLength: 60 })) }), rateLimit: { max: 60, windowMs: 60_000 },
      async handle(request) {
        try {
          const { authority, query: { ticket }, ctx } = request;
          const session = await finishSignIn(ctx, { authority, ticket: ticket ?? '', mark: readIdentifying(request)?.mark ?? '', before: citizenToken(request, authority.tenant) });
          forgetIdentifying(request);
          giveCitizenCookie(request, session);
          return redirect(session.next);
        } catch (error) {
          if (!(error instanceof AnswerRefused)) throw error;
          request.ctx.log.warn({ reason: error.why, authority: request.authority.slug }, 'a ticket was refused');
          return redirect(request.urlFor.place(request.authority.slug, 'identify', 'failed'));
        }
      },
    }),
    definePage({
      method: 'GET', path: `${path}/failed`, access: 'anyone', speaksAll: true,
      async handle(request) {
        const before = readIdentifying(request);
        const { urlFor, authority } = request;
        return show(failedView(before === undefined ? urlFor.place(authority.slug) : identifyAddress(urlFor, authority.slug, before), before !== undefined, request.language), { status: 403 });
      },
    }),
  ];
}

function wanted(request: Asked): { level: Exclude<Level, 'none'>; next: string; service: string | undefined } {
  const { level, next, service } = request.query;
  return { level: level === undefined || level === 'none' ? 'basic' : level, next: ownPage(next) ?? request.urlFor.place(request.authority.slug, 'my-account'), service };
}

async function purposeOf(request: Asked, ports: IdentityPorts): Promise<ServicePurpose | undefined> {
  const { service } = request.query;
  return service === undefined ? undefined : ports.purposeOf(request.ctx, { tenant: request.authority.tenant, service, locale: request.locale });
}

async function shown(request: Asked, ports: IdentityPorts) {
  const { authority, ctx, urlFor, language } = request;
  const { level, next, service } = wanted(request);
  const purpose = await purposeOf(request, ports);
  const provider = identityProvider(ctx);
  const others = (ports.otherWays ?? []).filter((way) => reaches(way.level, level)).flatMap((way) => {
    const href = way.href(ctx, { authority, level, service: purpose && service, next });
    return href === undefined ? [] : [{ label: inLanguage(way.label, language), hint: inLanguage(way.hint, language), href }];
  });
  return show(identifyView({
    authority: authority.name, level, service: purpose?.name, attributes: purpose?.attributes ?? ['givenName', 'familyName'], consent: purpose?.consent, csrf: request.csrf,
    // Who came from a page that needs a proof would only be led here again.
    backHref: purpose && service ? urlFor.place(next.split('/')[1] ?? authority.slug, 'services', service) : urlFor.place(authority.slug), hasMailbox: (await ports.reachesMailboxes?.(ctx, authority.tenant)) === true, isAvailable: provider !== undefined, isTest: provider?.isTest ?? false, others,
  }, language));
}
