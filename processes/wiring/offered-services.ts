import { listPlaceServices, type PlaceService } from '@allmende/online-services';
import type { ListServicesOfAuthority, ListServicesOfPlace, OfferedService } from '@allmende/portal';
import { listPlacesOfAuthority } from '@allmende/register';
import type { UrlFor } from '@allmende/tenancy';

/** What the app for online services offers at a place, as the portal shows it. */
export const servicesOfPlace: ListServicesOfPlace = async (ctx, { place }) => {
  const services = await listPlaceServices(ctx, { ars: place.ars });
  return services.map((service) => describe(service, ctx.urlFor, place.slug));
};

/** What an authority offers at its places; the first place stands for all. */
export const servicesOfAuthority: ListServicesOfAuthority = async (ctx, { authority }) => {
  const [place] = await listPlacesOfAuthority(ctx, { authority: authority.tenant });
  if (!place) return [];
  const services = await listPlaceServices(ctx, { ars: place.ars });
  return services.filter((service) => service.tenant === authority.tenant).map((service) => describe(service, ctx.urlFor, place.slug));
};

function describe({ authority, service }: PlaceService, urlFor: UrlFor, slug: string): OfferedService {
  const text = (key: string) => ({ de: service.texts('de').get(key), en: service.texts('en').get(key) });
  const { id } = service.package.service;
  return { authority: authority.id, service: id, title: text('service.name'), summary: text('service.summary'), href: urlFor.place(slug, 'services', id) };
}
