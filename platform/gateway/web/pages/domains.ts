import { may } from '@allmende/access';
import { DomainError, InvalidInput } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { addressOfInstance } from '../../actions/address-of-instance.ts';
import { checkDomain, claimDomain, listOwnDomains, releaseDomain } from '../../actions/own-domains.ts';
import type { EntranceOf } from '../../actions/watch-routes.ts';
import { DomainTaken } from '../../domain/errors.ts';
import { manageDomains, seeGrants } from '../../domain/permissions.ts';
import { domainsView, domainWords } from './domains.view.ts';

const path = '/:authority/office/instances/:instance/domains';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });
const domainParams = Type.Object({ instance: Type.String({ format: 'uuid' }), domain: Type.String({ format: 'uuid' }) });

/** The pages on which an authority brings domains of its own. */
export function instanceDomainsPages(entranceOf: EntranceOf): readonly AnyPage[] {
  const page = async (request: PageRequest<{ instance: string }, object>, form: Pick<Parameters<typeof domainsView>[0], 'errors' | 'typed'>): Promise<PageResult> => {
    const found = await listOwnDomains(request.ctx, { instance: request.params.instance });
    return show(domainsView({ ...found, ...form, entrance: await addressOfInstance(request.ctx, entranceOf, found.instance), authority: request.authority, hasAcme: request.ctx.config.apps.acme !== undefined, mayManage: may(request.actor, manageDomains, request.ctx.tenant) }, request));
  };
  const back = (request: PageRequest<{ instance: string }, object>, kind: 'success' | 'warning', title: string) =>
    redirect(request.urlFor.office(request.authority.slug, 'instances', request.params.instance, 'domains'), { flash: { kind, title } });
  return [
    definePage({ method: 'GET', path, access: seeGrants, params, handle: (request) => page(request, {}) }),
    definePage({
      method: 'POST', path, access: manageDomains, params,
      async handle(request) {
        const typed = request.form.text('domain');
        try {
          await claimDomain(request.ctx, { instance: request.params.instance, domain: typed });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return page(request, { errors: error.fields.map((field) => ({ ...field, message: domainWords(request.locale).noDomain })), typed });
        }
        return back(request, 'success', domainWords(request.locale).claimed);
      },
    }),
    definePage({
      method: 'POST', path: `${path}/:domain/check`, access: manageDomains, params: domainParams, rateLimit: { max: 30, windowMs: 60_000 },
      async handle(request) {
        const t = domainWords(request.locale);
        const isProven = await checkDomain(request.ctx, { instance: request.params.instance, id: request.params.domain }).catch((error: unknown) => { if (error instanceof DomainTaken) return error; throw error; });
        if (isProven instanceof DomainError) return back(request, 'warning', t.taken);
        return isProven ? back(request, 'success', t.proven) : back(request, 'warning', t.notFound);
      },
    }),
    definePage({
      method: 'POST', path: `${path}/:domain/release`, access: manageDomains, params: domainParams,
      async handle(request) {
        await releaseDomain(request.ctx, { instance: request.params.instance, id: request.params.domain });
        return back(request, 'success', domainWords(request.locale).released);
      },
    }),
  ];
}
