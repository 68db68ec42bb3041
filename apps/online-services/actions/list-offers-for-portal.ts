import type { Database } from '@allmende/database';
import { tenantId } from '@allmende/database';
import { listPlacesOfAuthority, type AuthorityId } from '@allmende/register';
import type { AuthorityRef, PlaceRef, UrlFor } from '@allmende/tenancy';
import type { Clock } from '@allmende/time';
import { findAppState } from '../data/app-state.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { listServices } from '../data/service.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { listPlaceServices } from './place-service.ts';

type Context = { database: Pick<Database, 'withoutTenant' | 'inTenant' | 'readInTenant'>; clock: Clock; urlFor: UrlFor };

/** A service as the portal lists it. */
export type PortalService = {
  readonly authority: string;
  readonly service: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly summary: { readonly de: string; readonly en: string };
  readonly href: string;
  /** Everyday words in both languages, for search. */
  readonly keywords: string;
};

/** The services of a place for its portal page, of all authorities competent there. */
export async function servicesOfPlace(ctx: Context, input: { place: PlaceRef }): Promise<PortalService[]> {
  const services = await listPlaceServices(ctx, { ars: input.place.ars });
  return services.map(({ authority, service }) => portalService(ctx, authority.id, service, input.place.slug));
}

/** What an authority offers; the address leads to one of its places, whoever is competent there now. Nothing while it has no place. */
export async function servicesOfAuthority(ctx: Context, input: { authority: AuthorityRef }): Promise<PortalService[]> {
  const tenant = tenantId(input.authority.tenant);
  const offers = await ctx.database.inTenant(tenant, async (tx) => ((await findAppState(tx)) === 'running' ? listServices(tx) : []));
  const [place] = offers.length === 0 ? [] : await listPlacesOfAuthority(ctx, { authority: tenant as string as AuthorityId });
  if (!place) return [];
  const services = await Promise.all(offers.flatMap(({ active }) => (active ? [getCompiledService(ctx.database, tenant, active)] : [])));
  return services.map((service) => portalService(ctx, tenant, service, place.slug));
}

function portalService(ctx: Context, authority: string, service: CompiledService, place: string): PortalService {
  const [german, english] = [service.texts('de'), service.texts('en')];
  const { id } = service.package.service;
  return {
    authority, service: id, href: ctx.urlFor.place(place, 'services', id), keywords: `${german.get('service.keywords')}, ${english.get('service.keywords')}`,
    title: { de: german.get('service.name'), en: english.get('service.name') }, summary: { de: german.get('service.summary'), en: english.get('service.summary') },
  };
}
