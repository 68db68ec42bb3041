import { tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findMember, isMemberOn } from '@allmende/membership';
import { decideCompetence, findPlaceBySlug, listCompetentAuthorities, type Authority, type Place } from '@allmende/register';
import { findLegalContact } from '../data/legal-contact.ts';
import type { KnownService } from '../domain/known-service.ts';
import type { ListServicesOfPlace } from '../domain/offered-service.ts';

/** Who answers for a service at a place, and how to reach them. */
export type ResponsibleOffice = {
  readonly place: Place;
  /** Undefined where nobody is known. */
  readonly authority: Authority | undefined;
  readonly isMember: boolean;
  /** Where the service starts online; undefined while it is not offered there. */
  readonly href: string | undefined;
  /** As the authority has entered it; empty texts are not known. */
  readonly contact: { readonly address: string; readonly phone: string; readonly email: string } | undefined;
};

type Context = Pick<ActionContext, 'database' | 'clock' | 'urlFor' | 'actor' | 'tenant' | 'directory'>;

/** The office for a service at a place; undefined for an unknown place. */
export async function findOffice(ctx: Context, input: { readonly service: KnownService; readonly place: string; readonly servicesOf: ListServicesOfPlace }): Promise<ResponsibleOffice | undefined> {
  const [place, ref] = await Promise.all([findPlaceBySlug(ctx, { slug: input.place }), ctx.directory.findPlaceBySlug(input.place)]);
  if (!place || !ref) return undefined;
  const [competence, offered] = await Promise.all([listCompetentAuthorities(ctx, { ags: place.ags }), input.servicesOf(ctx, { place: ref })]);
  const usualAuthorityKind = input.service.usualAuthority === 'municipality' ? 'municipality' as const : 'district' as const;
  const answering = decideCompetence(competence.place, { id: input.service.service, usualAuthorityKind }, competence.entries, competence.on).authority;
  const authority = competence.authorities.find((one) => one.id === answering);
  const online = offered.find((one) => one.service === input.service.service);
  if (!authority) return { place, authority, isMember: false, href: online?.href, contact: undefined };
  const [member, contact] = await Promise.all([findMember(ctx, { authority: authority.id }), findLegalContact(ctx.database, tenantId(authority.id))]);
  return { place, authority, isMember: member !== undefined && isMemberOn(member, ctx.clock.today()), href: online?.href, contact };
}
