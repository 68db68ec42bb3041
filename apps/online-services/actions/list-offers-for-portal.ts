import type { Database } from '@allmende/database';
import { tenantId } from '@allmende/database';
import type { LocalText } from '@allmende/i18n';
import { listPlacesOfAuthority, type AuthorityId } from '@allmende/register';
import type { AuthorityRef, PlaceRef, UrlFor } from '@allmende/tenancy';
import type { Clock } from '@allmende/time';
import { findAppState } from '../data/app-state.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { listServices } from '../data/service.ts';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { localText } from '../domain/local-text.ts';
import { listPlaceServices } from './place-service.ts';

type Context = { database: Pick<Database, 'withoutTenant' | 'inTenant' | 'readInTenant'>; clock: Clock; urlFor: UrlFor };

/** A service as the portal lists it. */
export type PortalService = {
  readonly authority: string;
  readonly service: string;
  readonly title: LocalText;
  readonly summary: LocalText;
  readonly href: string;
  /** Everyday words, for search. */
  readonly keywords: LocalText;
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
  const { id } = service.package.service;
  return { authority, service: id, href: ctx.urlFor.place(place, 'services', id), ...namesOf(service) };
}

// The same objects again and again: a search keeps what it has made of them.
const named = new WeakMap<CompiledService, Pick<PortalService, 'title' | 'summary' | 'keywords'>>();

function namesOf(service: CompiledService): Pick<PortalService, 'title' | 'summary' | 'keywords'> {
  let names = named.get(service);
  if (!names) {
    const text = (key: string) => localText(service.package, service.texts, key);
    named.set(service, (names = { title: text('service.name'), summary: text('service.summary'), keywords: text('service.keywords') }));
  }
  return names;
}
