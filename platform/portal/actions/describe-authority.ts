import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findMember, isMemberOn } from '@allmende/membership';
import { findAuthority, listPlacesOfAuthority, type Authority, type Place } from '@allmende/register';
import type { AuthorityRef } from '@allmende/tenancy';
import type { ListServicesOfAuthority, OfferedService } from '../domain/offered-service.ts';

/** What the page of an authority shows that is no place itself: an Amt, a Landkreis. */
export type AuthorityDescription = { readonly authority: Authority; readonly isMember: boolean; readonly places: readonly Place[]; readonly services: readonly OfferedService[] };

type Context = Pick<ActionContext, 'database' | 'clock' | 'urlFor' | 'actor' | 'tenant'>;

/** An authority with the places it answers for. Throws NotFound for one that does not exist. */
export async function describeAuthority(ctx: Context, input: { readonly authority: AuthorityRef; readonly servicesOf: ListServicesOfAuthority }): Promise<AuthorityDescription> {
  const id = input.authority.tenant;
  const [authority, places, services, member] = await Promise.all([
    findAuthority(ctx, { id }), listPlacesOfAuthority(ctx, { authority: id }), input.servicesOf(ctx, { authority: input.authority }), findMember(ctx, { authority: id }),
  ]);
  if (!authority) throw new NotFound();
  return { authority, places, services, isMember: member !== undefined && isMemberOn(member, ctx.clock.today()) };
}
