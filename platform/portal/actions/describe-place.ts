import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findMember, isMemberOn } from '@allmende/membership';
import { decideCompetence, findPlaceBySlug, listCompetentAuthorities, listPlacesOfAuthority, type Authority, type Place, type UsualAuthorityKind } from '@allmende/register';
import type { PlaceRef } from '@allmende/tenancy';
import type { ListServicesOfPlace, OfferedService } from '../domain/offered-service.ts';

/** What the page of a place shows. */
export type PlaceDescription = {
  readonly place: Place;
  /** Who does the tasks of the municipality here; undefined in areas outside any municipality and where nobody is known. */
  readonly municipal: Authority | undefined;
  /** The municipality's administration belongs to the platform. */
  readonly isMember: boolean;
  /** Who does the tasks of the district here; the same as `municipal` in a kreisfreie Stadt. */
  readonly district: Authority | undefined;
  /** All authorities that answer here, these two and those with an entry of their own. */
  readonly authorities: readonly Authority[];
  /** The other places that share the administration. */
  readonly neighbours: readonly Place[];
  readonly services: readonly OfferedService[];
};

/** No service has this id, so that only what counts for all services decides. */
const ANY_SERVICE = 'any';

type Context = Pick<ActionContext, 'database' | 'clock' | 'urlFor' | 'actor' | 'tenant'>;

/** Everything about a place for those who live there. Throws NotFound for a place that does not exist. */
export async function describePlace(ctx: Context, input: { readonly place: PlaceRef; readonly servicesOf: ListServicesOfPlace }): Promise<PlaceDescription> {
  const place = await findPlaceBySlug(ctx, { slug: input.place.slug });
  if (!place) throw new NotFound();
  const [competence, services] = await Promise.all([listCompetentAuthorities(ctx, { ags: place.ags }), input.servicesOf(ctx, { place: input.place })]);
  const named = (id: string | undefined) => competence.authorities.find((authority) => authority.id === id);
  const answering = (usualAuthorityKind: UsualAuthorityKind) => decideCompetence(competence.place, { id: ANY_SERVICE, usualAuthorityKind }, competence.entries, competence.on).authority;
  const municipal = named(answering('municipality'));
  const district = named(answering('district'));
  const [neighbours, member] = await Promise.all([
    municipal && municipal !== district ? listPlacesOfAuthority(ctx, { authority: municipal.id }) : [],
    municipal && findMember(ctx, { authority: municipal.id }),
  ]);
  return {
    place, municipal, district, authorities: competence.authorities, services,
    isMember: member !== undefined && isMemberOn(member, ctx.clock.today()), neighbours: neighbours.filter((other) => other.ags !== place.ags),
  };
}
